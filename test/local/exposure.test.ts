import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exposureOf } from '../../src/local/index.js';

const CASES = {
  loopback: ['127.0.0.1', '127.0.0.53', '127.255.255.254', '::1', '::ffff:127.0.0.1'],
  all: ['0.0.0.0', '::', '::ffff:0.0.0.0'],
  address: [
    '192.0.2.7',
    '128.0.0.1',
    '126.255.255.255',
    'fe80::1',
    'fe80::1%eth0',
    '2001:db8::1',
    '::2',
    '224.0.0.251',
  ],
} as const;

for (const [exposure, addresses] of Object.entries(CASES)) {
  test(`the exposure of ${addresses.slice(0, 3).join(', ')} is ${exposure}`, () => {
    for (const address of addresses) assert.equal(exposureOf(address), exposure, address);
  });
}
