import assert from 'node:assert/strict';
import test from 'node:test';
import command from '../../../src/cli/commands/lookup.js';
import type { CliContext } from '../../../src/cli/context.js';
import { PortolanError } from '../../../src/errors.js';
import { captureOutput } from '../../helpers/captured-output.js';

async function run(query: string[], json = false) {
  const { written, streams } = captureOutput();
  let code = -1;
  const setExitCode = (given: number) => {
    code = given;
  };
  const context: CliContext = { ...streams, language: 'en', signal: new AbortController().signal, setExitCode };
  await command.handler({ query, json, context });
  return { out: written.stdout, err: written.stderr, code };
}

test('a found query exits 0 with the answer on stdout', async () => {
  const { out, err, code } = await run(['smtp']);
  assert.match(out, /^Port 25: smtp\n/);
  assert.deepEqual({ err, code }, { err: '', code: 0 });
});

test('a query that finds nothing exits 1 with near names on stderr', async () => {
  const { out, err, code } = await run(['htpt', 'smtp']);
  assert.match(out, /^Nothing is called htpt; the nearest is http:\nPort 80: http[\s\S]*\n\nPort 25: smtp\n/);
  assert.match(err, /^"htpt": no such port, service or protocol \(did you mean http, /);
  assert.equal(code, 1);
});

test('JSON is one object for one query and an array for several', async () => {
  const one = JSON.parse((await run(['25'], true)).out);
  assert.deepEqual(Object.keys(one), ['query', 'matches', 'notes', 'suggestions']);
  assert.equal(one.matches[0].names[0], 'smtp');
  const several = JSON.parse((await run(['25', 'htpt'], true)).out);
  assert.deepEqual(
    several.map(({ query }: { query: string }) => query),
    ['25', 'htpt'],
  );
});

test('words that name nothing by themselves are one text', async () => {
  const { out, code } = await run(['post', 'office']);
  assert.match(out, /^Port 110: pop3\n/);
  assert.equal(code, 0);
  assert.match(
    (await run(['550', '5.7.1', 'Relaying', 'denied'])).out,
    /^SMTP reply 550: [\s\S]*\n\nSMTP enhanced status code 5\.7\.1: /,
  );
});

test('a malformed query is thrown before anything is printed', async () => {
  await assert.rejects(
    () => run(['25', '65536']),
    (error) => error instanceof PortolanError && error.code === 'ERR_QUERY',
  );
});

test('control characters of a query are shown, not obeyed', async () => {
  assert.match((await run(['\u001b[2Jx'])).err, /^"\\x1b\[2Jx": /);
});
