/** Facts about right mail services, of which tests make faulty ones. */

import { offersOf } from '../../../src/mail/offers/index.js';
import type { MailOffers, MailProtocolName } from '../../../src/mail/offers/types.js';
import type { MailFacts, MailRole } from '../../../src/mail/types.js';
import type { Exchange } from '../../../src/protocols/types.js';
import { tls } from '../../helpers/probe-records.js';

/** One of the Internet by its number that no route leads to (RFC 7343 section 2): the tests lead it to this machine. */
export const PUBLIC_ADDRESS = '2001:20::25';
export const AT = new Date('2026-11-21T12:00:00.000Z');

/** What a server says: its greeting, and what it announces in clear and inside TLS, with line ends of LF. */
export interface Words {
  readonly greeting: string;
  readonly clear: string;
  readonly secure: string;
}

const RIGHT: Readonly<Record<MailProtocolName, Words>> = {
  smtp: {
    greeting: '220 mail.example.org ESMTP\n',
    clear: '250-mail.example.org\n250-SIZE 10240000\n250 STARTTLS\n',
    secure: '250-mail.example.org\n250-SIZE 10240000\n250 AUTH PLAIN\n',
  },
  pop3: { greeting: '+OK ready\n', clear: '+OK\nTOP\nSTLS\n.\n', secure: '+OK\nTOP\nUSER\n.\n' },
  imap: {
    greeting: '* OK ready\n',
    clear: '* CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED\na1 OK done\n',
    secure: '* CAPABILITY IMAP4rev1 AUTH=PLAIN\na3 OK done\n',
  },
  sieve: {
    greeting: '"SIEVE" "fileinto"\n"SASL" ""\n"STARTTLS"\nOK\n',
    clear: '',
    secure: '"SIEVE" "fileinto"\n"SASL" "PLAIN"\nOK\n',
  },
};

const ASKS: Readonly<
  Record<MailProtocolName, readonly [clear: string | null, upgrade: string, secure: string | null]>
> = {
  smtp: ['EHLO [192.0.2.1]', 'STARTTLS', 'EHLO [192.0.2.1]'],
  pop3: ['CAPA', 'STLS', 'CAPA'],
  imap: ['a1 CAPABILITY', 'a2 STARTTLS', 'a3 CAPABILITY'],
  sieve: [null, 'STARTTLS', null],
};

const GO_AHEAD: Readonly<Record<MailProtocolName, string>> = {
  smtp: '220 go ahead\n',
  pop3: '+OK\n',
  imap: 'a2 OK begin\n',
  sieve: 'OK\n',
};

/** A right service that was upgraded, but for what is changed in its words and in its facts. */
export function factsOf(
  protocol: MailProtocolName,
  words: Partial<Words> = {},
  changes: Partial<MailFacts> = {},
): MailFacts {
  const { greeting, clear, secure } = { ...RIGHT[protocol], ...words };
  const [askClear, upgrade, askSecure] = ASKS[protocol];
  const exchanges = [
    exchange(null, greeting, false),
    ...(clear === '' ? [] : [exchange(askClear, clear, false)]),
    exchange(upgrade, GO_AHEAD[protocol], false),
    exchange(askSecure, secure, true),
  ];
  const read = (half: boolean): MailOffers | null =>
    offersOf(protocol, {
      greeting: crlf(greeting),
      capabilities: linesOf(protocol, half ? secure : clear),
      exchanges,
      secure: half,
    });
  return {
    ...{
      name: 'mail.example.org',
      address: '192.0.2.25',
      isOwnAddress: false,
      port: 587,
      origin: null,
      protocol,
      role: roleOf(protocol),
      secure: false,
    },
    ...{
      greeting: crlf(greeting),
      service: null,
      exchanges,
      startTls: 'done',
      offers: read(false),
      secureOffers: read(true),
    },
    ...{ verdict: { code: 'ready', phase: 'done', evidence: null, earlier: null }, tls: tls(), tlsVersions: null },
    ...{ injected: '', names: null, dane: null, mtaSts: null, relayTest: null, at: AT },
    ...changes,
  };
}

/** One that announces no way into TLS. */
export function withoutTls(facts: MailFacts): MailFacts {
  return {
    ...facts,
    ...{ startTls: 'not-offered', secureOffers: null, tls: null },
    offers: facts.offers && { ...facts.offers, startTls: false },
    exchanges: facts.exchanges.filter(({ secure, command }) => !secure && !/TLS|STLS/.test(command ?? '')),
  };
}

function exchange(command: string | null, reply: string, secure: boolean): Exchange {
  return { command, reply: crlf(reply), end: 'complete', secure };
}

/** What the protocol's conversation takes out of a reply. */
function linesOf(protocol: MailProtocolName, reply: string): string[] {
  const lines = reply.split('\n').filter((line) => line !== '' && line !== '.');
  const taken: Readonly<Record<MailProtocolName, () => string[]>> = {
    smtp: () => lines.slice(1).map((line) => line.slice(4).trim()),
    pop3: () => lines.slice(1),
    imap: () => (lines[0] ?? '').split(' ').slice(2),
    // The listing itself is read.
    sieve: () => [],
  };
  return taken[protocol]().filter((text) => text !== '');
}

function roleOf(protocol: MailProtocolName): MailRole {
  if (protocol === 'sieve') return 'filters';
  return protocol === 'smtp' ? 'submission' : 'retrieval';
}

function crlf(text: string): string {
  return text.replaceAll('\n', '\r\n');
}
