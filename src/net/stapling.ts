import type { StapledResponse } from '../types.js';
import {
  digitsOf,
  type Element,
  elementsIn,
  GENERALIZED_TIME,
  holding,
  instead,
  membersOf,
  momentOf,
  OCTET_STRING,
  SEQUENCE,
  tagged,
} from './der.js';

/** How the state of a certificate is told: by the tag (RFC 6960 section 4.2.1). */
const STATES: ReadonlyMap<number, NonNullable<StapledResponse['status']>> = new Map([
  [instead(0), 'good'],
  [holding(1), 'revoked'],
  [instead(2), 'unknown'],
]);
const NOTHING: StapledResponse = { status: null, thisUpdate: null, nextUpdate: null };

/**
 * What an OCSP response (RFC 6960) says of a certificate. Signatures are not checked, and of several answers the one counts that
 * is for the serial number. Never throws.
 *
 * @param serialNumber - Lower-case hexadecimal digits.
 */
export function stapledResponse(response: Uint8Array, serialNumber: string): StapledResponse {
  const about = answersIn(response).find(({ serial }) => serial === withoutZeros(serialNumber));
  if (about === undefined) return NOTHING;
  const [, state, thisUpdate, ...rest] = about.members;
  const [nextUpdate] = elementsIn(tagged(rest, holding(0))?.content ?? new Uint8Array());
  return {
    status: (state && STATES.get(state.tag)) ?? null,
    thisUpdate: momentOf(thisUpdate),
    nextUpdate: momentOf(nextUpdate),
  };
}

interface Answer {
  readonly serial: string;
  readonly members: readonly Element[];
}

function answersIn(response: Uint8Array): Answer[] {
  const bytes = tagged(membersOf(response), holding(0));
  const basic = tagged(membersOf(bytes?.content), OCTET_STRING);
  const [data] = membersOf(basic?.content) ?? [];
  const fields = membersOf(data?.whole) ?? [];
  // Behind the moment at which it was made; the responder's name before it may be of any tag.
  const answers = fields[fields.findIndex(({ tag }) => tag === GENERALIZED_TIME) + 1];
  if (answers?.tag !== SEQUENCE) return [];
  return elementsIn(answers.content).flatMap(({ whole }) => {
    const members = membersOf(whole) ?? [];
    // Digest algorithm, digest of the issuer's name, of its key, and the serial number.
    const serial = membersOf(members[0]?.whole)?.[3];
    return serial === undefined ? [] : { serial: withoutZeros(digitsOf(serial.content)), members };
  });
}

const withoutZeros = (digits: string) => digits.replace(/^0+/, '');
