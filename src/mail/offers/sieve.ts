import { decodeReply } from '../reply-text.js';
import { Announced, readNumber, upperCase, wordsOf } from './capability.js';
import { SIEVE_KEYWORDS } from './known-keywords.js';
import { type OfferSource, ownGreeting } from './source.js';
import { readString, skipBlanks } from './strings.js';
import type { Capability, SieveOffers } from './types.js';

/** Digits of a number of redirects at most: more than any server follows. */
const REDIRECTS_DIGITS = 9;

/** What a ManageSieve server announced unasked (RFC 5804 section 1.7); null where it did not. */
export function sieveOffers(said: OfferSource): SieveOffers | null {
  const listing = listingOf(said);
  const all = listing === null ? said.capabilities.map(capabilityOfLine) : [...capabilities(listing)];
  if (all.length === 0) return null;
  const announced = new Announced(all);
  return {
    protocol: 'sieve',
    capabilities: announced.all,
    unknown: announced.unknown(SIEVE_KEYWORDS),
    startTls: announced.has('STARTTLS'),
    auth: announced.merged('SASL'),
    implementation: announced.rest('IMPLEMENTATION'),
    extensions: [...(announced.parameters('SIEVE') ?? [])],
    notify: [...(announced.parameters('NOTIFY') ?? [])],
    version: announced.rest('VERSION'),
    maxRedirects: readNumber(announced.rest('MAXREDIRECTS') ?? undefined, REDIRECTS_DIGITS),
    language: announced.rest('LANGUAGE'),
    owner: announced.rest('OWNER'),
    unauthenticate: announced.has('UNAUTHENTICATE'),
  };
}

/**
 * The list as it was sent, since lines without their quotes have lost what stood in literals and behind backslashes: the
 * last one of the half that is meant. Null where there is none.
 */
function listingOf(said: OfferSource): string | null {
  const isListing = (text: string) => /^["{]/.test(text);
  const unasked = said.exchanges.findLast(
    ({ command, reply, end, secure }) =>
      secure === said.secure &&
      end === 'complete' &&
      (command === null || /^CAPABILITY$/i.test(command)) &&
      isListing(reply),
  );
  const listing = unasked?.reply ?? ownGreeting(said);
  return isListing(listing) ? listing : null;
}

/** Name and value line by line, both of them strings, up to the line that begins with none. */
function* capabilities(text: string): Generator<Capability> {
  for (let at = 0; at < text.length; ) {
    const name = readString(text, at);
    if (name === null) return;
    const value = readString(text, skipBlanks(text, name.end));
    yield capabilityOf(name.value, value?.value ?? null);
    const lineEnd = text.indexOf('\n', (value ?? name).end);
    if (lineEnd < 0) return;
    at = lineEnd + 1;
  }
}

function capabilityOfLine(line: string): Capability {
  const blank = line.indexOf(' ');
  return blank < 0 ? capabilityOf(line, null) : capabilityOf(line.slice(0, blank), line.slice(blank + 1));
}

function capabilityOf(name: string, value: string | null): Capability {
  const keyword = decodeReply(name);
  const told = value === null ? '' : decodeReply(value);
  // A value may hold line breaks where it came as a literal.
  const text = told === '' ? keyword : `${keyword} ${told.replace(/[\r\n]+/g, ' ')}`;
  return { keyword: upperCase(keyword), parameters: wordsOf(told.replace(/[\r\n]+/g, ' ')), text };
}
