import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { PortolanError } from '../src/errors.js';
import type { Resolver } from '../src/net/resolve.js';
import type { ResolvedReach } from '../src/reach.js';
import { failureDetails } from '../src/reach.js';
import { parseReachRules, type ReachInput, type TargetStream } from '../src/reach-rules.js';
import { type ReachStreamOptions, reachBatches } from '../src/reach-stream.js';
import { createPlan, formatAddress, targetsOfLines } from '../src/spec/index.js';
import { collect } from './helpers/collect.js';
import { turns } from './helpers/turn.js';
import { vocabulary } from './spec/helpers.js';

const refuse: Resolver = async (name) => {
  throw new PortolanError('ERR_RESOLVE', { value: name, problem: 'no such host name' });
};

function batchesOf(source: TargetStream, options: ReachInput = {}, stream: ReachStreamOptions = {}) {
  return reachBatches(source, parseReachRules({ resolve: refuse, ...options }, vocabulary, '25,80'), stream);
}

async function all(...args: Parameters<typeof batchesOf>): Promise<ResolvedReach[]> {
  const batches: ResolvedReach[] = [];
  for await (const batch of batchesOf(...args)) batches.push(batch);
  return batches;
}

const addressesOf = (batches: readonly ResolvedReach[]) =>
  batches.flatMap(({ entries }) => entries.map(({ family, first, zone }) => formatAddress(family, first, zone)));
const failuresOf = (batches: readonly ResolvedReach[]) =>
  batches.flatMap(({ failures }) => failures.map(({ target, code, message }) => `${target} ${code} ${message}`));

async function* chunks<Chunk>(...items: readonly Chunk[]): AsyncGenerator<Chunk> {
  yield* items;
}

/** A source that gives what it is given, when it is given. */
function handFed() {
  const given: string[] = [];
  let wake: (() => void) | undefined;
  let isClosed = false;
  async function* source(): AsyncGenerator<string> {
    for (;;) {
      for (let next = given.shift(); next !== undefined; next = given.shift()) yield next;
      if (isClosed) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }
  const feed = (...texts: string[]) => {
    given.push(...texts);
    wake?.();
  };
  const close = () => {
    isClosed = true;
    wake?.();
  };
  return { source: source(), feed, close };
}

describe('a stream of targets', () => {
  it('gives what came by the time that it is asked, in bounded batches', async () => {
    const batches = await all(
      ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4', '10.0.0.5'].values(),
      {},
      { targetsAtOnce: 2 },
    );
    assert.deepEqual(addressesOf(batches), ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4', '10.0.0.5']);
    assert.deepEqual(
      batches.map(({ entries }) => entries.length),
      [2, 2, 1],
    );
  });

  it('does not hold back what is there while the source is slow', async () => {
    const { source, feed, close } = handFed();
    const batches = batchesOf(source);
    const first = batches.next();
    feed('10.0.0.1', '10.0.0.2');
    assert.deepEqual(addressesOf([(await first).value as ResolvedReach]), ['10.0.0.1', '10.0.0.2']);
    feed('10.0.0.3');
    assert.deepEqual(addressesOf([(await batches.next()).value as ResolvedReach]), ['10.0.0.3']);
    close();
    assert.equal((await batches.next()).done, true);
  });

  it('does not hold back others while a name is slow to resolve', async () => {
    let answer: ((address: string) => void) | undefined;
    const slow: Resolver = () =>
      new Promise((resolve) => {
        answer = (address) => resolve([{ address, family: 4 }]);
      });
    const batches = batchesOf(['slow.test', '10.0.0.1'], { resolve: slow });
    assert.deepEqual(addressesOf([(await batches.next()).value as ResolvedReach]), ['10.0.0.1']);
    answer?.('10.0.0.9');
    assert.deepEqual(addressesOf([(await batches.next()).value as ResolvedReach]), ['10.0.0.9']);
    assert.equal((await batches.next()).done, true);
  });

  it('resolves a few names at once and reads only so far ahead', async () => {
    let running = 0;
    let most = 0;
    let read = 0;
    const counting: Resolver = async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return [{ address: '10.0.0.1', family: 4 }];
    };
    function* names() {
      for (; read < 100; read++) yield `host${read}.test`;
    }
    const batches = batchesOf(names(), { resolve: counting }, { targetsAtOnce: 10 });
    await batches.next();
    assert.ok(read <= 20, `${read} targets read`);
    assert.equal((await collect(batches)).at(-1)?.failures.length, 0);
    assert.ok(most > 1 && most <= 4, `${most} at once`);
  });

  it('makes a failure of a target that cannot be meant, with its line, and goes on', async () => {
    const list =
      '10.0.0.1\n# one of these is wrong\n10.0.0.300 missing.test\nhttp://user:secret@10.0.0.400/\n::1\n10.0.0.2';
    const batches = await all(targetsOfLines(chunks(list)), { family: 4 });
    assert.deepEqual(addressesOf(batches), ['10.0.0.1', '10.0.0.2']);
    assert.deepEqual(failuresOf(batches).sort(), [
      '10.0.0.300 ERR_TARGET_SPEC line 3: an octet is 0-255',
      '::1 ERR_TARGET_SPEC line 5: an IPv6 address, but only IPv4 is to be asked',
      'http://10.0.0.400/ ERR_TARGET_SPEC line 4: an octet is 0-255',
      'missing.test ERR_RESOLVE no such host name',
    ]);
  });

  it('tells the number of a target that has no line, and what was probably meant', async () => {
    const batches = await all(['10.0.0.1', '10.0.0.9-5', 5 as never]);
    assert.deepEqual(failuresOf(batches), [
      '10.0.0.9-5 ERR_TARGET_SPEC target 2: a range runs from the lower to the higher address (did you mean 10.0.0.5-9?)',
      '5 ERR_TARGET_SPEC target 3: a target is a text',
    ]);
    const [failure] = batches.flatMap(({ failures }) => failures);
    const values = { number: 2, fault: 'a range runs from the lower to the higher address' };
    assert.deepEqual(failureDetails(failure!).values, values);
  });

  it('shows only the beginning of garbage', async () => {
    const batches = await all(targetsOfLines(chunks(`${'x'.repeat(70_000)}\n${'y'.repeat(9000)}`)));
    const failures = batches.flatMap((batch) => batch.failures);
    assert.deepEqual(
      failures.map(({ target }) => target.length),
      [64, 200],
    );
  });

  it('drops what was written the same way lately', async () => {
    assert.deepEqual(addressesOf(await all(['10.0.0.1', '10.0.0.2', '10.0.0.1'])), ['10.0.0.1', '10.0.0.2']);
    const many = Array.from({ length: 10_001 }, (_, index) => `10.1.${index >> 8}.${index & 255}`);
    assert.equal(addressesOf(await all([...many, many[0] as string, many.at(-1) as string])).length, 10_002);
  });

  it('leaves out by name and address, and lets a batch be empty', async () => {
    const resolve: Resolver = async () => [{ address: '10.0.0.7', family: 4 }];
    const batches = await all(['10.0.0.7', 'left-out.test'], { resolve, exclude: 'left-out.test' });
    for (const { entries, planOptions } of batches) assert.equal(createPlan(entries, planOptions).size, 0);
  });

  it('does not begin where a name that is to be left out does not resolve', async () => {
    let isRead = false;
    function* source() {
      isRead = true;
      yield '10.0.0.1';
    }
    await assert.rejects(all(source(), { exclude: 'missing.test' }), { code: 'ERR_RESOLVE' });
    assert.ok(!isRead);
  });

  it('tells of a source that fails, and of one that is empty', async () => {
    async function* broken() {
      yield '10.0.0.1';
      throw Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO' });
    }
    const batches = await all(broken(), {}, { name: 'list.txt' });
    assert.deepEqual(addressesOf(batches), ['10.0.0.1']);
    assert.deepEqual(failuresOf(batches), ['list.txt ERR_TARGET_SPEC the targets could not be read to the end (EIO)']);
    assert.deepEqual(failuresOf(await all([])), ['targets ERR_TARGET_SPEC at least one target is needed']);
  });

  it('ends when it is aborted, with what was read and whatever is still awaited', async () => {
    const controller = new AbortController();
    const never: Resolver = () => new Promise(() => {});
    const { source, feed } = handFed();
    const batches = batchesOf(source, { resolve: never }, { signal: controller.signal });
    const first = batches.next();
    feed('10.0.0.1', 'slow.test');
    await first;
    const second = batches.next();
    controller.abort();
    assert.deepEqual(failuresOf([(await second).value as ResolvedReach]), [
      'slow.test ERR_RESOLVE stopped before the name was resolved',
    ]);
    assert.equal((await batches.next()).done, true);
    assert.deepEqual(await all(['10.0.0.1'], {}, { signal: AbortSignal.abort() }), []);
  });

  it('lets go at once of a source that gives nothing, when its reader leaves', async () => {
    const { source } = handFed();
    const batches = batchesOf(source);
    const first = batches.next();
    await turns();
    await batches.return?.();
    assert.equal((await first).done, true);
  });

  it('closes its source when its reader leaves', async () => {
    let isClosed = false;
    function* source() {
      try {
        for (let host = 0; ; host = (host + 1) % 256) yield `10.0.0.${host}`;
      } finally {
        isClosed = true;
      }
    }
    for await (const _ of batchesOf(source())) break;
    assert.ok(isClosed);
  });

  it('never throws on random lists of bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 100 })), async (list) => {
        for (const { entries, planOptions } of await all(targetsOfLines(chunks(...list))))
          createPlan(entries, planOptions);
      }),
    );
  });
});
