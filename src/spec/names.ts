import { domainToASCII } from 'node:url';
import { targetFault } from './faults.js';

/** Characters of the longest name without its final dot, RFC 1035 section 3.1 in text form. */
const LONGEST_NAME = 253;
/** Characters of the longest label, RFC 1035 section 2.3.4. */
const LONGEST_LABEL = 63;
/** Unicode names are converted up to this length; what is longer is too long in ASCII too. */
const LONGEST_UNICODE_NAME = 2 * LONGEST_NAME;
/** RFC 1123 section 2.1, and the underscore that many hosts carry against it. */
const LABEL = /^[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?$/;
const NAME_CHARACTERS = /^[a-z0-9._-]*$/i;
const NON_ASCII = /[^\0-\x7f]/;

/**
 * The ASCII form (IDNA) of a host name, in lower case and without final dot.
 *
 * @param text What the user wrote, for the message.
 * @throws PortolanError `ERR_TARGET_SPEC` where RFC 1123 and RFC 1035 do not allow the name.
 */
export function normalizeName(text: string, host: string): string {
  const name = toAscii(text, host).toLowerCase().replace(/\.$/, '');
  if (name === '') {
    throw targetFault(text, 'a target is a host name, an address, a network or a range, and this names no host');
  }
  if (!NAME_CHARACTERS.test(name)) {
    throw targetFault(text, 'a host name has letters, digits, hyphens and dots only');
  }
  if (name.length > LONGEST_NAME) {
    throw targetFault(text, 'a host name has at most {most} characters', undefined, { most: LONGEST_NAME });
  }
  for (const label of name.split('.')) {
    checkLabel(text, label, name);
  }
  return name;
}

function toAscii(text: string, host: string): string {
  if (!NON_ASCII.test(host)) {
    return host;
  }
  // The conversion decodes %41 and cuts at a (full-width) slash: a name with such characters must not get there.
  const ascii = host.length > LONGEST_UNICODE_NAME || !hasOnlyNameCharacters(host) ? '' : domainToASCII(host);
  if (ascii === '') {
    throw targetFault(text, 'not a valid internationalised host name (IDNA)');
  }
  return ascii;
}

function hasOnlyNameCharacters(host: string): boolean {
  return NAME_CHARACTERS.test(host.normalize('NFKC').replace(/[^\0-\x7f]/g, ''));
}

function checkLabel(text: string, label: string, name: string): void {
  if (label === '') {
    const withoutGaps = name.split('.').filter((part) => part !== '');
    throw targetFault(text, 'a host name has no empty part between its dots', withoutGaps.join('.') || undefined);
  }
  if (label.length > LONGEST_LABEL) {
    throw targetFault(text, 'a part of a host name has at most {most} characters', undefined, { most: LONGEST_LABEL });
  }
  if (!LABEL.test(label)) {
    throw targetFault(text, 'no part of a host name starts or ends with a hyphen');
  }
}
