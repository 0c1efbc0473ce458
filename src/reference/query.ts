import { PortolanError } from '../errors.js';
import { LAST_PORT, LAST_PROTOCOL, type Transport } from '../types.js';
import { withBlanks } from './chinese.js';
import { protocolOfReply, replyWithin } from './mail-lookup.js';
import { plainQuery } from './plain-words.js';
import { TRANSPORTS } from './ports.js';
import type { MailProtocol, Query } from './types.js';

const NUMBER = /^(?:\d+|0x[\da-f]+)$/i;
const RANGE = /^(\d+|0x[\da-f]+)\s*-\s*(\d+|0x[\da-f]+)$/i;
/** `smtp:550`, also with the colon of Chinese text. */
const PREFIXED = /^([a-z][a-z\d]*)[:：](.*)$/is;
/** Begins like a number but is none: a name of the registry never looks so. */
const BROKEN_NUMBER = /^(?:[-+]?[\d.,\s-]+$|0x)/i;
const ENHANCED_CODE = /^[245X]\.\d{1,3}\.\d{1,3}$/i;
const SLASH_NUMBER = /^\s*[-+]?\d[^/]*$/;
/** First words of SMTP commands that have a colon of their own. */
const COMMAND_WITH_COLON = /^(?:mail|rcpt|recpt|send|soml|saml)(?:from|to)?$/i;
const FORMS =
  'a query is a port, a range, PORT/tcp, a service name, proto:NUMBER, proto:NAME, or smtp:, pop3:, imap:, sieve: or sasl: and a word';
const MAIL_PREFIXES: Readonly<Record<string, MailProtocol>> = {
  smtp: 'smtp',
  esmtp: 'smtp',
  pop3: 'pop3',
  pop: 'pop3',
  imap: 'imap',
  imap4: 'imap',
  sieve: 'sieve',
  managesieve: 'sieve',
  sasl: 'sasl',
};

/**
 * What a query asks for. Forms: `25`, `0x19`, `20-25`, `0x19-0x20`, `25/tcp`, `smtp`, `smtp/tcp`, `port:25`, `proto:6`,
 * `proto:0x06`, `proto:tcp`, `smtp:550`, `smtp:5.7.1`, `smtp:EHLO`, `pop3:-ERR`, `imap:SELECT`, `sieve:PUTSCRIPT`, `sasl:PLAIN`,
 * `topic:NAME`, `5.7.1`, and a server's reply as it stands, such as `550 5.7.1 Relaying denied`; names, prefixes and
 * transports in any case. Pure.
 *
 * @throws PortolanError `ERR_QUERY` naming the value, what is wrong and, where it can be told, what was meant
 */
export function parseQuery(text: string): Query {
  const query = plainQuery(text);
  if (query === '') throw fault(text, `empty; ${FORMS}`);
  const reply = replyWithin(query);
  const replied = protocolOfReply(reply);
  if (replied !== null) return { kind: 'mail', protocol: replied, text: reply };
  if (ENHANCED_CODE.test(query)) return { kind: 'mail', protocol: 'smtp', text: query };
  const [, prefix, rest] = PREFIXED.exec(query) ?? [];
  return prefix === undefined || rest === undefined
    ? parsePorts(query, true)
    : parsePrefixed(query, prefix.toLowerCase(), rest.trim());
}

function parsePrefixed(query: string, prefix: string, rest: string): Query {
  const mail = Object.hasOwn(MAIL_PREFIXES, prefix) ? MAIL_PREFIXES[prefix] : undefined;
  if (COMMAND_WITH_COLON.test(prefix)) return { kind: 'mail', protocol: 'smtp', text: query };
  if (rest === '') throw fault(query, `nothing after the colon; ${FORMS}`);
  if (mail !== undefined) return { kind: 'mail', protocol: mail, text: rest };
  if (prefix === 'topic') return { kind: 'topic', name: withBlanks(rest) };
  if (prefix === 'port') return parsePorts(rest, false);
  if (/^proto(?:col)?$/.test(prefix)) return parseProtocol(rest, query);
  throw fault(query, 'unknown prefix; only port:, proto:, smtp:, pop3:, imap:, sieve:, sasl: and topic: exist');
}

function parsePorts(query: string, elsewhere: boolean): Query {
  const { subject, transport } = splitTransport(query);
  const alsoElsewhere = elsewhere && transport === null;
  if (NUMBER.test(subject)) {
    const port = portOf(subject, query);
    const codeToo = alsoElsewhere && /^[2-5]\d\d$/.test(subject);
    return {
      kind: 'ports',
      first: port,
      last: port,
      transport,
      protocolToo: alsoElsewhere && port <= LAST_PROTOCOL,
      replyToo: codeToo,
    };
  }
  const [, from, to] = RANGE.exec(subject) ?? [];
  if (from !== undefined && to !== undefined) {
    const [first, last] = [portOf(from, query), portOf(to, query)];
    if (first > last) throw fault(query, 'the range runs backwards', {}, query.replace(subject, `${to}-${from}`));
    return { kind: 'ports', first, last, transport, protocolToo: false, replyToo: false };
  }
  if (BROKEN_NUMBER.test(subject)) throw brokenNumber(subject, query);
  return { kind: 'name', name: withBlanks(subject), transport, elsewhereToo: alsoElsewhere };
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
    const meant = before === '' ? undefined : `${before}/tcp`;
    throw fault(query, 'after the slash stands tcp, udp, sctp or dccp', {}, meant);
  }
  return { subject: query, transport: null };
}

function transportOf(text: string): Transport | undefined {
  return TRANSPORTS.find((transport) => transport === text.toLowerCase());
}

function portOf(text: string, query: string): number {
  const port = Number(text);
  if (port <= LAST_PORT) return port;
  throw fault(query, 'a port is a number from 0 to {last}', { last: LAST_PORT });
}

function brokenNumber(subject: string, query: string): PortolanError {
  const numbers = subject.match(/\d+/g) ?? [];
  if (/^0x/i.test(subject)) return fault(query, 'not a hexadecimal number: 0x is followed by 0-9 and a-f');
  if (/^[\d\s,-]+$/.test(subject) && numbers.length > 1) {
    const apart = subject.split(/[\s,]+/).join(' ');
    const meant = apart === subject || numbers.length > 4 ? undefined : apart;
    return fault(query, 'one port or range a query', {}, meant);
  }
  if (/^\d+\s*-$/.test(subject)) return fault(query, 'the range has no end', {}, `${numbers[0]}-${LAST_PORT}`);
  return fault(query, 'a port is a whole number from 0 to {last}', { last: LAST_PORT });
}

function parseProtocol(text: string, query: string): Query {
  if (!NUMBER.test(text)) {
    if (!BROKEN_NUMBER.test(text)) return { kind: 'protocol', protocol: withBlanks(text) };
    throw fault(query, 'an IP protocol is a name or a number from 0 to {last}', { last: LAST_PROTOCOL });
  }
  const number = Number(text);
  if (number <= LAST_PROTOCOL) return { kind: 'protocol', protocol: number };
  const port = number <= LAST_PORT ? `port:${number}` : undefined;
  throw fault(query, 'an IP protocol number is 0 to {last}', { last: LAST_PROTOCOL }, port);
}

function fault(
  value: string,
  problem: string,
  values: Readonly<Record<string, string | number>> = {},
  suggestion?: string,
): PortolanError {
  return new PortolanError('ERR_QUERY', { value, problem, values, suggestion });
}
