import assert from 'node:assert/strict';
import test from 'node:test';
import { probeEn } from '../../src/cli/messages/en/probe.js';
import type { TranscriptEntry } from '../../src/net/converse.js';
import { explainLine } from '../../src/reference/explain.js';
import { transcriptLines } from '../../src/report/probe-transcript.js';
import { PLAIN } from '../../src/report/text.js';
import { probed } from '../helpers/probe-records.js';

/** What is explained of lines of a server, in their order. */
function explainedIn(lines: readonly string[]): string[] {
  const transcript = lines.map(
    (line, index): TranscriptEntry => ({
      ...{ from: line.startsWith('C: ') ? 'client' : 'server', text: line.replace(/^C: /, ''), atMs: index },
      connection: 1,
    }),
  );
  const text = transcriptLines(probed(25, { transcript }), {
    ...{ words: probeEn.words, width: 200, style: PLAIN, explained: new Set<string>() },
    explain: (protocol, line, from, context) => explainLine(protocol, line, from, 'en', context),
  });
  return text.flatMap((line) => /^ += (\S+): /.exec(line)?.[1] ?? []);
}

test('a reply with an enhanced code is explained whole, the reply code first, each pair once', () => {
  assert.deepEqual(explainedIn(['220 mail.example.org ESMTP\r\n', '220 2.0.0 Ready to start TLS\r\n']), [
    ...['220', '220', '2.0.0'],
  ]);
  assert.deepEqual(explainedIn(['250 2.1.0 Ok\r\n', '250 2.1.5 Ok\r\n', '250 2.1.0 Ok\r\n']), [
    ...['250', '2.1.0', '250', '2.1.5'],
  ]);
  assert.deepEqual(explainedIn(['221 2.0.0 Bye\r\n', '250 2.0.0 Ok\r\n']), ['221', '2.0.0', '250', '2.0.0']);
});

test('what was explained once is not explained again', () => {
  assert.deepEqual(explainedIn(['C: QUIT\r\n', '221 bye\r\n', 'C: QUIT\r\n', '221 bye\r\n']), ['QUIT', '221']);
});
