import assert from 'node:assert/strict';
import test from 'node:test';
import { mailEn } from '../../src/cli/messages/en/mail.js';
import { mailZh } from '../../src/cli/messages/zh-cn/mail.js';
import type { ClientService } from '../../src/mail/domain/types.js';
import { domainRows } from '../../src/report/mail-domain.js';
import type { MailWords } from '../../src/report/mail-words.js';
import { domain, namedHost } from '../helpers/probe-records.js';

type Changes = Parameters<typeof domain>[0];

/** Rows of one label, joined where a label has several. */
function rowsAt(label: 'mail' | 'clients' | 'mtaSts', changes: Changes, words: MailWords = mailEn): string[] {
  const rows = domainRows(domain(changes), words);
  const first = rows.findIndex(([own]) => own === words.domain[label]);
  if (first < 0) return [];
  const behind = rows.slice(first + 1).findIndex(([own]) => own !== '');
  return rows.slice(first, behind < 0 ? undefined : first + 1 + behind).map(([, text]) => text);
}

function imaps(changes: Partial<ClientService> = {}): ClientService {
  return {
    ...{ service: 'imaps', priority: 0, weight: 1, target: 'imap.x', port: 993 },
    ...namedHost('192.0.2.1'),
    ...changes,
  };
}

test('a service for clients is told with its host, and what is wrong with that', () => {
  const services = [
    imaps(),
    imaps({ target: 'spare.x', alias: 'other.x' }),
    imaps({ service: 'pop3s', target: 'gone.x', port: 995, ...namedHost(), problem: 'no-such-name' }),
    imaps({ service: 'pop3', target: null, port: 0, ...namedHost() }),
  ];
  assert.deepEqual(rowsAt('clients', { clientServices: services }), [
    'imaps: imap.x:993',
    'imaps: spare.x:993 (alias of other.x)',
    'pop3s: gone.x:995: there is no such name',
    'pop3: not provided',
  ]);
});

test('services that DNS was silent about are not told as missing', () => {
  const silent = 'not known: the resolver gave no answer';
  assert.deepEqual(rowsAt('clients', { clientServices: [imaps()], unansweredServices: ['pop3', 'sieve'] }), [
    'imaps: imap.x:993',
    `pop3, sieve: ${silent}`,
  ]);
  const all = ['submissions', 'submission', 'imaps', 'imap', 'pop3s', 'pop3', 'sieve'] as const;
  assert.deepEqual(rowsAt('clients', { clientServices: null, unansweredServices: all }), [silent]);
  assert.deepEqual(rowsAt('clients', { clientServices: [], unansweredServices: ['pop3'] }), [`pop3: ${silent}`]);
  assert.deepEqual(rowsAt('clients', { clientServices: [] }), ['no SRV records']);
  assert.deepEqual(rowsAt('clients', { clientServices: null }), []);
});

test('what a cap left out is counted', () => {
  const mail = {
    ...({ kind: 'mx', omitted: 3, validated: false } as const),
    exchangers: [{ name: 'a.x', preference: 1, ...namedHost('192.0.2.1', '192.0.2.2'), omittedAddresses: 7 }],
  };
  assert.deepEqual(rowsAt('mail', { mail }), [
    '1 a.x: 192.0.2.1, 192.0.2.2, 7 more that are left out',
    '3 more that are left out',
  ]);
  assert.deepEqual(rowsAt('clients', { clientServices: [imaps()], omittedServices: 2 }), [
    'imaps: imap.x:993',
    '2 more that are left out',
  ]);
  assert.deepEqual(rowsAt('mail', { mail }, mailZh), ['1 a.x：192.0.2.1、192.0.2.2、另有 7 个从略', '另有 3 个从略']);
});
