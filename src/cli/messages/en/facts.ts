import type { FactWords } from '../../../report/service-facts.js';

/** Facts about services in English. */
export const factsEn = {
  fact(name, value) {
    if (name === 'title') return `"${value}"`;
    if (name === 'protocolVersion') return `protocol ${value}`;
    return name === 'server' || name === 'model' || name === 'access' ? value : `${factName(name)} ${value}`;
  },
  factName,
  factValue: (value) => value,
  certificateFor: (name) => `certificate for ${name}`,
  closesAtOnce: 'closes at once',
} satisfies FactWords;

/** `protocol version` for `protocolVersion`. */
function factName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
