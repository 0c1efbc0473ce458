import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { asUint16, bytes } from '../../src/protocols/bytes.js';
import { ipp } from '../../src/protocols/ipp.js';
import { ippAttributes, printerAttributesRequest } from '../../src/protocols/ipp-message.js';

const HEAD = bytes(1, 1, 0, 0, 0, 0, 0, 1);

function attribute(tag: number, name: string, value: string): string {
  return `${bytes(tag)}${asUint16(name.length)}${name}${asUint16(value.length)}${value}`;
}

const ANSWER =
  HEAD +
  bytes(1) +
  attribute(0x47, 'attributes-charset', 'utf-8') +
  bytes(4) +
  attribute(0x41, 'printer-make-and-model', 'HP LaserJet Pro M404dn') +
  attribute(0x41, 'printer-firmware-string-version', '002.2208A') +
  attribute(0x41, '', 'second value') +
  bytes(3);

function told(fields: string, body = '') {
  return ipp.recognizeReply?.(`HTTP/1.1 200 OK\r\n${fields}\r\n\r\n${body}`, 'ipp/get') ?? null;
}

test('CUPS and printers are known by the field with which they answer anything', () => {
  assert.notEqual(told('Server: CUPS/2.4 IPP/2.1'), null);
  assert.notEqual(told('Server: IPP/2.0'), null);
  for (const other of ['Server: nginx', 'Server: CUPS', 'X: CUPS/2.4']) assert.equal(told(other), null, other);
});

test('a printer tells model and firmware', () => {
  const printer = told('Content-Type: application/ipp', ANSWER);
  assert.equal(printer?.subject?.split('\n')[0], 'printer: HP LaserJet Pro M404dn; firmware 002.2208A');
  assert.equal(printer?.extra?.['model'], 'HP LaserJet Pro M404dn');
  assert.equal(told('Content-Type: application/ipp', 'nonsense')?.extra?.['model'], undefined);
});

test('the attributes that are asked for are read back from the request', () => {
  const request = printerAttributesRequest('ipp://192.0.2.1/ipp/print', ['printer-make-and-model', 'printer-name']);
  assert.equal(ippAttributes(request).get('printer-uri'), 'ipp://192.0.2.1/ipp/print');
  assert.equal(ippAttributes(request).get('requested-attributes'), 'printer-make-and-model');
});

test('the request is a whole one of HTTP, and never carries a password', () => {
  const { bytes: make } = ipp.inquiries[0]!;
  const context = { host: 'fe80::1%eth0', port: 631, secure: false, clientName: '[192.0.2.1]', said: [] };
  const request = typeof make === 'string' ? make : (make(context) ?? '');
  const [head = '', body = ''] = request.split('\r\n\r\n');
  assert.match(head, /^POST \/ipp\/print HTTP\/1\.1\r\nHost: \[fe80::1\]:631\r\n/);
  assert.equal(Number(/Content-Length: (\d+)/.exec(head)?.[1]), body.length);
  assert.doesNotMatch(head, /authorization/i);
});

test('attributes are read from any bytes, as far as they are whole', () => {
  for (let cut = 0; cut < ANSWER.length; cut += 1) {
    for (const value of ippAttributes(ANSWER.slice(0, cut)).values()) assert.ok(ANSWER.includes(value));
  }
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (text, isMessage) => {
      assert.ok(ippAttributes(isMessage ? HEAD + text : text).size <= 200);
    }),
  );
  assert.equal(ippAttributes('').size, 0);
  assert.equal(ippAttributes(bytes(9, 1, 0, 0, 0, 0, 0, 1) + ANSWER.slice(8)).size, 0);
});
