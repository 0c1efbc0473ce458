import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { undecided } from '../../src/identify/candidates.js';
import type { Finding } from '../../src/identify/finding.js';
import { identify, knownOf } from '../../src/identify/identify.js';
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

test('an answer that others give too names the protocol with no more confidence than it deserves', () => {
  const settled = {
    protocol: 'memcache',
    method: 'probe',
    request: 'http/get',
    text: 'ERROR',
    confidence: 0.4,
  } as const;
  const service = name({ settled, replies: [{ request: 'http/get', text: 'ERROR\r\n' }] });
  assert.deepEqual([service?.name, service?.confidence], ['memcache', 0.4]);
  assert.equal(name({ settled: { ...settled, confidence: undefined } as never })?.confidence, 0.9);
});

test('an ambiguous greeting that nobody settled is named by its port among the candidates, with less confidence', () => {
  assert.equal(name({ port: 21, greeting: '220 files.example.org ready\r\n' })?.name, 'ftp');
  assert.equal(name({ port: 25, greeting: '220 files.example.org ready\r\n' })?.name, 'smtp');
  assert.ok(name({ port: 25, greeting: '220 files.example.org ready\r\n' })!.confidence < 0.8);
});

const NGINX_PAGE = 'HTTP/1.1 200 OK\r\nServer: nginx/1.22.1\r\nContent-Length: 0\r\n\r\n';

test('what a server answers to a request names service, product and version, with the evidence of both', () => {
  const settled = { protocol: 'http', method: 'probe', request: 'http/get', text: 'HTTP/1.1 200' } as const;
  const replies = [{ request: 'http/get', text: NGINX_PAGE }];
  const service = name({ port: 4000, settled, replies });
  assert.deepEqual(
    [service?.name, service?.method, service?.product, service?.version],
    ['http', 'probe', 'nginx', '1.22.1'],
  );
  assert.equal(service?.evidence[0]?.text, 'HTTP/1.1 200');
  assert.match(service?.evidence[1]?.rule ?? '', /^http\//);
  assert.equal(service?.extra['status'], '200');
  assert.equal(name({ port: 4000, settled, replies, secure: true })?.name, 'https');
});

test('a greeting that decides is not overruled by what is said later', () => {
  const settled = { protocol: 'http', method: 'probe', request: 'http/get', text: 'HTTP/1.1 200' } as const;
  const service = name({ greeting: '220 mail.example.org ESMTP Postfix\r\n', settled });
  assert.deepEqual([service?.name, service?.method], ['smtp', 'banner']);
});

test('a handshake of TLS in which nothing was recognised leaves a better guess from a port of TLS, else TLS itself', () => {
  const settled = { protocol: 'tls', method: 'probe', request: 'tls', text: 'TLSv1.3' } as const;
  const guess = name({ port: 993, settled, secure: true }, 'imaps');
  assert.deepEqual([guess?.name, guess?.method], ['imaps', 'port']);
  assert.ok(guess!.confidence < 0.8 && guess!.confidence > name({ port: 993 }, 'imaps')!.confidence);
  const unusual = name({ port: 4000, settled, secure: true }, 'terabase');
  assert.deepEqual([unusual?.name, unusual?.method], ['tls', 'probe']);
  assert.ok(unusual!.confidence >= 0.8);
});

test('it is known of a program what its words tell, however many of them', () => {
  const http = PROTOCOLS.find((protocol) => protocol.name === 'http')!;
  const page = { request: 'http/get', text: NGINX_PAGE };
  assert.deepEqual(knownOf(http, [], knowledge), { product: false, version: false });
  assert.deepEqual(knownOf(http, [page], knowledge), { product: true, version: true });
  const bare = { ...page, text: NGINX_PAGE.replace('/1.22.1', '') };
  assert.deepEqual(knownOf(http, [bare], knowledge), { product: true, version: false });
  assert.deepEqual(knownOf(http, [bare, page], knowledge), { product: true, version: true });
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

test('an answer that nobody recognises contradicts a port whose own protocol is known, and no other port', () => {
  const replies = [{ request: 'http/get', text: '?? nonsense\r\n' }];
  assert.equal(name({ port: 80, replies }, 'http'), null);
  assert.equal(name({ port: 80, replies: [] }, 'http')?.name, 'http');
  assert.equal(name({ port: 64_000, replies }, 'somewhere')?.name, 'somewhere');
});

test('a greeting that contradicts the port wins over it', () => {
  assert.equal(name({ port: 25, greeting: 'SSH-2.0-OpenSSH_9.6\r\n' }, 'smtp')?.name, 'ssh');
  assert.equal(name({ port: 143, greeting: '+OK hello\r\n' }, 'imap')?.name, 'pop3');
  assert.equal(name({ port: 25, greeting: 'HTTP/1.1 400 Bad Request\r\n' }, 'smtp')?.name, 'http');
  assert.equal(name({ port: 25, greeting: 'what do you want?\r\n' }, 'smtp'), null);
});

test('an unknown greeting at a port of a protocol that is not ours leaves the guess', () => {
  assert.equal(name({ port: 4, greeting: 'J\0\0\0\x0b8.0.35\x01' }, 'sometimes')?.method, 'port');
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
  for (const text of greetingsOf('ftp', { clear: true }))
    assert.equal(name({ port: 25, greeting: text }, 'smtp')?.name, 'ftp', text);
  for (const text of greetingsOf('smtp', { clear: true }))
    assert.equal(name({ port: 21, greeting: text }, 'ftp')?.name, 'smtp', text);
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

test('what a server says twice, in clear and inside TLS, is cited once', () => {
  const text = '250-mail.portolan.test\r\n250-PIPELINING\r\n250-SIZE 10240000\r\n250-VRFY\r\n250 SMTPUTF8\r\n';
  const reply = { request: 'smtp/ehlo', text };
  const service = name({ greeting: '220 mail.portolan.test ESMTP\r\n', replies: [reply, reply] });
  assert.equal(service?.product, 'Postfix');
  assert.equal(service?.evidence.filter(({ rule }) => rule === 'smtp/ehlo-postfix').length, 1);
});
