import assert from 'node:assert/strict';
import { PortolanError, type PortolanErrorCode } from '../../src/errors.js';
import { portSetOf } from '../../src/spec/port-sets.js';
import { parseTarget } from '../../src/spec/targets.js';
import type { PlanEntry, PortRange, PortSet, PortVocabulary } from '../../src/spec/types.js';

const SERVICES: Readonly<Record<string, readonly PortRange[]>> = {
  smtp: [[25, 25]],
  mail: [[25, 25]],
  http: [[80, 80]],
  'http-alt': [[8080, 8080]],
  'whois++': [[63, 63]],
  'sql*net': [[66, 66]],
  'cl/1': [[172, 172]],
  'z39.50': [[210, 210]],
  '914c-g': [[211, 211]],
  x11: [[6000, 6063]],
  syslog: [],
};

const GROUPS: Readonly<Record<string, readonly PortRange[]>> = {
  mail: [
    [25, 25],
    [110, 110],
    [143, 143],
  ],
  web: [
    [80, 80],
    [443, 443],
  ],
};

/** A vocabulary small enough to know by heart. */
export const vocabulary: PortVocabulary = {
  portsOfService: (name) => own(SERVICES, name.toLowerCase()),
  portsOfGroup: (name) => own(GROUPS, name),
  groupNames: () => Object.keys(GROUPS),
  nearestService: (name) => (name === 'htpt' ? 'http' : undefined),
};

function own<Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** An entry of a plan, from an address, network or range. */
export function entry(target: string, ...ports: readonly (number | PortRange)[]): PlanEntry {
  const parsed = parseTarget(target);
  assert.ok(parsed.kind === 'addresses');
  return { ...parsed, target, ports: portSetOf(ports) };
}

/** Checks that the call throws a PortolanError of the code whose message is one printable line; returns it. */
export function faultOf(code: PortolanErrorCode, call: () => unknown): PortolanError {
  try {
    call();
  } catch (error) {
    assert.ok(error instanceof PortolanError, `${error}`);
    assert.equal(error.code, code);
    assertPrintableLine(error.message);
    return error;
  }
  assert.fail('nothing was thrown');
}

/** Checks the result of a parser on hostile input: a value, or a PortolanError with a printable message. */
export function valueOrFault<Value>(code: PortolanErrorCode, parse: () => Value): Value | undefined {
  try {
    return parse();
  } catch (error) {
    assert.ok(error instanceof PortolanError, `${error}`);
    assert.equal(error.code, code);
    assertPrintableLine(error.message);
    return undefined;
  }
}

function assertPrintableLine(message: string): void {
  assert.doesNotMatch(message, /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
}

/** The ports of a set, ascending, each by itself. */
export function portsOf({ ranges }: PortSet): number[] {
  return ranges.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, index) => first + index));
}
