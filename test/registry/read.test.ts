import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PortolanError } from '../../src/errors.js';
import { readRegistry } from '../../src/registry/read.js';
import type { PortRecord } from '../../src/registry/types.js';
import { portRows, protocolRows } from './sample.js';
import { portsCsv, portsXml, protocolsCsv, protocolsXml } from './sample-files.js';

const TODAY = '2026-11-21';

function read(text: string | Uint8Array) {
  return readRegistry(typeof text === 'string' ? Buffer.from(text) : text, 'sample', TODAY);
}

function problemOf(text: string | Uint8Array): string {
  try {
    read(text);
  } catch (error) {
    assert.ok(error instanceof PortolanError, String(error));
    assert.equal(error.code, 'ERR_REGISTRY');
    assert.equal(error.value, 'sample');
    assert.ok(!error.message.includes('\n'), error.message);
    return error.problem;
  }
  return assert.fail('it was taken');
}

function recordsOf(ports: readonly PortRecord[], port: number): PortRecord[] {
  return ports.filter(({ first }) => first === port);
}

test('the CSV of ports is recognised by its columns and read with its line breaks, quotes and ranges', () => {
  const { registry, form, records, ports, protocols } = read(portsCsv());
  assert.deepEqual({ registry, form, protocols }, { registry: 'ports', form: 'csv', protocols: [] });
  assert.equal(records, portRows().length);
  assert.equal(ports.length, records - 3, 'all but the names without a port');
  assert.deepEqual(recordsOf(ports, 6400)[0], {
    name: 'boe-cms',
    first: 6400,
    last: 6400,
    transport: null,
    description: 'Business Objects CMS contact port',
    removal: '',
    changed: null,
    references: [],
    insteadUse: null,
  });
  assert.deepEqual([recordsOf(ports, 6000)[0]?.last, recordsOf(ports, 6000)[0]?.transport], [6063, 'tcp']);
});

test('notes tell the name to use instead of a historic one, and the one on well-formed names is left out', () => {
  const [current, alias] = recordsOf(read(portsCsv()).ports, 66);
  assert.deepEqual([current?.name, current?.description, current?.insteadUse], ['sql-net', 'Oracle SQL*NET', null]);
  assert.deepEqual([alias?.name, alias?.insteadUse], ['sql*net', 'sql-net']);
});

test('documents are kept as references, people are not', () => {
  const { ports } = read(portsCsv());
  assert.deepEqual(recordsOf(ports, 80)[1]?.references, ['RFC9110']);
  assert.deepEqual(recordsOf(ports, 25)[0]?.references, ['RFC-ietf-x-43']);
});

test('the date of a CSV is the newest in it that is not after today', () => {
  assert.equal(read(portsCsv()).date, '2026-02-20');
  assert.equal(read(protocolsCsv()).date, null);
});

test('records may end with a line feed, mixed ends and a missing last one are taken, and so is a byte order mark', () => {
  const whole = read(portsCsv());
  assert.deepEqual(read(portsCsv(portRows(), '\n')), whole);
  assert.deepEqual(read(portsCsv().trimEnd()), whole);
  assert.deepEqual(read(`\ufeff${portsCsv()}`), whole);
  assert.deepEqual(read(portsCsv().replace('\r\n,24', '\n,24')), whole);
});

test('columns are found by name, whatever their order, further ones among them', () => {
  const lines = protocolsCsv().split('\r\n');
  const reordered = protocolRows().map(({ number, keyword = '', name = '', ipv6 = '', reference = '' }) =>
    [`"${name}"`, 'x', ipv6, reference, keyword, number].join(','),
  );
  const header = 'Protocol,Further,IPv6 Extension Header,Reference,Keyword,Decimal';
  assert.deepEqual(read([header, ...reordered].join('\n')).protocols, read(lines.join('\r\n')).protocols);
  const older = lines.map((line, index) =>
    index === 0 ? 'Decimal,Keyword,Protocol,Reference' : line.replace(/,[YN]?,([^,]*)$/, ',$1'),
  );
  assert.equal(read(older.join('\n')).protocols[6]?.keyword, 'TCP');
});

test('the XML says the same as the CSV, and gives the date of the registry', () => {
  const xml = read(portsXml());
  assert.deepEqual([xml.registry, xml.form, xml.date], ['ports', 'xml', '2026-02-25']);
  assert.deepEqual(xml.ports, read(portsCsv()).ports);
  assert.deepEqual(read(protocolsXml()).protocols, read(protocolsCsv()).protocols);
  assert.equal(read(protocolsXml()).date, '2025-11-20');
});

test('protocol numbers have keyword, name, marks and state', () => {
  const { protocols } = read(protocolsCsv());
  assert.equal(protocols.length, 256);
  const shown = [0, 9, 13, 61, 124, 200, 253, 255].map((number) => {
    const { keyword, name, status, ipv6ExtensionHeader, deprecated } = protocols[number] ?? assert.fail();
    return [keyword, name, status, ipv6ExtensionHeader ? 'x' : '', deprecated ? 'd' : ''].join('|');
  });
  assert.deepEqual(shown, [
    'HOPOPT|IPv6 Hop-by-Hop Option|assigned|x|',
    'IGP|any private interior gateway (used by Cisco for their IGRP)|assigned||',
    'ARGUS|ARGUS|assigned||d',
    '|any host internal protocol|assigned||',
    'ISIS over IPv4|ISIS over IPv4|assigned||',
    '|Unassigned|unassigned||',
    '|Use for experimentation and testing|experimental|x|',
    '|Reserved|reserved||',
  ]);
});

test('what is no registry of the two is refused', () => {
  assert.equal(problemOf(''), 'is empty');
  assert.match(problemOf('Name,Value\r\n1,2\r\n'), /^has neither the columns/);
  assert.match(problemOf('no table at all'), /^has neither the columns/);
  assert.match(problemOf('<!DOCTYPE html>\n<html><body>Log in<br></body></html>'), /^is XML, but neither/);
  assert.match(problemOf('<registry id="ipv6-parameters"></registry>'), /^is XML, but neither/);
  assert.equal(problemOf(Buffer.from(portsCsv(), 'utf16le')), 'is not plain text: it holds control characters');
  assert.equal(problemOf(Buffer.from(`${protocolsCsv()}é`, 'latin1')), 'is not text in UTF-8');
  assert.match(problemOf(protocolsCsv().replace('TCP', 'T\0P')), /control characters/);
});
