import assert from 'node:assert/strict';
import test from 'node:test';
import { loadTexts, type Texts } from '../../../src/cli/messages/index.js';
import { reasonZh } from '../../../src/cli/messages/zh-cn/states.js';
import { typescriptFiles, withoutComments } from '../../structure/source-files.js';

const files = typescriptFiles('src');
const names = [...files.keys()].flatMap((file) => /^cli\/messages\/zh-cn\/([\w-]+)\.ts$/.exec(file)?.[1] ?? []);
const loaded = names.filter(
  (name) => !/problems$|^(?:states|durations|facts|mail|offers)$/.test(name),
) as (keyof Texts)[];

/** Names, which are the same in every language. */
const SAME = /^(?:STARTTLS|TLS|PID|MTA-STS|DANE|C:|S:|TLS:)$/;

/** Every text of a tree by its path, functions left out. */
function textsOf(tree: unknown, path = ''): [path: string, text: string][] {
  if (typeof tree === 'string') return [[path, tree]];
  if (typeof tree !== 'object' || tree === null) return [];
  return Object.entries(tree).flatMap(([key, value]) => textsOf(value, `${path}/${key}`));
}

for (const name of loaded) {
  test(`every text of ${name} has its Chinese`, async () => {
    const [english, chinese] = [await loadTexts('en', name), await loadTexts('zh-CN', name)];
    const untranslated = textsOf(chinese).filter(([path, text]) => /[a-z]/i.test(text) && !isChinese(path, text));
    assert.deepEqual(untranslated, []);
    assert.deepEqual(Object.keys(chinese).sort(), Object.keys(english).sort());
  });
}

/** A command line of an example is the same in every language. */
function isChinese(path: string, text: string): boolean {
  return /\p{Script=Han}/u.test(text) || SAME.test(text) || /^\/examples\/\d+\/0$/.test(path);
}

test('Chinese texts use full-width punctuation between Chinese, and blanks beside Latin words', async () => {
  for (const name of loaded) {
    for (const [path, text] of textsOf(await loadTexts('zh-CN', name))) {
      assert.doesNotMatch(text, /\p{Script=Han}[,;?!]|[,;?!]\p{Script=Han}/u, `${name}${path}`);
      assert.doesNotMatch(text, /\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u, `${name}${path}`);
    }
  }
});

test('every reason that a scan can give has its Chinese', () => {
  const stages = [...files]
    .filter(([file]) => /^(?:net|scan|probe)\//.test(file))
    .map(([, text]) => withoutComments(text));
  const reasons = stages.flatMap((code) => [
    ...[...code.matchAll(/\boutcome\('\w+', '([\w-]+)'/g)].map((match) => match[1] as string),
    ...[...code.matchAll(/\breason: '([\w-]+)'/g)].map((match) => match[1] as string),
  ]);
  assert.ok(reasons.length > 20);
  assert.deepEqual(
    [...new Set(reasons)].filter((reason) => !/\p{Script=Han}/u.test(reasonZh(reason))),
    [],
  );
});

test('texts are loaded by language and command only: nobody imports them statically', () => {
  const statically = [...files].flatMap(([file, text]) =>
    [...text.matchAll(/^import (?!type )[^;]*?from '([^']*\/(?:en|zh-cn)\/\w+\.js)';$/gm)].map(
      (match) => `${file} imports ${match[1]}`,
    ),
  );
  assert.deepEqual(statically, []);
});
