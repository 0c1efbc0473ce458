import assert from 'node:assert/strict';
import test from 'node:test';
import { probeEn } from '../../src/cli/messages/en/probe.js';
import { probeZh } from '../../src/cli/messages/zh-cn/probe.js';
import type { ProbeRecord } from '../../src/probe-records.js';
import { probeText } from '../../src/report/probe-text.js';
import type { ProbeWords } from '../../src/report/probe-words.js';
import { probed, sieveOffers, tls } from '../helpers/probe-records.js';

/** Rows of the block about a service. */
function rowsOf(changes: Partial<ProbeRecord>, words: ProbeWords = probeEn.words): string[] {
  return probeText(probed(25, changes), { words, width: 160 }).map((line) => line.trim().replace(/ {2,}/g, ' = '));
}

function assertRows(changes: Partial<ProbeRecord>, expected: readonly string[], words?: ProbeWords): void {
  const rows = rowsOf(changes, words);
  assert.deepEqual(
    expected.filter((row) => !rows.includes(row)),
    [],
    rows.join('\n'),
  );
}

/** What is told of the offers inside TLS. */
function insideOf(before: readonly string[], inside: readonly string[] | null, words?: ProbeWords): string | undefined {
  const label = (words ?? probeEn.words).offersSecure;
  const rows = rowsOf({ capabilities: before, secureCapabilities: inside }, words);
  return rows.find((row) => row.startsWith(`${label} = `))?.slice(label.length + 3);
}

test('what a server offers inside TLS is told by what it differs in', () => {
  const before = ['PIPELINING', 'SIZE 1000', 'STARTTLS', '8BITMIME'];
  const same = ['PIPELINING', 'SIZE 1000', '8BITMIME'];
  assert.equal(insideOf(before, same), 'the same, without STARTTLS');
  assert.equal(insideOf(before, before), 'the same');
  assert.equal(insideOf(before, [...same, 'AUTH PLAIN LOGIN']), 'the same, with AUTH PLAIN LOGIN, without STARTTLS');
  assert.equal(insideOf(['TOP', 'SASL', 'STLS'], ['TOP', 'SASL PLAIN']), 'the same, with SASL PLAIN, without STLS');
  assert.equal(insideOf(before, [...same, 'X'], probeZh.words), '相同，另有 X，没有 STARTTLS');
});

test('what differs in most is told whole', () => {
  assert.equal(insideOf(['HELP'], ['SIZE 1000', 'AUTH PLAIN', 'HELP']), 'SIZE 1000, AUTH PLAIN, HELP');
  assert.equal(insideOf([], ['SIZE 1000']), 'SIZE 1000');
  assert.equal(insideOf(['STARTTLS'], null), undefined);
  assert.equal(insideOf(['STARTTLS'], []), undefined);
});

test('of ManageSieve what has a row of its own is not told among the offers too', () => {
  const capabilities = [
    'IMPLEMENTATION X',
    'SIEVE fileinto vacation',
    'NOTIFY mailto',
    'SASL',
    'STARTTLS',
    'VERSION 1.0',
  ];
  const secureCapabilities = ['IMPLEMENTATION X', 'SIEVE fileinto vacation', 'SASL PLAIN', 'VERSION 1.0', 'OWNER me'];
  const offers = { offers: sieveOffers(), secureOffers: sieveOffers() };
  const rows = rowsOf({ capabilities, secureCapabilities, ...offers });
  assert.ok(rows.includes('offers = SASL, STARTTLS'), rows.join('\n'));
  assert.ok(rows.includes('offers inside TLS = SASL PLAIN, OWNER me'), rows.join('\n'));
  assert.ok(rows.includes('scripts may use = fileinto, vacation'), rows.join('\n'));
});

test('why a certificate is not trusted is told in words, with the code that one may look up', () => {
  const trustOf = (authorizationError: string, words?: ProbeWords) =>
    rowsOf({ tls: tls({ authorized: false, authorizationError, chainError: authorizationError }) }, words).find((row) =>
      row.includes(authorizationError),
    );
  assert.equal(trustOf('CERT_HAS_EXPIRED'), 'not trusted: it has expired (CERT_HAS_EXPIRED)');
  assert.equal(trustOf('CERT_HAS_EXPIRED', probeZh.words), '不可信：已过期（CERT_HAS_EXPIRED）');
  assert.equal(trustOf('SOME_OTHER_CODE'), 'not trusted: SOME_OTHER_CODE');
  const otherName = { authorized: false, authorizationError: 'ERR_TLS_CERT_ALTNAME_INVALID', matchesName: false };
  const byAddress = rowsOf({ tls: tls(otherName), target: '192.0.2.25' });
  assert.ok(byAddress.includes('trusted for its own names; it was asked for by an address'), byAddress.join('\n'));
});

test('what DNS, trying versions of TLS and a relay test showed has its rows', () => {
  const record = { usage: 3, selector: 1, matchingType: 1, data: 'ab'.repeat(32) };
  const dane = {
    name: '_25._tcp.x',
    records: [record],
    validated: false,
    matches: ['mismatch'],
    outcome: 'fail',
  } as const;
  assertRows({ dane }, [
    'DANE = fails: no record matches the certificate, not validated by the resolver (DNSSEC)',
    '3 1 1 abababababababab… does not match',
  ]);
  for (const [match, en, zh] of [
    [
      'other-name',
      'matches its authority, but the certificate is for other names',
      '与证书机构相符，但证书用于其他名称',
    ],
    [
      'not-valid-now',
      'matches its authority, but the certificate is not valid now',
      '与证书机构相符，但证书当前不在有效期内',
    ],
    [
      'not-sent',
      'does not match; the issuer of the certificate, which may be the authority, was not sent',
      '不符；证书的签发者可能正是该机构，但它的证书没有发送',
    ],
  ] as const) {
    const told = { dane: { ...dane, matches: [match] } };
    assertRows(told, [`3 1 1 abababababababab… ${en}`]);
    assert.ok(rowsOf(told, probeZh.words).some((row) => row.includes(zh)));
  }
  const unasked = { ...dane, matches: [], outcome: 'unknown' } as const;
  for (const words of [probeEn.words, probeZh.words]) {
    assert.ok(rowsOf({ dane: unasked }, words).includes('3 1 1 abababababababab…'));
  }
  const none = { reverseNames: [], confirmedNames: [], omittedNames: 0, greetingAddresses: [] };
  const names = { ...none, reverseNames: ['a.example', 'b.example'], confirmedNames: ['a.example'] };
  assertRows({ names }, ['reverse names = a.example, not confirmed: b.example', 'its own name = does not resolve']);
  assertRows({ names: { ...none, greetingAddresses: null } }, ['reverse names = none']);
  const tlsVersions = { TLSv1: null, 'TLSv1.1': false, 'TLSv1.2': true, 'TLSv1.3': true };
  assertRows({ tlsVersions }, ['TLS versions = accepted: TLSv1.2, TLSv1.3; refused: TLSv1.1; no answer: TLSv1']);
  const relayTest = { outcome: 'accepted', from: 'a@x', to: 'b@y', reply: '250 Ok\r\n' } as const;
  assertRows({ relayTest }, ['relay test = ACCEPTED: an open relay (from <a@x> to <b@y>)', '250 Ok']);
  const empty = { ...relayTest, from: '' };
  assertRows({ relayTest: empty }, ['relay test = ACCEPTED: an open relay (from <> to <b@y>)']);
  assertRows({ relayTest: empty }, ['中继测试 = 已接受：这是开放中继（发件人 <>，收件人 <b@y>）'], probeZh.words);
});
