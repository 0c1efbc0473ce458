import { fault, nearWords, type ScriptLine } from './faults.js';
import type { HandshakeFault, TlsChoice, TlsVersionName } from './types.js';
import { expectNothing, parseCount, parseWord } from './words.js';

export const TLS_VERSIONS: readonly TlsVersionName[] = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];
const CHOICES = ['certificate', 'min', 'max', 'ciphers'];
const FAULTS: readonly HandshakeFault[] = ['alert', 'nonsense', 'close', 'reset', 'silence'];
/** Alerts by the names of RFC 8446 section 6. */
const ALERTS: Readonly<Record<string, number>> = {
  handshake_failure: 40,
  bad_certificate: 42,
  protocol_version: 70,
  insufficient_security: 71,
  internal_error: 80,
  unrecognized_name: 112,
  no_application_protocol: 120,
};
const DEFAULT_ALERT = 40;

/** What stands behind `starttls`, such as `max=TLSv1.1 certificate=expired`. */
export function parseTls(rest: string, at: ScriptLine): TlsChoice {
  const choice: { -readonly [Key in keyof TlsChoice]: TlsChoice[Key] } = {};
  for (const word of rest.split(/[ \t]+/).filter((each) => each !== '')) {
    const [, key = '', value = ''] = /^([a-z]+)=(\S+)$/i.exec(word) ?? [];
    if (key === 'min' || key === 'max') choice[key] = parseWord(value, TLS_VERSIONS, at);
    else if (key === 'certificate' || key === 'ciphers') choice[key] = value;
    else throw unknownChoice(word, at);
  }
  const { min, max } = choice;
  if (min !== undefined && max !== undefined && TLS_VERSIONS.indexOf(min) > TLS_VERSIONS.indexOf(max)) {
    throw fault(at, 'line {line}: min is above max');
  }
  return choice;
}

function unknownChoice(word: string, at: ScriptLine): Error {
  const [name = ''] = word.split('=', 1);
  const suggestion = nearWords(name, CHOICES).map((each) => `${each}=…`);
  return fault(at, 'line {line}: behind starttls stand certificate=NAME, min=VERSION, max=VERSION, ciphers=LIST', {
    suggestion,
  });
}

/** What stands behind `fail-handshake`: nothing, `alert NAME`, `nonsense` and so on. */
export function parseFault(rest: string, at: ScriptLine): { fault: HandshakeFault; alert: number } {
  const [word = '', name = '', ...more] = rest.split(/[ \t]+/);
  expectNothing(more.join(' '), at);
  const kind = word === '' ? 'alert' : parseWord(word, FAULTS, at);
  if (kind !== 'alert') expectNothing(name, at);
  return { fault: kind, alert: name === '' ? DEFAULT_ALERT : alertOf(name, at) };
}

function alertOf(name: string, at: ScriptLine): number {
  if (/^\d/.test(name)) return parseCount(name, 255, at);
  return ALERTS[parseWord(name.replaceAll('-', '_'), Object.keys(ALERTS), at)] as number;
}

/** An alert as a script names it. */
export function alertName(alert: number): string {
  return Object.entries(ALERTS).find(([, number]) => number === alert)?.[0] ?? String(alert);
}
