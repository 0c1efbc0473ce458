import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { telnet } from '../../src/protocols/telnet.js';
import { parseTelnet, refuseOptions } from '../../src/protocols/telnet-options.js';
import type { RequestContext } from '../../src/protocols/types.js';

/** What telnetd of the GNU inetutils negotiates, round by round. */
const ROUNDS = [
  "\xff\xfb%\xff\xfb&\xff\xfd\x18\xff\xfd \xff\xfd#\xff\xfd'\xff\xfd$",
  '\xff\xfb\x03\xff\xfd\x01\xff\xfd"\xff\xfd\x1f\xff\xfb\x05\xff\xfd!',
  '\xff\xfb\x01\xff\xfd\x06\xff\xfd\0\r\nLinux 6.1.0-18-amd64 (host1) (pts/1)\r\n\r\nhost1 login: ',
];

function refusal(...texts: string[]): string | null {
  const said = texts.map((text, index) => ({ request: index === 0 ? 'greeting' : 'telnet/refuse', text }));
  const context: RequestContext = { host: 'h', port: 23, secure: false, clientName: 'c', said };
  const { bytes } = telnet.inquiries[0]!;
  return typeof bytes === 'string' ? bytes : bytes(context);
}

test('commands are taken out of the text, which keeps its doubled bytes', () => {
  const parsed = parseTelnet('\xff\xfd\x18a\xff\xffb\xff\xfa\x18\x01\xff\xf0c\xff\xf1d');
  assert.deepEqual(parsed, { text: 'a\xffbcd', options: [{ verb: 'DO', option: 24 }], leading: 3 });
});

test('a command that is cut off ends the text', () => {
  for (const cut of ['\xff', '\xff\xfd', '\xff\xfa\x18\x01']) {
    assert.deepEqual(parseTelnet(`ok${cut}`), { text: 'ok', options: [], leading: 0 });
    assert.equal(parseTelnet(cut).leading, 0);
  }
});

test('any text that is sent as Telnet wants it comes back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }).map(latin1), (text) => {
      const sent = text.replaceAll('\xff', '\xff\xff');
      assert.equal(parseTelnet(sent).text, text);
      const { leading, options } = parseTelnet(`\xff\xfb\x01${sent}`);
      assert.deepEqual([leading, options.length], [3, 1]);
    }),
  );
});

test('no bytes make the parser throw or reach behind them', () => {
  const byte = fc.oneof(fc.constantFrom(255, 250, 251, 253, 240), fc.nat(255));
  fc.assert(
    fc.property(fc.array(byte), (bytes) => {
      const raw = String.fromCharCode(...bytes);
      const { leading, text } = parseTelnet(raw);
      assert.ok(leading <= raw.length && text.length <= raw.length);
      assert.equal(refuseOptions(parseTelnet(raw).options).length % 3, 0);
    }),
  );
});

test('offers are refused by DONT, demands by WONT, and refusals by nothing', () => {
  const { options } = parseTelnet('\xff\xfb\x01\xff\xfd\x18\xff\xfc\x05\xff\xfe\x06\xff\xfb\x01');
  assert.equal(refuseOptions(options), '\xff\xfe\x01\xff\xfc\x18');
});

test('each round is refused once, and nothing is said behind a prompt', () => {
  assert.equal(refusal(ROUNDS[0]!), "\xff\xfe%\xff\xfe&\xff\xfc\x18\xff\xfc \xff\xfc#\xff\xfc'\xff\xfc$");
  assert.equal(refusal(ROUNDS[0]!, '\xff\xfb\x03\xff\xfd\x18'), '\xff\xfe\x03');
  assert.equal(refusal(ROUNDS[0]!, '\xff\xfd\x18'), '\xff\xf1');
  assert.equal(refusal(ROUNDS[0]!, ROUNDS[1]!, ROUNDS[2]!), null);
});

test('a greeting of commands alone is whole, a prompt ends at its colon', () => {
  assert.equal(telnet.frame(ROUNDS[0]!), ROUNDS[0]!.length);
  assert.equal(telnet.frame(ROUNDS[2]!), 9);
  assert.equal(telnet.frame('\r\nUser Access Verification\r\n\r\nUsername: '), 39);
  assert.equal(telnet.frame('\r\nWelcome\r\n'), 0);
});

test('the lines before the prompt tell system and host', () => {
  const told = telnet.recognizeReply!(ROUNDS[2]!, 'telnet/refuse-last')!;
  assert.deepEqual([told.os, told.hostname], ['Linux 6.1.0-18-amd64', 'host1']);
  assert.equal(
    telnet.recognizeReply!('\r\nDebian GNU/Linux 12\r\nweb login: ', 'telnet/refuse')?.os,
    'Debian GNU/Linux 12',
  );
});

test('a negotiation or a login prompt is recognized, other text is not', () => {
  for (const greeting of [ROUNDS[0]!, 'login: ', '\r\nUser Access Verification\r\n\r\nPassword: ']) {
    assert.ok((telnet.recognize(greeting)?.confidence ?? 0) >= 0.8, greeting);
  }
  for (const other of ['\xff', '\xff\xd8\xff\xe0', '220 login\r\n', 'hello\r\n', ''])
    assert.equal(telnet.recognize(other), null);
});

function latin1(text: string): string {
  return [...text].map((character) => String.fromCharCode(character.charCodeAt(0) & 0xff)).join('');
}
