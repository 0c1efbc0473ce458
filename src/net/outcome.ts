import type { ProbeState } from '../types.js';
import type { DialError } from './dial.js';

/**
 * What kind of failure of our own ended a connect.
 *
 * - `resource`: no descriptor, no buffer; less at once will help
 * - `address`: no source port, which means too many at once, or an address that this machine cannot use at all
 * - `route`: this machine refused to send; only time can help
 */
export type LocalFailure = 'resource' | 'address' | 'route';

/** What one attempt came to. */
export interface Outcome {
  readonly state: Exclude<ProbeState, 'open'>;
  /** A short fixed word for programs and people, such as `refused` or `no-descriptor`. */
  readonly reason: string;
  /** Set when the failure is ours, so that it must be put back. */
  readonly local: LocalFailure | null;
}

const outcome = (state: Outcome['state'], reason: string, local: LocalFailure | null = null): Outcome => ({
  state,
  reason,
  local,
});

/** Codes that are this machine's own lack of something, wherever they show up (POSIX connect, socket). */
const RESOURCE_CODES: Readonly<Record<string, Outcome>> = {
  EMFILE: outcome('unknown', 'no-descriptor', 'resource'),
  ENFILE: outcome('unknown', 'no-descriptor', 'resource'),
  EADDRNOTAVAIL: outcome('unknown', 'no-source-port', 'address'),
  EADDRINUSE: outcome('unknown', 'no-source-port', 'address'),
  EAGAIN: outcome('unknown', 'no-source-port', 'address'),
  ENOBUFS: outcome('unknown', 'no-buffer', 'resource'),
  ENOMEM: outcome('unknown', 'no-buffer', 'resource'),
};

/** Codes by which this machine refuses to send, when they come before anything was sent. */
const ROUTE_CODES: Readonly<Record<string, Outcome>> = {
  EACCES: outcome('unknown', 'no-permission', 'route'),
  EPERM: outcome('unknown', 'no-permission', 'route'),
  ENETDOWN: outcome('unknown', 'network-down', 'route'),
  ENETUNREACH: outcome('unknown', 'no-route', 'route'),
  EHOSTUNREACH: outcome('unknown', 'no-route', 'route'),
  EAFNOSUPPORT: outcome('unknown', 'no-such-family', 'route'),
  // Linux's answer for a black-hole route, and for a link-local address without its zone.
  EINVAL: outcome('unknown', 'no-route', 'route'),
};

/** Codes that somebody else's answer, or silence, turns into. */
const REMOTE_CODES: Readonly<Record<string, Outcome>> = {
  ECONNREFUSED: outcome('closed', 'refused'),
  ECONNRESET: outcome('closed', 'reset'),
  ETIMEDOUT: outcome('filtered', 'no-answer'),
  EHOSTUNREACH: outcome('unreachable', 'host-unreachable'),
  EHOSTDOWN: outcome('unreachable', 'host-unreachable'),
  ENETUNREACH: outcome('unreachable', 'network-unreachable'),
  ENONET: outcome('unreachable', 'network-unreachable'),
  ENOPROTOOPT: outcome('unreachable', 'protocol-unreachable'),
  // Linux's name for ICMPv6 "administratively prohibited" and its relatives.
  EACCES: outcome('unreachable', 'prohibited'),
  EPERM: outcome('unknown', 'no-permission', 'route'),
  ENETDOWN: outcome('unknown', 'network-down', 'route'),
  ECANCELED: outcome('unknown', 'stopped'),
};

/** How telling a state is when one connect tried several addresses: an answer beats silence, silence beats our failure. */
const WEIGHT: Readonly<Record<Outcome['state'], number>> = { closed: 3, unreachable: 2, filtered: 1, unknown: 0 };

/**
 * Classifies a failed connect. An AggregateError (several addresses tried by one connect) is taken apart, and its most
 * telling member decides.
 */
export function outcomeOfError(error: unknown): Outcome {
  if (error instanceof AggregateError && error.errors.length > 0) {
    return error.errors
      .map(outcomeOfError)
      .reduce((best, next) => (WEIGHT[next.state] > WEIGHT[best.state] ? next : best));
  }
  const { code, local } = (error ?? {}) as DialError;
  if (typeof code !== 'string') return outcome('unknown', 'error', 'route');
  const tables = local ? [RESOURCE_CODES, ROUTE_CODES, REMOTE_CODES] : [RESOURCE_CODES, REMOTE_CODES];
  const table = tables.find((each) => Object.hasOwn(each, code));
  return table?.[code] ?? outcome('unknown', code, 'route');
}
