import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PortolanError } from '../src/errors.js';
import type { Resolver } from '../src/net/resolve.js';
import { failureDetails, parseReach, resolveReach } from '../src/reach.js';
import { isTargetStream, type ReachInput } from '../src/reach-rules.js';
import { blocks, createPlan, formatPorts } from '../src/spec/index.js';
import { faultOf, vocabulary } from './spec/helpers.js';

const HOSTS: Readonly<Record<string, readonly string[]>> = {
  'one.test': ['10.0.0.1', 'fd00::1'],
  'two.test': ['10.0.0.2'],
};

const resolve: Resolver = async (name, family) => {
  const addresses = (HOSTS[name] ?? []).map((address) => ({
    address,
    family: address.includes(':') ? (6 as const) : (4 as const),
  }));
  const wanted = addresses.filter((each) => family === undefined || each.family === family);
  if (wanted.length === 0) throw new PortolanError('ERR_RESOLVE', { value: name, problem: 'no such host name' });
  return wanted;
};

const parse = (options: ReachInput) => parseReach({ resolve, ...options }, vocabulary, '25,80');

async function hostsOf(options: ReachInput, signal?: AbortSignal): Promise<string[]> {
  const { entries, planOptions } = await resolveReach(parse(options), signal);
  return [...blocks(createPlan(entries, planOptions))].flatMap(({ hosts, ports }) =>
    hosts.map(({ address }) => `${address} ${formatPorts(ports)}`),
  );
}

describe('exclusions', () => {
  it('leave out addresses, names, pairs and ports', async () => {
    const targets = ['10.0.0.0/30', 'fd00::1'];
    assert.deepEqual(await hostsOf({ targets, exclude: 'one.test, 10.0.0.3:25' }), [
      '10.0.0.0 25,80',
      '10.0.0.2 25,80',
      '10.0.0.3 80',
    ]);
    assert.deepEqual(
      await hostsOf({ targets: '10.0.0.0/31', excludePorts: '1-79', exclude: ['two.test', 'one.test:80'] }),
      ['10.0.0.0 80'],
    );
  });

  it('leave out a name whose addresses change from one answer to the next', async () => {
    let answers = 0;
    const changing: Resolver = async () => [{ address: `10.0.0.${++answers}`, family: 4 }];
    const options = { targets: ['changing.test', '10.0.1.1'], exclude: 'changing.test', resolve: changing };
    assert.deepEqual(await hostsOf(options), ['10.0.1.1 25,80']);
  });

  it('are resolved in both families, whichever is asked', async () => {
    const options = { targets: ['10.0.0.0/31'], exclude: 'one.test', family: 4 } as const;
    assert.deepEqual(await hostsOf(options), ['10.0.0.0 25,80']);
  });

  it('stop everything in one line when a name of theirs does not resolve', async () => {
    const reach = parse({ targets: '10.0.0.0/24', exclude: 'missing.test' });
    await assert.rejects(resolveReach(reach, undefined), (error) => {
      assert.ok(error instanceof PortolanError);
      assert.equal(error.code, 'ERR_RESOLVE');
      assert.equal(error.message, '"missing.test": to be left out, but its addresses are not known: no such host name');
      return true;
    });
  });

  it('leave nothing to be asked when they are not known because of an abort', async () => {
    const never: Resolver = () => new Promise(() => {});
    const controller = new AbortController();
    const reach = parse({ targets: ['10.0.0.1', 'one.test'], exclude: 'two.test', resolve: never });
    const resolved = resolveReach(reach, controller.signal);
    controller.abort();
    const { entries, failures } = await resolved;
    assert.deepEqual(entries, []);
    assert.deepEqual(
      failures.map(({ target, code, message }) => `${target} ${code} ${message}`),
      ['10.0.0.1', 'one.test'].map((target) => `${target} ERR_RESOLVE stopped before the name was resolved`),
    );
    assert.deepEqual(failureDetails(failures[0]!).problem, 'stopped before the name was resolved');
  });

  it('are refused at once where they cannot be meant', () => {
    faultOf('ERR_TARGET_SPEC', () => parse({ targets: '10.0.0.1', exclude: '10.0.0.300' }));
    faultOf('ERR_TARGET_SPEC', () => parse({ targets: '10.0.0.1', exclude: [5] as never }));
    faultOf('ERR_PORT_SPEC', () => parse({ targets: '10.0.0.1', excludePorts: '70000' }));
    faultOf('ERR_PORT_SPEC', () => parse({ targets: '10.0.0.1', excludePorts: 25 as never }));
  });

  it('are refused at once where they leave no port, and when planned where they leave no address', async () => {
    const fault = faultOf('ERR_PORT_SPEC', () => parse({ targets: ['10.0.0.1', 'one.test:443'], excludePorts: 'all' }));
    assert.equal(fault.message, '"all": every port that was to be asked is excluded');
    await assert.rejects(hostsOf({ targets: 'one.test', exclude: ['10.0.0.0/8', 'fd00::/8'] }), {
      code: 'ERR_TARGET_SPEC',
    });
    assert.deepEqual(await hostsOf({ targets: ['10.0.0.1', '10.0.0.2:443'], excludePorts: '25,80' }), ['10.0.0.2 443']);
  });
});

describe('parseReach', () => {
  it('takes a text or an array, and refuses a stream and nothing', () => {
    assert.equal(parse({ targets: ['10.0.0.1', 'one.test'] }).targets.length, 2);
    for (const targets of [[], undefined, new Set(['10.0.0.1']), [5] as never]) {
      faultOf('ERR_TARGET_SPEC', () => parse({ targets: targets as never }));
    }
  });

  it('tells a stream by its type', () => {
    const streams = [new Set(['a']), [].values(), (async function* () {})()];
    for (const targets of streams) assert.ok(isTargetStream(targets as never));
    for (const targets of ['a', ['a'], undefined, 5, null, {}]) assert.ok(!isTargetStream(targets as never));
  });
});
