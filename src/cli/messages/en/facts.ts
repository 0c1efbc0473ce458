import type { FactWords } from '../../../report/service-facts.js';

/** Facts that say themselves what they are. */
const PLAIN = ['server', 'userAgent', 'realm', 'versionText', 'model', 'access'];

/** Facts about services in English. */
export const factsEn = {
  fact(name, value) {
    if (name === 'title') return `"${value}"`;
    if (name === 'protocolVersion') return `protocol ${value}`;
    return PLAIN.includes(name) ? value : `${factName(name)} ${value}`;
  },
  factName,
  factValue: (value) => value,
  tlsFor: (version, name) => `${version} for ${name}`,
  closesAtOnce: 'closes at once',
} satisfies FactWords;

/** `protocol version` for `protocolVersion`. */
function factName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
