import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { withRequests } from '../../scripts/docs/request-table.js';
import { compileOwnSignatures } from '../../src/own-signatures.js';
import { PROTOCOLS } from '../../src/protocols/index.js';
import { FILES, requestName, requestsOf } from '../identify/signature-files.js';
import { EXAMPLES } from '../protocols/examples.js';
import { ROOT } from '../structure/source-files.js';

const PAGE = readFileSync(`${ROOT}docs/identification.md`, 'utf8').replaceAll('\r\n', '\n');

test('the page lists what is sent, to the byte (npm run build:docs writes it)', () => {
  assert.equal(withRequests(PAGE), PAGE);
  for (const { name } of PROTOCOLS) assert.ok(PAGE.includes(`| **${name}**`), name);
});

test('the page names every further fact that examples give', () => {
  const section = PAGE.slice(PAGE.indexOf('### Further facts'), PAGE.indexOf('### What nobody recognised'));
  const listed = new Set([...section.matchAll(/`([a-z][A-Za-z0-9]*)`/g)].map(([, name]) => name));
  const given = new Set(saidInExamples().flatMap(([text, request]) => factsOf(text, request)));
  assert.ok(given.size > 20);
  assert.deepEqual(
    [...given].filter((name) => !listed.has(name)),
    [],
  );
});

test('the signature file of the page is one', async () => {
  const [, json = ''] = /```json\n([\s\S]*?)```/.exec(PAGE) ?? [];
  const { signatures } = await compileOwnSignatures([{ name: 'page', content: JSON.parse(json) }]);
  assert.equal(signatures[0]?.pattern.exec('ACME 42 at your service\r\n')?.[1], '42');
});

/** What servers say, and the requests that it answers. */
function saidInExamples(): (readonly [text: string, request: string])[] {
  const ofProtocols = Object.values(EXAMPLES).map(({ text, request }) => [text, request] as const);
  const ofSignatures = FILES.flatMap((file) =>
    file.signatures.flatMap((entry) =>
      entry.examples.flatMap(({ text, on }) => {
        const requests = on === undefined ? requestsOf(file, entry) : [requestName(file.protocol, on)];
        return text === undefined ? [] : requests.map((request) => [text, request] as const);
      }),
    ),
  );
  return [...ofProtocols, ...ofSignatures];
}

function factsOf(text: string, request: string): string[] {
  return PROTOCOLS.flatMap((protocol) => {
    const recognition =
      request === 'greeting' ? protocol.recognize(text) : (protocol.recognizeReply?.(text, request) ?? null);
    return Object.keys(recognition?.extra ?? {});
  });
}
