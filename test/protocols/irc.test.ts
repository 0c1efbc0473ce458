import assert from 'node:assert/strict';
import { test } from 'node:test';
import { irc } from '../../src/protocols/irc.js';
import type { RequestContext, Saying } from '../../src/protocols/types.js';

const WELCOME = [
  ':irc.example.org 001 portolan :Welcome to the Example Network portolan!portolan@127.0.0.1',
  ':irc.example.org 002 portolan :Your host is irc.example.org, running version ngircd-26.1 (x86_64/pc/linux-gnu)',
  ':irc.example.org 003 portolan :This server has been started Sat Nov 21 2026',
  ':irc.example.org 004 portolan irc.example.org ngircd-26.1 abBcCFiIoqrRswx abehiIklmMnoOPqQrRstvVz',
  ':irc.example.org 005 portolan RFC2812 IRCD=ngIRCd NETWORK=Example :are supported on this server',
  '',
].join('\r\n');

function ask(name: string, said: readonly Saying[]): string | null {
  const { bytes } = irc.inquiries.find((each) => each.name === name)!;
  const context: RequestContext = { host: 'h', port: 6667, secure: false, clientName: 'c', said };
  return typeof bytes === 'string' ? bytes : bytes(context);
}

test('a server tells by its reply to a stranger that it speaks IRC, and its name', () => {
  const reply = irc.recognizeReply!(':irc.example.org 451 * VERSION :You have not registered.\r\n', 'irc/version');
  assert.ok(reply!.confidence >= 0.8);
  assert.equal(reply!.hostname, 'irc.example.org');
});

test('a welcome tells version, program and network', () => {
  const reply = irc.recognizeReply!(WELCOME, 'irc/register')!;
  assert.equal(reply.subject!.split('\n')[0], 'version: ngircd-26.1');
  assert.equal(reply.subject!.split('\n')[1], 'ircd: ngIRCd');
  assert.deepEqual(reply.extra, { network: 'Example' });
});

test('a registration is read up to 004, an error or a demand for PONG', () => {
  const { frame } = irc.inquiries[0]!;
  assert.equal(frame(WELCOME), WELCOME.indexOf(':irc.example.org 005'));
  assert.equal(frame('PING :4711\r\n'), 12);
  assert.equal(frame(':irc.example.org 433 * portolan :Nickname is already in use\r\n'), 61);
  assert.equal(frame(':irc.example.org NOTICE * :*** Looking up your hostname\r\n'), 0);
});

test('the cookie of a PING is sent back, and nothing where there was none', () => {
  assert.equal(ask('pong', [{ request: 'irc/register', text: 'PING :4711\r\n' }]), 'PONG :4711\r\n');
  assert.equal(ask('pong', [{ request: 'irc/register', text: WELCOME }]), null);
  assert.equal(ask('pong', [{ request: 'irc/register', text: 'PING :a b\r\n' }]), null);
});

test('who was turned away does not register, who was taken for a browser does', () => {
  assert.equal(ask('register', [{ request: 'greeting', text: 'ERROR :Closing Link: 127.0.0.1 (banned)\r\n' }]), null);
  assert.match(
    ask('register', [{ request: 'http/get', text: 'ERROR :"Oops, HTTP request received?"\r\n' }])!,
    /^NICK /,
  );
});

test('what servers say unasked is recognized', () => {
  for (const greeting of [
    'NOTICE AUTH :*** Looking up your hostname\r\n',
    ':irc.example.org NOTICE * :*** Looking up your ident\r\n',
    'ERROR :Closing Link: 127.0.0.1 (Too many connections)\r\n',
  ]) {
    assert.ok((irc.recognize(greeting)?.confidence ?? 0) >= 0.8, greeting);
  }
});

test('other words between colons are not', () => {
  for (const other of ['ERROR :no\r\n', ':hello world\r\n', 'ERROR\r\n', '220 irc.example.org ready\r\n', '']) {
    assert.equal(irc.recognize(other), null, other);
    assert.equal(irc.recognizeReply!(other, 'http/get'), null, other);
  }
});
