import { PortolanError } from '../errors.js';
import { LAST_PORT, LAST_PROTOCOL, type Transport } from '../types.js';
import { TRANSPORTS } from './ports.js';
import type { Query } from './types.js';

const NUMBER = /^(?:\d+|0x[\da-f]+)$/i;
const RANGE = /^(\d+|0x[\da-f]+)\s*-\s*(\d+|0x[\da-f]+)$/i;
/** Begins like a number but is none: a name of the registry never looks so. */
const BROKEN_NUMBER = /^(?:[-+]?[\d.,\s-]+$|0x)/i;
const SLASH_NUMBER = /^\s*[-+]?\d[^/]*$/;
const FORMS = 'a query is a port, a range, PORT/tcp, a service name, proto:NUMBER or proto:NAME';

/**
 * What a query asks for. Forms: `25`, `0x19`, `20-25`, `0x19-0x20`, `25/tcp`, `smtp`, `smtp/tcp`, `port:25`, `proto:6`,
 * `proto:0x06`, `proto:tcp`; names, prefixes and transports in any case. Pure.
 *
 * @throws PortolanError `ERR_QUERY` naming the value, what is wrong and, where it can be told, what was meant
 */
export function parseQuery(text: string): Query {
  const query = text.trim();
  if (query === '') throw fault(text, `empty; ${FORMS}`);
  const [, prefix, rest] = /^([a-z]+):(.*)$/is.exec(query) ?? [];
  if (prefix === undefined || rest === undefined) return parsePorts(query, true);
  if (rest.trim() === '') throw fault(text, `nothing after the colon; ${FORMS}`);
  if (/^port$/i.test(prefix)) return parsePorts(rest.trim(), false);
  if (/^proto(?:col)?$/i.test(prefix)) return parseProtocol(rest.trim(), query);
  throw fault(text, 'unknown prefix; only port: and proto: exist');
}

function parsePorts(query: string, protocolToo: boolean): Query {
  const { subject, transport } = splitTransport(query);
  const withProtocol = protocolToo && transport === null;
  if (NUMBER.test(subject)) {
    const port = portOf(subject, query);
    return { kind: 'ports', first: port, last: port, transport, protocolToo: withProtocol && port <= LAST_PROTOCOL };
  }
  const [, from, to] = RANGE.exec(subject) ?? [];
  if (from !== undefined && to !== undefined) {
    const [first, last] = [portOf(from, query), portOf(to, query)];
    if (first > last) throw fault(query, 'the range runs backwards', query.replace(subject, `${to}-${from}`));
    return { kind: 'ports', first, last, transport, protocolToo: false };
  }
  if (BROKEN_NUMBER.test(subject)) throw brokenNumber(subject, query);
  return { kind: 'name', name: subject, transport, protocolToo: withProtocol };
}

/** `25/tcp` and `tcp/25`. Names such as `EtherNet/IP-1` hold a slash of their own. */
function splitTransport(query: string): { subject: string; transport: Transport | null } {
  const slash = query.lastIndexOf('/');
  if (slash === -1) return { subject: query, transport: null };
  const [before, after] = [query.slice(0, slash).trim(), query.slice(slash + 1).trim()];
  const transport = transportOf(after);
  if (transport !== undefined && before !== '') return { subject: before, transport };
  const leading = transportOf(before);
  if (leading !== undefined && SLASH_NUMBER.test(after)) return { subject: after, transport: leading };
  if (NUMBER.test(before) || RANGE.test(before) || before === '' || after === '') {
    throw fault(query, 'after the slash stands tcp, udp, sctp or dccp', before === '' ? undefined : `${before}/tcp`);
  }
  return { subject: query, transport: null };
}

function transportOf(text: string): Transport | undefined {
  return TRANSPORTS.find((transport) => transport === text.toLowerCase());
}

function portOf(text: string, query: string): number {
  const port = Number(text);
  if (port <= LAST_PORT) return port;
  throw fault(query, `a port is a number from 0 to ${LAST_PORT}`);
}

function brokenNumber(subject: string, query: string): PortolanError {
  const numbers = subject.match(/\d+/g) ?? [];
  if (/^0x/i.test(subject)) return fault(query, 'not a hexadecimal number: 0x is followed by 0-9 and a-f');
  if (/^[\d\s,-]+$/.test(subject) && numbers.length > 1) {
    const apart = subject.split(/[\s,]+/).join(' ');
    return fault(query, 'one port or range a query', apart === subject || numbers.length > 4 ? undefined : apart);
  }
  if (/^\d+\s*-$/.test(subject)) return fault(query, 'the range has no end', `${numbers[0]}-${LAST_PORT}`);
  return fault(query, `a port is a whole number from 0 to ${LAST_PORT}`);
}

function parseProtocol(text: string, query: string): Query {
  if (!NUMBER.test(text)) {
    if (BROKEN_NUMBER.test(text)) throw fault(query, `an IP protocol is a name or a number from 0 to ${LAST_PROTOCOL}`);
    return { kind: 'protocol', protocol: text };
  }
  const number = Number(text);
  if (number <= LAST_PROTOCOL) return { kind: 'protocol', protocol: number };
  const port = number <= LAST_PORT ? `port:${number}` : undefined;
  throw fault(query, `an IP protocol number is 0 to ${LAST_PROTOCOL}`, port);
}

function fault(value: string, problem: string, suggestion?: string): PortolanError {
  return new PortolanError('ERR_QUERY', { value, problem, suggestion });
}
