import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Import, importsOf, typescriptFiles, withoutComments } from './source-files.js';

/** What a stage may touch beside itself and the nouns. A stage that is not listed here must not exist. */
interface Rule {
  /** Stages whose code it may call. */
  readonly stages: readonly string[];
  /** Files of which it may use types, which are gone after compilation. */
  readonly types: readonly string[];
  /** Packages and modules of Node. */
  readonly modules: RegExp;
}

const NOTHING = /^$/;
/** The nouns that cross stages: everybody may touch them, they touch nothing. */
const NOUNS = ['types.ts', 'errors.ts', 'defaults.ts', 'defaults-dns.ts', 'defaults-identify.ts', 'defaults-mail.ts'];

const RULES: Readonly<Record<string, Rule>> = {
  // Both modules are pure functions: internationalised names, and near spellings.
  spec: { stages: [], types: [], modules: /^(node:url|fastest-levenshtein)$/ },
  // The driver runs any conversation, so it knows the shape of one. The resolver has few threads to share out.
  net: { stages: [], types: ['protocols/types.ts'], modules: /^(node:.*|p-limit)$/ },
  // Of the timers it takes a turn of the event loop; time itself comes from the clock that is handed in.
  scan: { stages: ['net', 'spec'], types: [], modules: /^(p-limit|node:timers\/promises)$/ },
  // Files, and in the lock beside one the process that holds it.
  journal: {
    stages: ['spec'],
    types: [],
    modules: /^node:(crypto|fs|fs\/promises|os|path|process|timers\/promises|zlib)$/,
  },
  protocols: { stages: [], types: [], modules: NOTHING },
  probe: { stages: ['net', 'protocols'], types: [], modules: NOTHING },
  identify: { stages: [], types: [], modules: NOTHING },
  // Digests and signatures of certificates, for DANE.
  mail: { stages: ['probe', 'net', 'protocols'], types: [], modules: /^(node:crypto|p-limit)$/ },
  // Servers for who tests a client: it shares nothing with the clients here, and is loaded by itself.
  testing: { stages: [], types: [], modules: /^node:(net|tls|fs|fs\/promises|events)$/ },
  // It answers the questions that a list of ports asks, so it knows their shape.
  // A copy's checksum is loaded only where there is a copy.
  reference: { stages: [], types: ['spec/types.ts'], modules: /^(node:(crypto|fs|module)|fastest-levenshtein)$/ },
  // Parsers of CSV and XML, for nothing but IANA's files.
  registry: { stages: [], types: [], modules: /^(csv-parse\/sync|saxes)$/ },
  // The system is asked by the file system, or by the library for what it has no files for.
  local: { stages: ['spec'], types: ['reference/types.ts'], modules: /^(node:(fs|os)|systeminformation)$/ },
  report: {
    stages: [],
    types: [
      'plan-record.ts',
      'records.ts',
      'probe-records.ts',
      'mail/types.ts',
      'mail/offers/types.ts',
      'mail/domain/types.ts',
      'reference/index.ts',
      'reference/types.ts',
      'registry/types.ts',
    ],
    modules: /^get-east-asian-width$/,
  },
};

/** Files beside the stages: the composer and its parts, which may touch every stage. */
const COMPOSER = [
  'index.ts',
  'pipeline.ts',
  'probe-pipeline.ts',
  'knowledge.ts',
  'own-signatures.ts',
  'listening.ts',
  'results.ts',
  'unrecognized.ts',
  'reach.ts',
  'reach-rules.ts',
  'reach-stream.ts',
  'agenda.ts',
  'scan-account.ts',
  'scan-batches.ts',
  'scan-inspector.ts',
  'scan-journal.ts',
  'scan-plan.ts',
  'scan-source.ts',
  'scan-summary.ts',
  'scan-threads.ts',
  'scan-worker.ts',
  'server-text.ts',
  'options.ts',
  'option-checks.ts',
  'plan-record.ts',
  'records.ts',
  'probe-records.ts',
  'probe-domains.ts',
  'probe-look.ts',
  'probe-options.ts',
  'probe-service.ts',
  'mail-hosts.ts',
  'findings.ts',
  'version.ts',
];
const NETWORK = /^(node:)?(net|tls|dns|dns\/promises|dgram|http|https|http2|inspector)$/;

const files = typescriptFiles('src');
const imports = [...files].flatMap(([file, text]) => importsOf(file, text));

test('the parser of imports sees every form', () => {
  const text = [
    "import { a } from './a.js';",
    "import type { B } from './b.js';",
    "import { type C, type D } from './c.js';",
    "import e, {\n  f,\n  type G,\n} from 'package';",
    "export * from '../d/index.js';",
    "export type { H } from './h.js';",
    "import './side-effect.js';",
    "const late = await import('./late.js');",
    " * import { x } from './in-a-comment.js';",
  ].join('\n');
  const seen = importsOf('stage/file.ts', text).map(({ to, typeOnly }) => `${to}${typeOnly ? ' (types)' : ''}`);
  assert.deepEqual(seen, [
    'stage/a.ts',
    'stage/b.ts (types)',
    'stage/c.ts (types)',
    'package',
    'd/index.ts',
    'stage/h.ts (types)',
    'stage/side-effect.ts',
    'stage/late.ts',
  ]);
});

test('every file belongs to a stage, to the composer, to the nouns or to the command line', () => {
  const known = new Set([...Object.keys(RULES), ...COMPOSER, ...NOUNS, 'cli']);
  assert.deepEqual(
    [...files.keys()].filter((file) => !known.has(stageOf(file))),
    [],
  );
});

test('every import leads to a file that exists', () => {
  assert.deepEqual(describe(imports.filter(({ to, isOurs }) => isOurs && !files.has(to))), []);
});

for (const [stage, rule] of Object.entries(RULES)) {
  test(`src/${stage} touches only what it may`, () => {
    const own = imports.filter(({ from }) => stageOf(from) === stage);
    assert.ok(own.length > 0, `no imports in src/${stage}: does it exist?`);
    assert.deepEqual(describe(own.filter((each) => !isAllowed(each, stage, rule))), []);
  });
}

test('the nouns touch nothing but nouns', () => {
  assert.deepEqual(describe(imports.filter(({ from, to }) => NOUNS.includes(from) && !NOUNS.includes(to))), []);
});

test('nothing imports the command line', () => {
  const intruders = imports.filter(
    ({ from, to, isOurs }) => isOurs && stageOf(to) === 'cli' && stageOf(from) !== 'cli',
  );
  assert.deepEqual(describe(intruders), []);
});

test('only src/net, and the servers for tests, import the network', () => {
  const intruders = imports.filter(({ from, to }) => NETWORK.test(to) && !['net', 'testing'].includes(stageOf(from)));
  assert.deepEqual(describe(intruders), []);
});

test('only src/net fetches', () => {
  assert.deepEqual(filesWith(/(?<![.\w])fetch\(/), ['net/download.ts']);
});

test('records.ts is types only', () => {
  assert.deepEqual(describe(imports.filter(({ from, typeOnly }) => from === 'records.ts' && !typeOnly)), []);
});

test('index.ts only re-exports', () => {
  const rest = (files.get('index.ts') ?? '')
    .replace(/\/\*\*[\s\S]*?\*\//g, '')
    .replace(/^export (type )?\{[^}]*\} from '[^']+';$/gm, '')
    .trim();
  assert.equal(rest, '');
});

test('only src/reference reads data/', () => {
  const readers = filesWith(/['"`][^'"`\n]*\bdata\/[^'"`\n]*['"`]/);
  assert.deepEqual(readers, ['reference/files.ts']);
});

test('only the command line and src/net look at the process', () => {
  const readers = filesWith(/\bprocess\.(?!nextTick)/);
  assert.deepEqual(
    readers.filter((file) => !['cli', 'net'].includes(stageOf(file))),
    [],
  );
});

test('no file needs itself to be loaded', () => {
  assert.deepEqual(cycles(), []);
});

function isAllowed({ to, isOurs, typeOnly }: Import, stage: string, { stages, types, modules }: Rule): boolean {
  if (!isOurs) return modules.test(to);
  if (NOUNS.includes(to) || stageOf(to) === stage || stages.includes(stageOf(to))) return true;
  return typeOnly && types.includes(to);
}

/** The folder right below src/, or the file's own name where it lies there itself. */
function stageOf(file: string): string {
  return file.split('/', 1)[0] ?? file;
}

function describe(found: readonly Import[]): string[] {
  return found.map(({ from, to, typeOnly }) => `src/${from} imports ${typeOnly ? 'types of ' : ''}${to}`);
}

/** Files whose code, comments aside, holds a pattern. */
function filesWith(pattern: RegExp): string[] {
  return [...files].filter(([, text]) => pattern.test(withoutComments(text))).map(([file]) => file);
}

function cycles(): string[] {
  const next = new Map<string, string[]>();
  for (const { from, to, isOurs, typeOnly } of imports) {
    if (isOurs && !typeOnly) next.set(from, [...(next.get(from) ?? []), to]);
  }
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) found.push([...path.slice(path.indexOf(file)), file].join(' -> '));
    if (done.has(file) || path.includes(file)) return;
    for (const other of next.get(file) ?? []) visit(other, [...path, file]);
    done.add(file);
  };
  for (const file of files.keys()) visit(file, []);
  return found;
}
