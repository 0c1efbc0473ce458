import assert from 'node:assert/strict';
import { ADDRCONFIG, promises as dns, type LookupAddress, type LookupAllOptions } from 'node:dns';
import test, { type TestContext } from 'node:test';
import { RESOLVE_CONCURRENCY, RESOLVE_TIMEOUT_MS } from '../../src/defaults.js';
import { PortolanError } from '../../src/errors.js';
import { resolveWithSystem } from '../../src/net/resolve.js';
import type { Family } from '../../src/types.js';
import { turns } from '../helpers/turn.js';

type Lookup = (name: string, options: LookupAllOptions) => Promise<LookupAddress[]>;

/** Puts something else in the place of the system's resolver, for as long as the test runs. */
function lookupIs(t: TestContext, lookup: Lookup) {
  return t.mock.method(dns, 'lookup', lookup as typeof dns.lookup);
}

function failing(code: string): Lookup {
  return async () => {
    throw Object.assign(new Error(`getaddrinfo ${code}`), { code });
  };
}

/** A resolver that is silent about names with this start until it is told to settle, and prompt about all others. */
function hangingFor(t: TestContext, start: string) {
  let settle = () => {};
  const settled = new Promise<void>((resolve) => {
    settle = resolve;
  });
  const lookup = lookupIs(t, async (name) => {
    if (name.startsWith(start)) await settled;
    return [{ address: '127.0.0.7', family: 4 }];
  });
  return { lookup, settle: () => settle() };
}

async function faultOf(name: string, family?: Family): Promise<PortolanError> {
  const error = await resolveWithSystem(name, family).then(
    () => assert.fail('it resolved'),
    (fault: unknown) => fault,
  );
  assert.ok(error instanceof PortolanError, `${error}`);
  assert.equal(error.code, 'ERR_RESOLVE');
  assert.doesNotMatch(error.message, /\n/);
  return error;
}

test('localhost resolves to loopback addresses', async () => {
  const addresses = await resolveWithSystem('localhost', undefined);
  assert.ok(addresses.length > 0);
  for (const { address, family } of addresses) {
    assert.match(address, /^127\.|^::1$/);
    assert.equal(family, address.includes(':') ? 6 : 4);
  }
});

test('all addresses of a name come once each, in the order of the resolver', async (t) => {
  lookupIs(t, async () => [
    { address: '::1', family: 6 },
    { address: '127.0.0.2', family: 4 },
    { address: '::1', family: 6 },
    { address: '127.0.0.1', family: 4 },
  ]);
  assert.deepEqual(await resolveWithSystem('name.test', undefined), [
    { address: '::1', family: 6 },
    { address: '127.0.0.2', family: 4 },
    { address: '127.0.0.1', family: 4 },
  ]);
});

test('an IP version that is asked for is asked of the resolver, whatever this machine has', async (t) => {
  const lookup = lookupIs(t, async () => [{ address: '::1', family: 6 }]);
  await resolveWithSystem('name.test', 6);
  assert.deepEqual(
    lookup.mock.calls.map((call) => call.arguments),
    [['name.test', { all: true, family: 6 }]],
  );
});

test('addresses that this machine could not use are left out, unless there are no others', async (t) => {
  const lookup = lookupIs(t, async (name, options) => {
    if (options.hints === ADDRCONFIG) return failing('ENOTFOUND')(name, options);
    return [{ address: '::1', family: 6 }];
  });
  assert.deepEqual(await resolveWithSystem('name.test', undefined), [{ address: '::1', family: 6 }]);
  assert.equal(lookup.mock.callCount(), 2);
});

test('a name that does not exist is an error that says so', async (t) => {
  lookupIs(t, failing('ENOTFOUND'));
  assert.equal((await faultOf('nothing.invalid')).message, '"nothing.invalid": no such host name');
  assert.equal((await faultOf('nothing.invalid', 6)).problem, 'no IPv6 address for this name');
});

test('a resolver that gives no answer is not taken for a name that does not exist', async (t) => {
  lookupIs(t, failing('EAI_AGAIN'));
  assert.match((await faultOf('name.test')).problem, /may or may not exist/);
});

test('another failure is told by its code, and its cause is kept', async (t) => {
  lookupIs(t, failing('EAI_FAIL'));
  const fault = await faultOf('name.test');
  assert.match(fault.problem, /EAI_FAIL/);
  assert.equal((fault.cause as NodeJS.ErrnoException).code, 'EAI_FAIL');
});

test('a name without any address is an error, not an empty success', async (t) => {
  lookupIs(t, async () => []);
  assert.match((await faultOf('name.test')).problem, /no address/);
  assert.equal((await faultOf('name.test', 4)).problem, 'no IPv4 address for this name');
});

test('only a name without an address is asked again: other failures would only cost their time twice', async (t) => {
  const lookups = { ENOTFOUND: 2, ENODATA: 2, EAI_ADDRFAMILY: 2, EAI_AGAIN: 1, EAI_FAIL: 1, ENOMEM: 1 };
  for (const [code, expected] of Object.entries(lookups)) {
    const lookup = lookupIs(t, failing(code));
    await faultOf('name.test');
    assert.equal(lookup.mock.callCount(), expected, code);
    lookup.mock.restore();
  }
});

test('a resolver that never answers is given up on in time', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { settle } = hangingFor(t, 'slow');
  const fault = faultOf('slow.test');
  await turns();
  t.mock.timers.tick(RESOLVE_TIMEOUT_MS);
  assert.match((await fault).problem, /did not answer within 10 s/);
  settle();
  await turns();
});

test('slow names keep their threads, and the time of a name behind them begins with its own lookup', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { lookup, settle } = hangingFor(t, 'slow');
  const slow = Array.from({ length: RESOLVE_CONCURRENCY }, (_, index) => faultOf(`slow-${index}.test`));
  let answer: unknown;
  const good = resolveWithSystem('good.test', 4).then(
    (addresses) => {
      answer = addresses;
    },
    (error: unknown) => {
      answer = error;
    },
  );
  await turns();
  t.mock.timers.tick(RESOLVE_TIMEOUT_MS);
  for (const fault of await Promise.all(slow)) assert.match(fault.problem, /did not answer/);
  await turns();
  t.mock.timers.tick(RESOLVE_TIMEOUT_MS);
  await turns();
  assert.equal(lookup.mock.callCount(), RESOLVE_CONCURRENCY, 'no lookup beyond the threads there are');
  assert.equal(answer, undefined, 'a name that waits for its turn has not failed');
  settle();
  await good;
  assert.deepEqual(answer, [{ address: '127.0.0.7', family: 4 }]);
});
