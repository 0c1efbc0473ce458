import { LAST_PORT } from '../types.js';
import { targetFault } from './faults.js';
import { FIRST_PORT } from './port-sets.js';

/** A target cut into its host and its port. */
export interface Authority {
  /** Without brackets; in a URL without `%25` for the `%` before a zone. */
  readonly host: string;
  readonly port: number | null;
  /** Whether the host stood in brackets, so that only IPv6 can be meant. */
  readonly isBracketed: boolean;
}

/** `https://` or only `//`, RFC 3986 section 3. */
const URL_START = /^(?:[a-z][a-z0-9+.-]*:)?\/\//i;
const PORT = /^[0-9]+$/;

/**
 * Cuts `host`, `host:port`, `[host]:port` or a URL, whose user, path, query and fragment are dropped.
 * Two colons and more without brackets are an IPv6 address, never a port.
 *
 * @throws PortolanError `ERR_TARGET_SPEC` for a port that is no number from 1 to 65535, an open bracket, a path without URL.
 */
export function splitAuthority(text: string): Authority {
  const start = URL_START.exec(text)?.[0];
  if (start === undefined) {
    refuseUrlParts(text);
    return splitPort(text, text);
  }
  const [authority = ''] = text.slice(start.length).split(/[/?#\\]/, 1);
  const hostAndPort = authority.slice(authority.lastIndexOf('@') + 1);
  if (hostAndPort === '' || hostAndPort.startsWith(':')) {
    throw targetFault(text, 'this URL names no host');
  }
  // An empty port is the scheme's own, RFC 3986 section 3.2.3.
  const { host, port, isBracketed } = splitPort(text, hostAndPort.replace(/:$/, ''));
  return { host: isBracketed ? host.replace('%25', '%') : host, port, isBracketed };
}

function refuseUrlParts(text: string): void {
  const at = text.lastIndexOf('@');
  // Behind `%` it may be part of a zone.
  if (at !== -1 && !text.slice(0, at).includes('%')) {
    throw targetFault(text, 'a target has no user', text.slice(at + 1) || undefined);
  }
  const slash = text.indexOf('/');
  const before = text.slice(0, Math.max(slash, 0));
  const colons = before.split(':', 3).length - 1;
  const isPath = colons === 0 ? !/^[0-9.*]*$/.test(before) : colons === 1;
  if (slash !== -1 && isPath && !before.startsWith('[')) {
    const problem = 'a prefix length follows an address, and a path is allowed in a URL only';
    throw targetFault(text, problem, before.endsWith(':') ? undefined : before);
  }
}

function splitPort(text: string, hostAndPort: string): Authority {
  if (hostAndPort.startsWith('[')) {
    return splitBrackets(text, hostAndPort);
  }
  const colon = hostAndPort.indexOf(':');
  if (colon === -1 || colon !== hostAndPort.lastIndexOf(':')) {
    return { host: hostAndPort, port: null, isBracketed: false };
  }
  const port = hostAndPort.slice(colon + 1);
  if (colon === 0) {
    throw targetFault(text, 'a target is a host', PORT.test(port) ? `-p ${port}` : undefined);
  }
  return { host: hostAndPort.slice(0, colon), port: parsePort(text, port), isBracketed: false };
}

function splitBrackets(text: string, hostAndPort: string): Authority {
  const end = hostAndPort.indexOf(']');
  if (end === -1) {
    throw targetFault(text, 'the bracket is not closed', `${hostAndPort}]`);
  }
  const host = hostAndPort.slice(1, end);
  const rest = hostAndPort.slice(end + 1);
  if (rest === '') {
    return { host, port: null, isBracketed: true };
  }
  if (!rest.startsWith(':')) {
    const suggestion = hostAndPort.replaceAll(/[[\]]/g, '');
    throw targetFault(text, 'only a colon and a port may follow the bracket', suggestion || undefined);
  }
  return { host, port: parsePort(text, rest.slice(1)), isBracketed: true };
}

function parsePort(text: string, port: string): number {
  const value = PORT.test(port) ? Number(port) : Number.NaN;
  if (value === 0) {
    throw targetFault(text, 'port 0 is reserved and cannot be connected to; a port is 1-65535');
  }
  if (!(value >= FIRST_PORT && value <= LAST_PORT)) {
    throw targetFault(text, 'a port is a number, 1-65535');
  }
  return value;
}
