import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { PortolanError } from '../../src/errors.js';
import { type TargetText, targetsOfLines } from '../../src/spec/target-lines.js';

async function* chunksOf<Chunk>(chunks: Iterable<Chunk>): AsyncGenerator<Chunk> {
  yield* chunks;
}

async function read(...chunks: readonly (string | Uint8Array)[]): Promise<TargetText[]> {
  const targets: TargetText[] = [];
  for await (const target of targetsOfLines(chunksOf(chunks))) targets.push(target);
  return targets;
}

async function shown(...chunks: readonly (string | Uint8Array)[]): Promise<string[]> {
  return (await read(...chunks)).map(({ text, line }) => `${line} ${text}`);
}

const bytes = (text: string) => new TextEncoder().encode(text);

describe('targetsOfLines', () => {
  it('reads one target or more a line, with its number', async () => {
    assert.deepEqual(await shown('a b\n\n  c\t d  \ne'), ['1 a', '1 b', '3 c', '3 d', '4 e']);
  });

  it('skips comments, but not the fragment of a URL', async () => {
    assert.deepEqual(await shown('# all\na # the first\n#b\nhttp://c/#d\n\t# e'), ['2 a', '4 http://c/#d']);
  });

  it('takes any ends of lines, and a byte order mark', async () => {
    const expected = ['1 a', '2 b', '3 c', '5 d'];
    for (const text of ['\ufeffa\r\nb\rc\n\nd', '\ufeffa\nb\r\nc\r\n\r\nd\r\n']) {
      assert.deepEqual(await shown(text), expected);
      assert.deepEqual(await shown(bytes(text)), expected);
    }
  });

  it('reads nothing from nothing', async () => {
    for (const text of ['', '\n', '\ufeff', ' \r\n\t']) assert.deepEqual(await shown(text), []);
  });

  it('reads the same however it is cut', async () => {
    const text = '\ufeffmüller.example\r\n\r10.0.0.1 ☎.example # 例子\r\n例子.example\n';
    const whole = await shown(text);
    assert.equal(whole.length, 4);
    const all = bytes(text);
    for (let cut = 0; cut <= all.length; cut++) {
      assert.deepEqual(await shown(all.slice(0, cut), all.slice(cut)), whole);
    }
    assert.deepEqual(await shown(...Array.from(all, (byte) => Uint8Array.of(byte))), whole);
    assert.deepEqual(await shown(...text), whole);
  });

  it('gives a line that is too long as a fault, and goes on behind it', async () => {
    const long = Array.from({ length: 40_000 }, () => 'a ').join('');
    for (const cut of [1, 1000, 65_536, long.length]) {
      const [first, fault, last, ...more] = await read('b\n', long.slice(0, cut), long.slice(cut), '\nc');
      assert.deepEqual(more, []);
      assert.deepEqual([first?.text, last], ['b', { text: 'c', line: 3 }]);
      assert.deepEqual([fault?.line, fault?.text.length], [2, 64]);
      assert.ok(fault?.fault instanceof PortolanError && fault.fault.code === 'ERR_TARGET_SPEC');
    }
  });

  it('takes a line of just the length that is allowed', async () => {
    assert.deepEqual(await read('a'.repeat(65_536)), [{ text: 'a'.repeat(65_536), line: 1 }]);
  });

  it('drops the line that was under way when the source failed', async () => {
    async function* broken() {
      yield 'a\n10.0.0.1';
      throw new Error('gone');
    }
    const targets: string[] = [];
    await assert.rejects(async () => {
      for await (const { text } of targetsOfLines(broken())) targets.push(text);
    }, /gone/);
    assert.deepEqual(targets, ['a']);
  });

  it('never throws on random bytes, and its lines count up', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 200 })), async (chunks) => {
        let before = 1;
        for (const { text, line } of await read(...chunks)) {
          assert.ok(line >= before && text !== '' && !/\s/.test(text));
          before = line;
        }
      }),
    );
  });
});
