import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Finding, identify, undecided } from '../../src/identify/identify.js';
import { compileSignatures } from '../../src/identify/signatures.js';
import { PROTOCOLS } from '../../src/protocols/index.js';
import { FILES, greetingsOf } from './signature-files.js';

const signatures = compileSignatures(FILES);
const knowledge = { signatures, protocols: PROTOCOLS };

function name(finding: Partial<Finding>, registryName: string | null = null) {
  const silent = { port: 25, transport: 'tcp', greeting: null, settled: null, secure: false } as const;
  return identify({ ...silent, ...finding }, { ...knowledge, registryName });
}

function candidates(greeting: string): string[] {
  return undecided(greeting, knowledge).map((protocol) => protocol.name);
}

test('a greeting that a signature takes gives the product with its evidence', () => {
  assert.deepEqual(name({ greeting: '220 mail.example.org ESMTP Postfix (Debian/GNU)\r\n' }), {
    name: 'smtp',
    method: 'banner',
    confidence: 0.95,
    product: 'Postfix',
    vendor: 'Postfix',
    version: null,
    hostname: 'mail.example.org',
    os: 'Debian',
    cpe: 'cpe:2.3:a:postfix:postfix',
    extra: {},
    evidence: [{ rule: 'smtp/postfix-distribution', text: '220 mail.example.org ESMTP Postfix (Debian' }],
  });
});

test('a greeting that only its protocol recognizes gives the protocol alone', () => {
  const service = name({ greeting: '220 mail.example.org ESMTP\r\n' });
  assert.equal(service?.name, 'smtp');
  assert.equal(service.method, 'banner');
  assert.equal(service.product, null);
  assert.equal(service.hostname, 'mail.example.org');
  assert.deepEqual(service.evidence, [{ rule: 'smtp/greeting', text: 'ESMTP' }]);
});

test('an ambiguous greeting is named by what the server answered', () => {
  const settled = { protocol: 'ftp', method: 'probe', request: 'question', text: '211 no-features\r\n' } as const;
  const service = name({ greeting: '220 files.example.org ready\r\n', settled }, 'smtp');
  assert.equal(service?.name, 'ftp');
  assert.equal(service.method, 'probe');
  assert.equal(service.hostname, 'files.example.org');
  assert.deepEqual(service.evidence, [{ rule: 'ftp/reply', text: '211 no-features' }]);
});

test('an ambiguous greeting that nobody settled is named by its port among the candidates, with less confidence', () => {
  assert.equal(name({ port: 21, greeting: '220 files.example.org ready\r\n' })?.name, 'ftp');
  assert.equal(name({ port: 25, greeting: '220 files.example.org ready\r\n' })?.name, 'smtp');
  assert.ok(name({ port: 25, greeting: '220 files.example.org ready\r\n' })!.confidence < 0.8);
});

test('silence leaves a guess from the port, shown as one', () => {
  const service = name({ port: 80 }, 'http');
  assert.equal(service?.name, 'http');
  assert.equal(service.method, 'port');
  assert.ok(service.confidence < 0.5);
  assert.deepEqual(service.evidence, [{ rule: 'registry/tcp/80', text: '' }]);
});

test('silence at a port without a name leaves nothing', () => {
  assert.equal(name({ port: 4 }), null);
});

test('a greeting that contradicts the port wins over it', () => {
  assert.equal(name({ port: 25, greeting: 'SSH-2.0-OpenSSH_9.6\r\n' }, 'smtp')?.name, 'ssh');
  assert.equal(name({ port: 143, greeting: '+OK hello\r\n' }, 'imap')?.name, 'pop3');
  assert.equal(name({ port: 25, greeting: 'HTTP/1.1 400 Bad Request\r\n' }, 'smtp'), null);
});

test('an unknown greeting at a port of a protocol that is not ours leaves the guess', () => {
  assert.equal(name({ port: 3306, greeting: 'J\0\0\0\n8.0.35\0' }, 'mysql')?.method, 'port');
});

test('inside TLS from the first byte a service has its own name', () => {
  assert.equal(name({ greeting: '* OK Dovecot ready.\r\n', secure: true })?.name, 'imaps');
  assert.equal(name({ greeting: '+OK hello\r\n', secure: true })?.name, 'pop3s');
  assert.equal(name({ greeting: '220 mail.example.org ESMTP\r\n', secure: true })?.name, 'submissions');
  assert.equal(name({ greeting: '220 ProFTPD Server (x) [::1]\r\n', secure: true })?.name, 'ftps');
});

test('a greeting that decides for itself needs no question', () => {
  for (const greeting of [
    '220 x.example.org ESMTP\r\n',
    '220 FTP ready\r\n',
    '+OK\r\n',
    '* OK\r\n',
    '220 (vsFTPd 3.0.3)\r\n',
  ]) {
    assert.deepEqual(candidates(greeting), [], greeting);
  }
});

test('an ambiguous greeting leaves the candidates, the likelier first', () => {
  assert.deepEqual(candidates('220 mail.example.org ready\r\n'), ['smtp', 'ftp']);
  assert.deepEqual(candidates('220 Welcome\r\n'), ['ftp', 'smtp']);
});

test('a greeting of no known protocol leaves nobody to ask for', () => {
  assert.deepEqual(candidates('HTTP/1.1 400 Bad Request\r\n'), []);
  assert.deepEqual(candidates(''), []);
});

test('a greeting of FTP is never named smtp, nor one of SMTP ftp', () => {
  const generic = [
    ['220 smtp.example.org FTP server ready\r\n', 'ftp'],
    ['220 ftp.example.org ESMTP\r\n', 'smtp'],
    ['220 ftp ESMTP\r\n', 'smtp'],
    ['220 smtp FTP server ready\r\n', 'ftp'],
    ['220 Welcome to the FTP server of smtp.example.org\r\n', 'ftp'],
  ] as const;
  for (const [greeting, expected] of generic) assert.equal(name({ port: 0, greeting })?.name, expected, greeting);
  for (const text of greetingsOf('ftp')) assert.equal(name({ port: 25, greeting: text }, 'smtp')?.name, 'ftp', text);
  for (const text of greetingsOf('smtp')) assert.equal(name({ port: 21, greeting: text }, 'ftp')?.name, 'smtp', text);
});

test('no bytes make identification throw', () => {
  const start = fc.constantFrom('', '220 ', '220-', '+OK ', '* OK ', 'SSH-2.0-', '554 ');
  fc.assert(
    fc.property(start, fc.string({ unit: 'binary' }), fc.nat(65535), (head, tail, port) => {
      const service = name({ port, greeting: head + tail }, 'x');
      assert.ok(service === null || (service.confidence > 0 && service.confidence < 1));
      undecided(head + tail, knowledge);
    }),
  );
});
