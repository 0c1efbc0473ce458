import assert from 'node:assert/strict';
import { ADDRCONFIG, promises as dns, type LookupAddress, type LookupAllOptions } from 'node:dns';
import test, { type TestContext } from 'node:test';
import { RESOLVE_TIMEOUT_MS } from '../../src/defaults.js';
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

test('a resolver that never answers is given up on in time', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  lookupIs(t, () => new Promise(() => {}));
  const fault = faultOf('name.test');
  await turns();
  t.mock.timers.tick(RESOLVE_TIMEOUT_MS);
  assert.match((await fault).problem, /did not answer within 10 s/);
});
