import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { PortolanError } from '../../src/errors.js';
import { lookupPort, lookupPortRange, serviceName } from '../../src/reference/index.js';
import type { Transport } from '../../src/types.js';

const FIXTURE = new URL('../fixtures/registered-names.tsv', import.meta.url);

function one(port: number, transport: Transport) {
  const entries = lookupPort(port, transport);
  assert.equal(entries.length, 1, `${port}/${transport}`);
  return entries[0]!;
}

for (const line of readFileSync(FIXTURE, 'utf8').split('\n')) {
  if (line === '' || line.startsWith('#')) continue;
  const [port, tcp, udp] = line.split('\t') as [string, string, string];
  test(`${port} has its registered names and status`, () => {
    for (const [transport, expected] of [
      ['tcp', tcp],
      ['udp', udp],
    ] as const) {
      const { names, status } = one(Number(port), transport);
      assert.equal(names.length > 0 ? names.join(',') : `=${status}`, expected, transport);
    }
  });
}

const NAMES: [number, Transport, string[]][] = [
  [80, 'tcp', ['http', 'www', 'www-http']],
  [80, 'sctp', ['http']],
  [465, 'tcp', ['urd', 'submissions']],
  [465, 'udp', ['igmpv3lite']],
  [514, 'tcp', ['shell']],
  [514, 'udp', ['syslog']],
  [520, 'tcp', ['efs']],
  [520, 'udp', ['router']],
  [631, 'tcp', ['ipp', 'ipps']],
  [631, 'udp', ['ipp']],
  [853, 'tcp', ['domain-s']],
  [853, 'udp', ['domain-s']],
  [27_017, 'tcp', ['mongodb']],
  [11_434, 'tcp', ['ollama']],
  [38_412, 'sctp', ['ng-control']],
  [66, 'tcp', ['sql-net', 'sql*net']],
  [63, 'tcp', ['whoispp', 'whois++']],
  [6400, 'tcp', ['boe-cms']],
  [784, 'tcp', []],
];
for (const [port, transport, names] of NAMES) {
  test(`${port}/${transport} is ${names.join(', ') || 'nameless'}`, () => {
    assert.deepEqual(one(port, transport).names, names);
  });
}

test('a port is free, reserved or dynamic where nobody has it', () => {
  assert.equal(one(784, 'tcp').status, 'unassigned');
  assert.equal(one(0, 'tcp').status, 'reserved');
  assert.equal(one(8010, 'udp').status, 'reserved');
  assert.equal(one(49_151, 'udp').status, 'reserved');
  assert.equal(one(49_152, 'udp').status, 'dynamic');
  assert.equal(one(65_535, 'tcp').status, 'dynamic');
});

test('a use without a name is assigned and described', () => {
  const { names, status, description } = one(24, 'tcp');
  assert.deepEqual(
    { names, status, description },
    { names: [], status: 'assigned', description: 'any private mail system' },
  );
});

test('ranges follow RFC 6335', () => {
  assert.deepEqual(
    [1023, 1024, 49_151, 49_152].map((port) => one(port, 'tcp').range),
    ['system', 'user', 'user', 'dynamic'],
  );
});

test('a port inside a registered range has the name of the range', () => {
  for (const port of [6000, 6001, 6063]) {
    const { names, registeredAs } = one(port, 'tcp');
    assert.deepEqual({ names, registeredAs }, { names: ['x11'], registeredAs: [6000, 6063] });
  }
  assert.notDeepEqual(one(6064, 'tcp').names, ['x11']);
  assert.deepEqual(one(6667, 'tcp').names, ['ircu']);
  assert.equal(one(6667, 'udp').status, 'reserved');
  assert.equal(one(230, 'tcp').status, 'reserved');
});

test('TCP and UDP are always listed, SCTP and DCCP where registered or asked for', () => {
  assert.deepEqual(
    lookupPort(784).map(({ transport }) => transport),
    ['tcp', 'udp'],
  );
  assert.deepEqual(
    lookupPort(9).map(({ transport }) => transport),
    ['tcp', 'udp', 'sctp', 'dccp'],
  );
  assert.deepEqual(
    lookupPort(784, 'sctp').map(({ status }) => status),
    ['unassigned'],
  );
  assert.deepEqual(
    lookupPort(60_000, 'dccp').map(({ status }) => status),
    ['dynamic'],
  );
});

test('aliases are told apart from registered names', () => {
  assert.ok(one(25, 'tcp').aliases.includes('mail'));
  assert.ok(!one(25, 'tcp').names.includes('mail'));
  assert.ok(one(3389, 'tcp').aliases.includes('rdp'));
  assert.deepEqual(one(51_820, 'udp').aliases, ['wireguard']);
});

test('descriptions are one clean line', () => {
  assert.equal(one(25, 'tcp').description, 'Simple Mail Transfer');
  for (let port = 0; port < 49_152; port++) {
    for (const { description } of lookupPort(port)) {
      assert.doesNotMatch(description, /\s\s|[\t\r\n]|^\s|\s$|IANA assigned this well-formed/);
    }
  }
});

test('serviceName is the primary name', () => {
  assert.equal(serviceName(80, 'tcp'), 'http');
  assert.equal(serviceName(6001, 'tcp'), 'x11');
  assert.equal(serviceName(514, 'udp'), 'syslog');
  assert.equal(serviceName(784, 'tcp'), null);
  assert.equal(serviceName(50_000, 'tcp'), null);
});

test('what is no port is refused, whatever was asked before', () => {
  for (const transport of [undefined, 'tcp', 'udp'] as const) lookupPort(5, transport);
  for (const port of [5.2, 5.4, '5' as unknown as number]) assert.throws(() => lookupPort(port), PortolanError);
  for (const port of [-1, 65_536, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    const isQueryFault = (error: unknown) => error instanceof PortolanError && error.code === 'ERR_QUERY';
    assert.throws(() => lookupPort(port), isQueryFault);
    assert.throws(() => serviceName(port, 'tcp'), isQueryFault);
  }
});

test('an unknown transport or language is refused, and changes no later answer', () => {
  const isOptionFault = (error: unknown) => error instanceof PortolanError && error.code === 'ERR_OPTION';
  assert.throws(() => lookupPort(26, 'TCP' as Transport), isOptionFault);
  assert.throws(() => lookupPort(26, 'icmp' as Transport), /transport is one of tcp, udp, sctp, dccp/);
  assert.throws(() => lookupPort(26, 'tcp', { language: 'zh' as 'zh-CN' }), /language is one of en, zh-CN/);
  assert.deepEqual(
    lookupPort(26).map(({ transport }) => transport),
    ['tcp', 'udp'],
  );
});

test('names, status and serviceName of any port agree', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 65_535 }), (port) => {
      for (const entry of lookupPort(port)) {
        assert.equal(entry.port, port);
        assert.equal(entry.names[0] ?? null, serviceName(port, entry.transport));
        assert.deepEqual(lookupPort(port, entry.transport), [entry]);
        if (entry.names.length > 0) assert.equal(entry.status, 'assigned');
        if (port >= 49_152) assert.equal(entry.status, 'dynamic');
        else assert.notEqual(entry.status, 'dynamic');
      }
    }),
  );
});

/** Whether a value and all that it holds is frozen. */
function isFrozenThrough(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return Object.isFrozen(value) && Object.values(value).every(isFrozenThrough);
}

test('any answer is frozen through and through, and the same each time', () => {
  const transports = fc.constantFrom(undefined, 'tcp', 'udp', 'sctp', 'dccp');
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 65_535 }),
      transports,
      fc.constantFrom('en', 'zh-CN'),
      (port, transport, language) => {
        const answer = lookupPort(port, transport, { language });
        assert.ok(isFrozenThrough(answer));
        assert.deepEqual(lookupPort(port, transport, { language }), answer);
      },
    ),
  );
});

test('a port without anything to say has the same fields as any other', () => {
  const fields = Object.keys(one(25, 'tcp')).sort();
  for (const port of [784, 60_000, 65_535]) assert.deepEqual(Object.keys(one(port, 'udp')).sort(), fields, `${port}`);
});

test('a range finds each entry once, also across the start of the dynamic ports', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 65_000 }), fc.integer({ min: 0, max: 500 }), (first, more) => {
      for (const transport of ['tcp', 'udp'] as const) {
        let next = first;
        for (const entry of lookupPortRange(first, first + more, transport)) {
          assert.equal(entry.port, next);
          assert.equal(entry.transport, transport);
          next = (entry.lastPort ?? entry.port) + 1;
        }
        assert.equal(next, first + more + 1);
      }
    }),
    { numRuns: 40 },
  );
});

test('every port of a run says the same as the run', () => {
  for (const run of lookupPortRange(0, 65_535, null)) {
    const { port: first, lastPort = first, ...told } = run;
    for (let port = first; port <= lastPort; port++) {
      const [entry] = lookupPort(port, run.transport);
      assert.ok(isDeepStrictEqual({ ...told, port }, entry), `${port}/${run.transport} in ${first}-${lastPort}`);
    }
  }
});
