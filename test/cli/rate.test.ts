import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { parseRate } from '../../src/cli/rate.js';
import { LEAST_RATE, MAX_RATE } from '../../src/defaults.js';
import { PortolanError } from '../../src/errors.js';

const read = (text: string) => parseRate('--rate', text);
const message = (text: string) => {
  try {
    return String(read(text));
  } catch (error) {
    return (error as Error).message;
  }
};

test('rates are read by the second, minute and hour, with k for thousands', () => {
  const texts = ['500', '500/s', '10k/s', '30/m', '1.5k', '600/min', '3600/h', ' 5 / s ', '1/m'];
  assert.deepEqual(texts.map(read), [500, 500, 10_000, 0.5, 1500, 10, 1, 5, 1 / 60]);
});

test('a rate of nothing or of too much is refused with what is allowed', () => {
  for (const text of ['0', '0/s', '1/h', '2000k/s', '999999999']) {
    assert.match(message(text), /such as 500, 10k\/s or 30\/m, from 1\/m to 1000000\/s$/);
  }
});

test('a rate in other words is refused with what was probably meant', () => {
  assert.match(message('500pps'), /did you mean 500\/s\?/);
  assert.match(message('30m'), /did you mean 30\/m\?/);
  assert.match(message('500 per second'), /did you mean 500\/s\?/);
  for (const text of ['', 'fast', '-5', '1e3', '0x10', '5/day', '/s']) assert.match(message(text), /such as 500/);
});

test('any text is a rate in range or a PortolanError of one line', () => {
  const texts = fc.oneof(fc.string(), fc.stringMatching(/^[0-9]{1,7}[.k]?[0-9]?(\/[smhk])?$/));
  fc.assert(
    fc.property(texts, (text) => {
      try {
        const rate = read(text);
        assert.ok(rate >= LEAST_RATE && rate <= MAX_RATE);
      } catch (error) {
        assert.ok(error instanceof PortolanError);
        assert.doesNotMatch(error.message, /\n/);
      }
    }),
  );
});
