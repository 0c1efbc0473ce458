import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { http } from '../../src/protocols/http.js';
import { pageFacts } from '../../src/protocols/http-page.js';
import type { RequestContext, Saying } from '../../src/protocols/types.js';

const NGINX =
  'HTTP/1.1 400 Bad Request\r\nServer: nginx/1.22.1\r\nContent-Length: 110\r\n\r\n' +
  '<html>\r\n<head><title>400 The plain HTTP request was sent to HTTPS port</title></head>\r\n<body>\r\n</body></html>\r\n';
const SETTINGS = '\0\0\x12\x04\0\0\0\0\0\0\x03\0\0\0\x80\0\x04\0\x01\0\0\0\x05\0\xff\xff\xff';
const GOAWAY = '\0\0\x08\x07\0\0\0\0\0\0\0\0\0\0\0\0\x01';

function recognized(reply: string) {
  return http.recognizeReply?.(reply, 'http/get') ?? null;
}

function asked(name: string, said: readonly Saying[], secure = false): string | null {
  const context: RequestContext = { host: 'www.example.org', port: 8080, secure, clientName: '[192.0.2.1]', said };
  const { bytes } = http.inquiries.find((each) => each.name === name)!;
  return typeof bytes === 'string' ? bytes : bytes(context);
}

function redirect(location: string): Saying[] {
  return [{ request: 'http/get', text: `HTTP/1.0 302 Found\r\nLocation: ${location}\r\n\r\n` }];
}

test('the opening names no host, since servers of other protocols may take it for an attack', () => {
  assert.equal(http.openings[0]?.bytes, 'GET / HTTP/1.0\r\n\r\n');
});

test('servers that want TLS say so, each in its words', () => {
  assert.equal(recognized(NGINX)?.wantsTls, true);
  for (const words of [
    "Reason: You're speaking plain HTTP to an SSL-enabled server port.<br />",
    'Client sent an HTTP request to an HTTPS server.\n',
    'Bad Request\r\nThis combination of host and port requires TLS.\r\n',
    'The client sent a plain HTTP request, but this server only speaks HTTPS on this port.',
  ]) {
    assert.equal(recognized(`HTTP/1.0 400 Bad Request\r\n\r\n${words}`)?.wantsTls, true, words);
    assert.equal(recognized(`HTTP/1.0 404 Not Found\r\n\r\n${words}`)?.wantsTls, undefined, words);
  }
  const webmin = '<pre>This web server is running in SSL mode. Try the URL <a href="https://x:10000/">';
  assert.equal(recognized(`HTTP/1.0 200 Document follows\r\n\r\n${webmin}`)?.wantsTls, true);
  assert.equal(recognized('HTTP/1.1 400 Bad Request\r\n\r\nno')?.wantsTls, undefined);
});

test('signatures read status, fields, what the page says of itself, and the body on one line', () => {
  const reply =
    'HTTP/1.1 200 OK\r\nServer: x/1\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n\r\n' +
    '<TITLE id=t>Hello\n  world</TITLE>\n<meta content="Word 1" name=generator>\n<meta name="application-name" content=\'App\'>';
  assert.deepEqual(recognized(reply)?.subject?.split('\n').slice(0, 7), [
    'status: 200 OK',
    'server: x/1',
    'set-cookie: a=1',
    'set-cookie: b=2',
    'title: Hello world',
    'generator: Word 1',
    'application: App',
  ]);
  assert.match(recognized(reply)?.subject ?? '', /\nbody: <TITLE id=t>Hello world<\/TITLE> <meta [^\n]*$/);
});

test('a line of the body cannot pose as a field', () => {
  const subject = recognized('HTTP/1.1 200 OK\r\n\r\nhello\nserver: nginx/1.0\n')?.subject ?? '';
  assert.doesNotMatch(subject, /^server:/m);
});

test('server, realm, redirect and title are told as further facts', () => {
  const reply =
    'HTTP/1.1 401 Unauthorized\r\nServer: x\r\nX-Powered-By: y\r\nLocation: /a\r\n' +
    'WWW-Authenticate: Basic realm="router, home"\r\n\r\n<title>No</title>';
  assert.deepEqual(recognized(reply)?.extra, {
    ...{ status: '401', server: 'x', poweredBy: 'y', realm: 'router, home', location: '/a', title: 'No' },
  });
  assert.equal(
    recognized('HTTP/1.1 401 x\r\nWWW-Authenticate: Digest nonce=1, realm=box\r\n\r\n')?.extra?.['realm'],
    'box',
  );
});

test('a server of HTTP/2 alone is recognised by its first frame, whoever speaks first', () => {
  for (const frame of [SETTINGS, GOAWAY, '\0\0\0\x04\0\0\0\0\0']) {
    assert.deepEqual(http.recognize(frame)?.extra, { protocol: 'HTTP/2' });
    assert.deepEqual(recognized(`${frame}${GOAWAY}`)?.extra, { protocol: 'HTTP/2' });
    assert.equal(http.frame(`${frame}${GOAWAY}`), frame.length);
    if (frame.length > 9) assert.equal(http.frame(frame.slice(0, -1)), 0);
  }
  for (const other of [
    '\0\0\x05\x04\0\0\0\0\0',
    '\0\0\x12\x04\0\0\0\0\x01',
    '\0\0\0\x04\0\0\0\0',
    '\0\0\0\0\0\0\0\0\0',
  ]) {
    assert.equal(http.recognize(other), null);
  }
});

test('a radio stream of SHOUTcast is recognised', () => {
  assert.equal(recognized('ICY 200 OK\r\nicy-name: x\r\n\r\n')?.text, 'ICY 200');
});

test('a response that nobody asked for is one of HTTP all the same', () => {
  const recognition = http.recognize('HTTP/1.0 408 Request Time-out\r\nServer: some\r\n\r\n');
  assert.deepEqual([recognition?.text, recognition?.extra?.['server']], ['HTTP/1.0 408', 'some']);
  for (const other of ['RTSP/1.0 400 Bad Request\r\n\r\n', 'HTTP server ready\r\n', 'ICY 200 OK\r\n\r\n', '']) {
    assert.equal(http.recognize(other), null, other);
  }
});

test('what is no response is not recognised', () => {
  for (const text of ['', '220 x ESMTP\r\n', 'RTSP/1.0 400 Bad Request\r\n\r\n', 'HTTP/x 200 OK\r\n', '-ERR\r\n']) {
    assert.equal(recognized(text), null, text);
  }
});

test('a page is asked for as a browser does', () => {
  assert.match(asked('page', []) ?? '', /^GET \/ HTTP\/1\.1\r\nHost: www\.example\.org:8080\r\n(?:[^\r\n]+\r\n)+\r\n$/);
});

test('a redirect is followed within the server, and nowhere else', () => {
  assert.match(asked('landing', redirect('/login?to=%2F#top')) ?? '', /^GET \/login\?to=%2F HTTP\/1\.1\r\n/);
  assert.match(asked('landing', redirect('http://www.example.org:8080/x')) ?? '', /^GET \/x HTTP/);
  for (const elsewhere of [
    ...[
      'http://other.example/x',
      'https://www.example.org:8080/x',
      '//other.example/x',
      '/',
      '',
      'login',
      '/a b',
      `/${'x'.repeat(300)}`,
    ],
    'http://www.example.org:80801/x',
  ]) {
    assert.equal(asked('landing', redirect(elsewhere)), null, elsewhere);
  }
  assert.equal(asked('landing', [{ request: 'http/get', text: 'HTTP/1.0 200 OK\r\nLocation: /x\r\n\r\n' }]), null);
});

test("an application's page of its version is asked for only where the application is", () => {
  const said = [{ request: 'http/landing', text: 'HTTP/1.1 200 OK\r\n\r\n<title>Grafana</title>' }];
  assert.match(asked('grafana', said) ?? '', /^GET \/api\/health HTTP/);
  assert.equal(asked('gitea', said), null);
});

test('a page is read in linear time, whatever it is', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (body) => pageFacts(body) !== null));
  for (const unit of [
    '<title',
    '<title>',
    '<meta ',
    '<meta name=',
    '<meta name="generator" content="',
    '<meta >',
    ' ',
    '"',
  ]) {
    const before = performance.now();
    pageFacts(unit.repeat(Math.ceil(16_384 / unit.length)));
    assert.ok(performance.now() - before < 500, unit);
  }
});
