import assert from 'node:assert/strict';
import { test } from 'node:test';
import { element } from '../../src/protocols/ber.js';
import { ldap } from '../../src/protocols/ldap.js';
import type { Saying } from '../../src/protocols/types.js';

function message(operation: string): string {
  return element(0x30, element(2, '\x01') + operation);
}

function entry(attributes: Readonly<Record<string, readonly string[]>>): string {
  const list = Object.entries(attributes).map(([type, values]) =>
    element(0x30, element(4, type) + element(0x31, values.map((value) => element(4, value)).join(''))),
  );
  return message(element(0x64, element(4, '') + element(0x30, list.join(''))));
}

function done(code: number, tag = 0x65): string {
  return message(element(tag, element(10, String.fromCharCode(code)) + element(4, '') + element(4, 'why')));
}

function recognized(reply: string, request = 'ldap/root') {
  return ldap.recognizeReply?.(reply, request) ?? null;
}

const monitor = ldap.inquiries[0]!;

function monitorBytes(text: string): string | null {
  const said: Saying[] = [{ request: 'ldap/root', text }];
  return typeof monitor.bytes === 'string'
    ? monitor.bytes
    : monitor.bytes({ host: 'x', port: 389, secure: false, clientName: 'x', said });
}

test('the root of a directory tells vendor and version on one line, and its facts', () => {
  const reply =
    entry({
      objectClass: ['top'],
      vendorName: ['389 Project'],
      vendorVersion: ['389-Directory/2.3.1 B2023.047.0000'],
      namingContexts: ['dc=a', 'dc=b'],
      supportedLDAPVersion: ['2', '3'],
      supportedExtension: ['1.2.3', '1.3.6.1.4.1.1466.20037'],
      dnsHostName: ['dc1.example.org'],
    }) + done(0);
  const recognition = recognized(reply);
  assert.equal(recognition?.subject?.split('\n')[0], 'vendor: 389 Project | 389-Directory/2.3.1 B2023.047.0000');
  assert.equal(recognition?.hostname, 'dc1.example.org');
  assert.deepEqual(recognition?.extra, { namingContexts: 'dc=a, dc=b', protocolVersions: '2, 3', startTls: 'yes' });
});

test('a directory that tells nothing, refuses or hangs up is one still', () => {
  assert.deepEqual(recognized(done(0))?.extra, {});
  assert.deepEqual(recognized(done(50))?.extra, { resultCode: '50' });
  assert.deepEqual(recognized(done(13, 0x78))?.extra, { resultCode: '13' });
});

test('a line end in a value begins no line, and names are compared in small letters', () => {
  const recognition = recognized(entry({ 'VENDORNAME\n': ['x'], objectclass: ['a\nvendor: b'] }));
  assert.equal(recognition?.subject, 'vendor: x | \nvendorname: x\nobjectclass: a vendor: b');
});

test('other messages, other requests and cut ones are nothing', () => {
  assert.equal(recognized(message(element(0x60, ''))), null);
  assert.equal(recognized(element(0x30, element(4, 'public'))), null);
  assert.equal(recognized(done(0), 'http/get'), null);
  const whole = done(0);
  for (let cut = 0; cut < whole.length; cut += 1) assert.equal(recognized(whole.slice(0, cut)), null);
});

test('a search ends with its result, however many entries and references come before', () => {
  const { frame } = ldap;
  const search = entry({ a: ['b'] }) + message(element(0x73, element(4, 'ldap://x'))) + done(0);
  assert.equal(frame(`${search}more`), search.length);
  for (let cut = 0; cut < search.length; cut += 1) assert.equal(frame(search.slice(0, cut)), 0);
});

test('only OpenLDAP is asked for its monitor', () => {
  assert.equal(monitorBytes(entry({ objectClass: ['top'] })), null);
  const bytes = monitorBytes(entry({ objectClass: ['top', 'OpenLDAProotDSE'] }));
  assert.match(bytes ?? '', /cn=Monitor.*monitoredInfo/s);
});
