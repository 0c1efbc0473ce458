import { MAX_POLICY_AGE_SECONDS } from '../../defaults.js';
import type { MtaStsPolicy } from './types.js';

/**
 * Why a text is no policy: by a line that is none of its syntax, or by the field that is missing or has no value that it may
 * have.
 */
export type PolicyFault = 'invalid-line' | 'invalid-version' | 'invalid-mode' | 'invalid-max-age' | 'invalid-mx';

/** Why a TXT record at `_mta-sts` announces no policy. */
export type StsRecordFault = 'several-records' | 'invalid-record';

/** How a record begins that is of MTA-STS; others at the same name are of something else. */
const VERSION = /^v=STSv1[ \t]*;/;
const ID = /^id=([A-Za-z0-9]{1,32})$/;
const EXTENSION = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,31}=[\x21-\x3a\x3c\x3e-\x7e]+$/;

/** The name of a field of a policy. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,31}$/;
const MODES: readonly MtaStsPolicy['mode'][] = ['enforce', 'testing', 'none'];
const MAX_AGE = /^\d{1,10}$/;
/** A host name, or one behind a wildcard. Internationalised names stand in it in ASCII. */
const MX = /^(?:\*\.)?(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/;

/**
 * The id of the record that announces a policy (RFC 8461 section 3.1).
 *
 * @param texts - The TXT records at `_mta-sts`. Those that do not begin as one of MTA-STS are left aside.
 * @returns Null where there is none of MTA-STS.
 */
export function parseStsRecord(
  texts: readonly string[],
): { readonly id: string } | { readonly fault: StsRecordFault } | null {
  const [record, ...others] = texts.filter((text) => VERSION.test(text));
  if (record === undefined) return null;
  if (others.length > 0) return { fault: 'several-records' };
  const [, ...fields] = record.split(';').map((field) => field.trim());
  // A semicolon at the end is none between fields.
  if (fields.at(-1) === '') fields.pop();
  const ids = fields.flatMap((field) => ID.exec(field)?.[1] ?? []);
  const isSound = fields.every((field) => EXTENSION.test(field)) && !fields.some(isOddId);
  return isSound && ids[0] !== undefined ? { id: ids[0] } : { fault: 'invalid-record' };
}

function isOddId(field: string): boolean {
  return field.startsWith('id=') && !ID.test(field);
}

/**
 * Reads a policy (RFC 8461 section 3.2). Fields stand in any order; of those that may stand once the first counts; unknown ones
 * are left out. A policy that turns MTA-STS off (mode `none`) needs no `mx`.
 */
export function parsePolicy(text: string): MtaStsPolicy | { readonly fault: PolicyFault } {
  const fields = new Map<string, string[]>();
  for (const line of text.trimEnd().split(/\r?\n/)) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(0, colon));
    // Blanks may stand before and behind the value.
    const value = line.slice(colon + 1).trim();
    if (!NAME.test(name) || value === '') return { fault: 'invalid-line' };
    const values = fields.get(name);
    if (values === undefined) fields.set(name, [value]);
    else values.push(value);
  }
  return policyOf((name) => fields.get(name) ?? []);
}

function policyOf(valuesOf: (name: string) => readonly string[]): MtaStsPolicy | { readonly fault: PolicyFault } {
  if (valuesOf('version')[0] !== 'STSv1') return { fault: 'invalid-version' };
  const mode = MODES.find((one) => one === valuesOf('mode')[0]);
  if (mode === undefined) return { fault: 'invalid-mode' };
  const age = valuesOf('max_age')[0] ?? '';
  const maxAgeSeconds = Number(age);
  if (!MAX_AGE.test(age) || maxAgeSeconds > MAX_POLICY_AGE_SECONDS) return { fault: 'invalid-max-age' };
  const mx = [...new Set(valuesOf('mx').map((name) => name.toLowerCase()))];
  const isListed = mode === 'none' || mx.length > 0;
  return isListed && mx.every((name) => MX.test(name)) ? { mode, mx, maxAgeSeconds } : { fault: 'invalid-mx' };
}

/**
 * Whether a policy lists an exchanger (RFC 8461 section 4.1), whatever its mode. A wildcard stands for one whole label.
 *
 * @param name - In any case, with or without a dot at the end.
 */
export function allowsExchanger({ mx }: Pick<MtaStsPolicy, 'mx'>, name: string): boolean {
  const host = name.toLowerCase().replace(/\.$/, '');
  const dot = host.indexOf('.');
  const parent = dot > 0 ? `*${host.slice(dot)}` : null;
  return mx.some((pattern) => pattern === host || pattern === parent);
}
