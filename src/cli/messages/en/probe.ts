import type { ProbeWords } from '../../../report/probe-words.js';
import { formatNumber } from '../../../report/scan-table.js';
import type { ServiceMethod } from '../../../types.js';
import { factsEn } from './facts.js';
import { mailEn } from './mail.js';
import { offersEn } from './offers.js';
import { statesEn } from './states.js';

/** How a service's name was found. */
const METHODS: Readonly<Record<ServiceMethod, string>> = {
  port: 'guessed from the port number',
  banner: 'by its greeting',
  probe: 'by its answer to a question',
};

const UNKNOWN_ISSUER = 'who issued it is not known here, and was not sent along';

/** Why a certificate is not trusted, by OpenSSL's and Node's words for it. */
const TRUST_PROBLEMS: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'it has expired',
  CERT_NOT_YET_VALID: 'it is not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'nobody vouches for it but itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'its authority is none that is trusted here',
  UNABLE_TO_GET_ISSUER_CERT: UNKNOWN_ISSUER,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNKNOWN_ISSUER,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN_ISSUER,
  ERR_TLS_CERT_ALTNAME_INVALID: 'it is for other names',
};

/** Texts of the probe command in English. */
export const probeEn = {
  noTarget: 'a service to probe is needed, such as: portolan probe mail.example.org:25 (or a domain: --mx example.org)',
  failure: (target: string, message: string) => `${target} was not probed: ${message}`,
  words: {
    ...statesEn,
    ...factsEn,
    ...mailEn,
    ...offersEn,
    greeting: 'greeting',
    nothingSaid: '(it said nothing)',
    more: (characters) => `(${formatNumber(characters)} more characters; --json has them)`,
    cut: {
      timeout: '(nothing more came in time)',
      closed: '(then it closed the connection)',
      'too-long': '(cut: longer than any real greeting)',
      failed: '(the TLS handshake failed)',
      stopped: '(stopped before it said more)',
    },
    service: 'service',
    product: 'product',
    hostname: 'host name',
    os: 'system',
    evidence: 'because of',
    offers: 'offers',
    offersSecure: 'offers inside TLS',
    sameOffers: (gained, lost) =>
      `the same${gained === '' ? '' : `, with ${gained}`}${lost === '' ? '' : `, without ${lost}`}`,
    startTls: 'STARTTLS',
    startTlsOutcomes: {
      'not-offered': 'not offered',
      refused: 'offered, then refused',
      failed: 'offered, but the handshake failed',
      done: 'done',
    },
    tls: 'TLS',
    certificate: 'certificate',
    trusted: 'trusted for this name',
    nameUnchecked: 'trusted for its own names; it was asked for by an address',
    untrusted: (reason) =>
      `not trusted: ${Object.hasOwn(TRUST_PROBLEMS, reason) ? `${TRUST_PROBLEMS[reason]} (${reason})` : reason}`,
    valid: (from, to) => `valid ${from} to ${to}`,
    validations: {
      organization: 'organization validated (OV)',
      individual: 'person validated (IV)',
      extended: 'extended validation (EV)',
    },
    stapled: (status, until) =>
      `OCSP response stapled: ${status === null ? 'says nothing of it' : status}${until === null ? '' : `, until ${until}`}`,
    unstapled: 'demands a stapled OCSP response, and has none',
    tlsaNeeded: (record) => `its key needs ${record}`,
    key: (key, signature) => `key ${key}${signature === null ? '' : `, signed by ${signature}`}`,
    issuer: (name) => `issued by ${name}`,
    unrecognized:
      'What answers here is not known. To report it, look this line over, since it holds what the server said, and share it:',
    injected: 'clear text behind the go-ahead for TLS',
    refusesUs: '(it does not take us as a client)',
    identified: (name, method, percent) => `${name}, ${METHODS[method]} (${percent} %)`,
    evidenceText: (rule, text, bytes) =>
      text === '' ? `rule ${rule}` : `"${text}"${bytes === null ? '' : `, bytes ${bytes}`} (rule ${rule})`,
  } satisfies ProbeWords,
};

export type ProbeTexts = typeof probeEn;
