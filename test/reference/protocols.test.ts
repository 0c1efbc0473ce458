import assert from 'node:assert/strict';
import test from 'node:test';
import { PortolanError } from '../../src/errors.js';
import { lookupProtocol, useDataCopy } from '../../src/reference/index.js';

const KEYWORDS: [number, string | null, string][] = [
  [0, 'HOPOPT', 'IPv6 Hop-by-Hop Option'],
  [1, 'ICMP', 'Internet Control Message'],
  [6, 'TCP', 'Transmission Control'],
  [9, 'IGP', 'any private interior gateway (used by Cisco for their IGRP)'],
  [17, 'UDP', 'User Datagram'],
  [55, 'Min-IPv4', 'Minimal IPv4 Encapsulation'],
  [61, null, 'any host internal protocol'],
  [63, null, 'any local network'],
  [68, null, 'any distributed file system'],
  [84, 'IPTM', 'Internet Protocol Traffic Manager'],
  [99, null, 'any private encryption scheme'],
  [114, null, 'any 0-hop protocol'],
  [122, 'SM', 'Simple Multicast Protocol'],
  [124, 'ISIS over IPv4', 'ISIS over IPv4'],
  [143, 'Ethernet', 'Ethernet'],
  [144, 'AGGFRAG', 'AGGFRAG encapsulation payload for ESP'],
  [145, 'NSH', 'Network Service Header'],
  [146, 'Homa', 'Homa'],
  [147, 'BIT-EMU', 'Bit-stream Emulation'],
  [253, null, 'Use for experimentation and testing'],
  [255, null, 'Reserved'],
];
for (const [number, keyword, name] of KEYWORDS) {
  test(`IP protocol ${number} is ${keyword ?? name}`, () => {
    const entry = lookupProtocol(number);
    assert.deepEqual({ keyword: entry?.keyword, name: entry?.name }, { keyword, name });
  });
}

test('each of the 256 numbers has one entry', () => {
  for (let number = 0; number <= 255; number++) assert.equal(lookupProtocol(number)?.number, number);
});

test('status follows the registry', () => {
  const numbers = [147, 148, 252, 253, 254, 255];
  assert.deepEqual(
    numbers.map((number) => lookupProtocol(number)?.status),
    ['assigned', 'unassigned', 'unassigned', 'experimental', 'experimental', 'reserved'],
  );
});

test('IPv6 extension headers and deprecated protocols are marked', () => {
  const numbers = Array.from({ length: 256 }, (_, number) => number);
  const headers = numbers.filter((number) => lookupProtocol(number)?.ipv6ExtensionHeader);
  assert.deepEqual(headers, [0, 43, 44, 50, 51, 60, 135, 139, 140, 147, 253, 254]);
  assert.deepEqual(
    numbers.filter((number) => lookupProtocol(number)?.deprecated),
    [13, 53, 95, 122],
  );
});

test('references are the current RFCs', () => {
  assert.deepEqual(lookupProtocol('tcp')?.references, ['RFC9293']);
  assert.deepEqual(lookupProtocol(89)?.references, ['RFC1583', 'RFC2328', 'RFC5340']);
  assert.deepEqual(lookupProtocol(146)?.references, []);
});

test('keywords and aliases are found in any case', () => {
  for (const [name, number] of [
    ['TCP', 6],
    ['tcp', 6],
    ['ip', 0],
    ['ipencap', 4],
    ['OSPF', 89],
    ['icmpv6', 58],
    ['ipv6-icmp', 58],
    ['isis over ipv4', 124],
  ] as const) {
    assert.equal(lookupProtocol(name)?.number, number, name);
  }
  assert.equal(lookupProtocol('nosuch'), undefined);
  assert.equal(lookupProtocol('constructor'), undefined);
});

test('what is no protocol number is refused', () => {
  for (const number of [-1, 256, 0.5]) {
    assert.throws(
      () => lookupProtocol(number),
      (error) => error instanceof PortolanError && error.code === 'ERR_QUERY',
    );
  }
});

test('a protocol has its Chinese names in either language, and is found by them', () => {
  for (const language of ['en', 'zh-CN'] as const) {
    assert.ok(lookupProtocol(6, { language })?.chineseNames.includes('传输控制协议'));
    assert.equal(lookupProtocol('传输控制协议', { language })?.number, 6);
  }
});

test('what a protocol is, is told in the language asked for', () => {
  assert.match(lookupProtocol(6)?.explanation ?? '', /^TCP[^\p{Script=Han}]*\.$/u);
  assert.match(lookupProtocol(6, { language: 'zh-CN' })?.explanation ?? '', /^TCP.*。$/);
  const { keyword, name, status, references } = lookupProtocol(47, { language: 'zh-CN' }) ?? {};
  const english = lookupProtocol(47);
  assert.deepEqual(
    [keyword, name, status, references],
    [english?.keyword, english?.name, english?.status, english?.references],
  );
});

test('a wrong belief about a number is answered', () => {
  const [note] = lookupProtocol(0)?.notes ?? [];
  assert.equal(note?.belief, 'Protocol number 0 is IP.');
  assert.match(note?.text ?? '', /HOPOPT/);
  assert.match(lookupProtocol(0, { language: 'zh-CN' })?.notes[0]?.belief ?? '', /\p{Script=Han}/u);
});

test('no alias and no Chinese name hides a keyword', () => {
  for (let number = 0; number <= 255; number++) {
    const entry = lookupProtocol(number);
    if (entry?.keyword == null) continue;
    assert.equal(lookupProtocol(entry.keyword)?.keyword?.toLowerCase(), entry.keyword.toLowerCase());
  }
});

test('answers are frozen through and through, and the same each time', () => {
  for (let number = 0; number <= 255; number++) {
    for (const language of ['en', 'zh-CN'] as const) {
      const entry = lookupProtocol(number, { language });
      assert.equal(lookupProtocol(number, { language }), entry);
      assert.ok([entry, entry?.aliases, entry?.chineseNames, entry?.references, entry?.notes].every(Object.isFrozen));
    }
  }
});

test('the first answers equal those after many questions', () => {
  useDataCopy('/nonexistent/early');
  const early = [0, 6, 61, 147, 148, 252, 253, 255].map((number) => lookupProtocol(number));
  useDataCopy('/nonexistent/late');
  for (let number = 255; number >= 0; number--) lookupProtocol(number);
  assert.deepEqual(
    [0, 6, 61, 147, 148, 252, 253, 255].map((number) => lookupProtocol(number)),
    early,
  );
});
