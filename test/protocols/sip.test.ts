import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sip } from '../../src/protocols/sip.js';
import type { RequestContext } from '../../src/protocols/types.js';

const KAMAILIO =
  'SIP/2.0 404 Not here\r\nVia: SIP/2.0/TCP 127.0.0.1;branch=z9hG4bKportolan;rport=39860;received=127.0.0.1\r\n' +
  'To: <sip:127.0.0.1:5060>;tag=c56e\r\nFrom: <sip:portolan@127.0.0.1>;tag=portolan\r\nCSeq: 1 OPTIONS\r\n' +
  'Server: kamailio (5.6.3 (x86_64/linux))\r\nContent-Length: 0\r\n\r\n';

function told(reply: string) {
  return sip.recognizeReply?.(reply, 'sip/options') ?? null;
}

function asked(context: Partial<RequestContext>): string {
  const { bytes } = sip.openings[0]!;
  const whole = { host: 'pbx.example.org', port: 5060, secure: false, clientName: '[192.0.2.1]', said: [], ...context };
  return typeof bytes === 'string' ? bytes : (bytes(whole) ?? '');
}

test('a server is known by any response, and told by Server or User-Agent', () => {
  assert.equal(told(KAMAILIO)?.text, 'SIP/2.0 404');
  assert.equal(told(KAMAILIO)?.extra?.['server'], 'kamailio (5.6.3 (x86_64/linux))');
  assert.equal(sip.frame(KAMAILIO), KAMAILIO.length);
  const phone = 'SIP/2.0 200 OK\r\nUser-Agent: snom370/8.7.5.35\r\nAllow: INVITE, ACK\r\nl: 0\r\n\r\n';
  assert.deepEqual(
    [told(phone)?.extra?.['userAgent'], told(phone)?.extra?.['methods']],
    ['snom370/8.7.5.35', 'INVITE, ACK'],
  );
});

test('nothing else is taken for it', () => {
  for (const other of ['', 'SIP', 'SIP/2.0 OK', 'HTTP/1.1 200 OK\r\n\r\n', 'RTSP/1.0 200 OK\r\n\r\n']) {
    assert.equal(told(other), null, other);
  }
});

test('the request is a whole one, with everything that RFC 3261 section 8.1.1 wants', () => {
  const request = asked({});
  assert.match(request, /^OPTIONS sip:pbx\.example\.org:5060;transport=tcp SIP\/2\.0\r\n/);
  for (const field of ['Via', 'Max-Forwards', 'To', 'From', 'Call-ID', 'CSeq', 'Contact', 'Content-Length']) {
    assert.match(request, new RegExp(`\r\n${field}: `), field);
  }
  assert.ok(request.endsWith('\r\n\r\n'));
});

test('addresses stand in it as RFC 3261 section 25.1 writes them, and TLS is named', () => {
  const request = asked({ host: '2001:db8::1', clientName: '[IPv6:2001:db8::2]', secure: true });
  assert.match(request, /^OPTIONS sip:\[2001:db8::1\]:5060;transport=tls /);
  assert.match(request, /Via: SIP\/2\.0\/TLS \[2001:db8::2\];/);
});
