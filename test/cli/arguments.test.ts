import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { joined, parseWholeNumber, single, splitGluedPorts } from '../../src/cli/arguments.js';
import { parseDuration } from '../../src/cli/duration.js';
import { wantsColour } from '../../src/cli/streams.js';
import { PortolanError } from '../../src/errors.js';

test('durations are read with their units', () => {
  const read = (text: string) => parseDuration('--timeout', text, 120_000);
  assert.deepEqual(['500ms', '2s', '1.5s', '1m', '2S', ' 3s '].map(read), [500, 2000, 1500, 60_000, 2000, 3000]);
  assert.equal(parseDuration('--budget', '2h', 604_800_000), 7_200_000);
  assert.throws(() => parseDuration('--budget', '200h', 604_800_000), /from 1ms to 168h/);
});

test('a duration without a unit, of nothing or of too much is refused with what is allowed', () => {
  const message = (text: string) => {
    try {
      return parseDuration('--timeout', text, 120_000);
    } catch (error) {
      return (error as Error).message;
    }
  };
  assert.match(String(message('500')), /did you mean 500ms\?/);
  assert.match(String(message('3')), /did you mean 3s\?/);
  for (const text of ['0', '0s', '0.1ms', '3m', '999999999m']) assert.match(String(message(text)), /from 1ms to 2m/);
  for (const text of ['', '-1s', '1h', 'soon', '1e3ms', '0x10ms']) assert.match(String(message(text)), /such as 500ms/);
});

test('any text is a duration in range or a PortolanError', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      try {
        const ms = parseDuration('--timeout', text, 120_000);
        assert.ok(Number.isInteger(ms) && ms >= 1 && ms <= 120_000);
      } catch (error) {
        assert.ok(error instanceof PortolanError);
      }
    }),
  );
});

test('glued ports are split from their option, everything else and what follows -- stays', () => {
  assert.deepEqual(splitGluedPorts(['scan', '-p25,80', '-p-', '-p=1', '-p', '1', '-open', '-4q', '--ports=2']), [
    ...['scan', '-p', '25,80', '-p', '-', '-p=1', '-p', '1', '-open', '-4q', '--ports=2'],
  ]);
  assert.deepEqual(splitGluedPorts(['--', '-p25']), ['--', '-p25']);
});

test('an option that makes sense once is refused twice; lists are joined', () => {
  assert.equal(single('--timeout', '1s'), '1s');
  assert.throws(() => single('--timeout', ['1s', '2s']), /only once/);
  assert.equal(joined(['25', '80,443']), '25,80,443');
  assert.equal(joined(undefined), undefined);
});

test('users of other scanners may write -iL for a list of targets', () => {
  assert.deepEqual(splitGluedPorts(['scan', '-iL', 'hosts.txt', '--', '-iL']), [
    ...['scan', '-i', 'hosts.txt', '--', '-iL'],
  ]);
});

test('whole numbers are digits only, and in their range', () => {
  assert.equal(parseWholeNumber('--retries', '3', 0, 20), 3);
  assert.equal(parseWholeNumber('--seed', '9007199254740991', 0), Number.MAX_SAFE_INTEGER);
  for (const text of ['', '-1', '1.5', '1e3', '0x1', 'one', '21'])
    assert.throws(() => parseWholeNumber('--retries', text, 0, 20));
});

test('any text is a whole number in its range or a PortolanError', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.nat().map(String)), (text) => {
      try {
        const number = parseWholeNumber('--threads', text, 1, 8);
        assert.ok(Number.isInteger(number) && number >= 1 && number <= 8);
      } catch (error) {
        assert.ok(error instanceof PortolanError);
      }
    }),
  );
});

test('colour follows NO_COLOR, then FORCE_COLOR, then the terminal', () => {
  assert.equal(wantsColour(true, {}), true);
  assert.equal(wantsColour(true, { TERM: 'dumb' }), false);
  assert.equal(wantsColour(undefined, {}), false);
  assert.equal(wantsColour(undefined, { FORCE_COLOR: '1' }), true);
  assert.equal(wantsColour(true, { FORCE_COLOR: '0' }), false);
  assert.equal(wantsColour(true, { NO_COLOR: '1', FORCE_COLOR: '1' }), false);
  assert.equal(wantsColour(true, { NO_COLOR: '' }), true);
});
