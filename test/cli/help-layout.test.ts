import assert from 'node:assert/strict';
import test from 'node:test';
import { layOutHelp } from '../../src/cli/help-layout.js';

test('a description is wrapped in its own column, with the kind of its value at the right', () => {
  const help =
    '  -p, --ports  Ports to ask, as numbers or as names  [string] [default: 25]\n  -h           Help  [boolean]';
  assert.equal(
    layOutHelp(help, 40),
    [
      '  -p, --ports  Ports to ask, as numbers',
      '               or as names',
      '                  [string] [default: 25]',
      '  -h           Help            [boolean]',
    ].join('\n'),
  );
});

test('Chinese is wrapped by its columns, and no line begins with a closing mark', () => {
  assert.equal(
    layOutHelp('  --show  列出开放的端口和少量其他端口。  [字符串]', 30),
    ['  --show  列出开放的端口和少量', '          其他端口。  [字符串]'].join('\n'),
  );
});

test('a long example stands on a line of its own, its description below', () => {
  const help = 'Examples:\n  portolan scan localhost -p all  every port\n  short                           a short one';
  assert.equal(
    layOutHelp(help, 40),
    [
      'Examples:',
      '  portolan scan localhost -p all',
      '                    every port',
      '  short             a short one',
    ].join('\n'),
  );
});

test('the empty default of a list is left out', () => {
  assert.equal(layOutHelp('  target  Hosts  [array] [default: []]', 30), '  target  Hosts        [array]');
});

test('a paragraph is wrapped, and no help is wider than 100 columns', () => {
  assert.equal(layOutHelp('one two three', 8), 'one two\nthree');
  const widest = layOutHelp(`  -x  ${'word '.repeat(60)}`, 400)
    .split('\n')
    .map(({ length }) => length);
  assert.ok(Math.max(...widest) <= 100);
});
