import assert from 'node:assert/strict';
import { test } from 'node:test';
import { xmppClient, xmppServer } from '../../src/protocols/xmpp.js';

const STREAMS = 'http://etherx.jabber.org/streams';

function stream(attributes: string, rest: string): string {
  return `<?xml version='1.0'?><stream:stream ${attributes} xml:lang='en' xmlns:stream='${STREAMS}'>${rest}`;
}

const CLIENT = stream("id='5121123766284160110' version='1.0' from='chat.example.org' xmlns='jabber:client'", '');

test('the features tell how to log in, and whether TLS is offered', () => {
  const features =
    "<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>PLAIN</mechanism>" +
    "<mechanism>SCRAM-SHA-1</mechanism></mechanisms><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:features>";
  const told = xmppClient.recognizeReply?.(CLIENT + features, 'xmpp-client/open');
  assert.equal(told?.hostname, 'chat.example.org');
  assert.deepEqual(told.extra, { authentication: 'PLAIN SCRAM-SHA-1', startTls: 'offered' });
  assert.equal(told.subject, 'stream: id decimal, version 1.0, error -, text -');
  assert.equal(xmppClient.openings[0]?.frame(CLIENT + features), (CLIENT + features).length);
  assert.equal(xmppClient.openings[0]?.frame(CLIENT), 0);
});

test('an error is told, whatever the order of the attributes', () => {
  const error =
    "<stream:error><host-unknown xmlns='x'/><text xmlns='x'>This host does not serve x</text></stream:error>";
  const id = '9e865caf-c812-4e19-b374-f1ef3ca58802';
  const subject = 'stream: id uuid, version 1.0, error host-unknown, text This host does not serve x';
  for (const attributes of [
    `id='${id}' version='1.0' xmlns='jabber:server'`,
    `xmlns="jabber:server" version="1.0" id="${id}"`,
  ]) {
    const told = xmppServer.recognizeReply?.(stream(attributes, error), 'http/get');
    assert.equal(told?.subject, subject);
  }
});

test('the name space tells clients from servers', () => {
  assert.equal(xmppServer.recognizeReply?.(CLIENT, 'http/get'), null);
  assert.ok(xmppClient.recognizeReply?.(CLIENT, 'http/get'));
});

test('other documents are not taken', () => {
  const others = ["<?xml version='1.0'?><html>", '<stream:stream>', "<stream:stream xmlns='jabber:client'>", 'x'];
  for (const other of others) assert.equal(xmppClient.recognizeReply?.(other, 'http/get'), null);
});

test('nothing of the name of a host can end the tag that it is put into', () => {
  const bytes = xmppClient.openings[0]?.bytes;
  assert.ok(typeof bytes === 'function');
  const context = { port: 5222, secure: false, clientName: '[127.0.0.1]', said: [] };
  assert.match(bytes({ ...context, host: "a'><b/>.example" }) ?? '', /to='ab.example' /);
});
