import assert from 'node:assert/strict';
import test from 'node:test';
import { WaitingList } from '../../src/scan/waiting.js';

test('an entry is taken when its time has come, not before', () => {
  const list = new WaitingList<string>();
  list.add('probe', 100);
  assert.equal(list.nextAt, 100);
  assert.equal(list.take(99), undefined);
  assert.equal(list.take(100), 'probe');
  assert.equal(list.take(100), undefined);
  assert.equal(list.nextAt, Number.POSITIVE_INFINITY);
});

test('ten thousand entries come out in the order in which they went in, and the list is empty then', () => {
  const list = new WaitingList<number>();
  const taken: number[] = [];
  for (let item = 0; item < 10_000; item += 1) {
    list.add(item, 0);
    if (item % 3 === 0) taken.push(list.take(0) as number);
  }
  while (list.size > 0) taken.push(list.take(0) as number);
  assert.deepEqual(
    taken,
    Array.from({ length: 10_000 }, (_, item) => item),
  );
});
