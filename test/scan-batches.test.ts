import assert from 'node:assert/strict';
import test from 'node:test';
import { withCalls } from '../src/scan-batches.js';

/** Batches that somebody gives out by hand. */
class Source {
  hasEnded = false;
  #give: (result: IteratorResult<readonly number[]>) => void = () => {};
  #fail: (error: Error) => void = () => {};

  give(...items: number[]): void {
    this.#give({ done: false, value: items });
  }

  fail(error: Error): void {
    this.#fail(error);
  }

  end = (): void => {
    this.hasEnded = true;
    this.#give({ done: true, value: undefined });
  };

  async *batches(): AsyncGenerator<readonly number[]> {
    for (;;) {
      const next = await new Promise<IteratorResult<readonly number[]>>((resolve, reject) => {
        this.#give = resolve;
        this.#fail = reject;
      });
      if (next.done) return;
      yield next.value;
    }
  }
}

function start() {
  const source = new Source();
  let call = () => {};
  const onStart = (wake: () => void) => {
    call = wake;
  };
  const reader = withCalls(source.batches(), { onStart, onLeave: source.end });
  return { source, reader, call: () => call() };
}

test('a call gives an empty batch while there is none, and loses none', async () => {
  const { source, reader, call } = start();
  let next = reader.next();
  call();
  assert.deepEqual((await next).value, []);
  next = reader.next();
  source.give(1, 2);
  assert.deepEqual((await next).value, [1, 2]);
  next = reader.next();
  call();
  call();
  assert.deepEqual((await next).value, []);
  next = reader.next();
  source.end();
  assert.deepEqual(await next, { done: true, value: undefined });
});

test('a call between two batches is not forgotten', async () => {
  const { source, reader, call } = start();
  const first = reader.next();
  source.give(1);
  assert.deepEqual((await first).value, [1]);
  call();
  assert.deepEqual((await reader.next()).value, []);
  await reader.return(undefined);
  assert.equal(source.hasEnded, true);
});

test('a reader that leaves while nothing comes does not wait for it', async () => {
  const { source, reader, call } = start();
  const next = reader.next();
  call();
  await next;
  await reader.return(undefined);
  assert.equal(source.hasEnded, true);
});

test('what goes wrong at the source goes wrong at the reader', async () => {
  const { source, reader } = start();
  const next = reader.next();
  source.fail(new Error('broken'));
  await assert.rejects(next, /broken/);
});
