import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { probeEn } from '../../src/cli/messages/en/probe.js';
import { scanEn } from '../../src/cli/messages/en/scan.js';
import { scan } from '../../src/pipeline.js';
import { probe } from '../../src/probe-pipeline.js';
import type { ProbeRecord } from '../../src/probe-records.js';
import type { ResultRecord, ScanRecord } from '../../src/records.js';
import { probeText } from '../../src/report/probe-text.js';
import { scanTable } from '../../src/report/scan-table.js';
import { serve } from '../helpers/server.js';

const ESC = '\x1b';
/** Characters that a terminal or an editor may obey. Line ends are the report's own. */
const OBEYED = /[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

interface Shown {
  readonly result: ResultRecord;
  readonly probed: ProbeRecord;
  /** What a person sees of both. */
  readonly texts: readonly string[];
}

/** Scans and probes a server with this greeting, as the command line does, and shows the results. */
async function show(t: TestContext, greeting: Buffer): Promise<Shown> {
  const { port } = await serve(t, (socket) => {
    socket.write(greeting);
    socket.once('data', () => socket.end());
  });
  const options = { targets: '127.0.0.1', ports: String(port), probeTimeoutMs: 400 };
  const table = scanTable({ words: scanEn.words, width: 200 });
  let text = '';
  let result: ResultRecord | undefined;
  const write: Record<ScanRecord['type'], (record: never) => string> = {
    meta: table.header,
    result: table.row,
    host: table.row,
    notice: table.row,
    failure: table.row,
    summary: (record) => [...table.footer(record)].join(''),
  };
  for await (const record of scan(options)) {
    if (record.type === 'result') result = record;
    text += write[record.type](record as never);
  }
  const probed: ProbeRecord[] = [];
  for await (const record of probe({ ...options, retryAfterMs: 0 })) if (record.type === 'probe') probed.push(record);
  assert.ok(result !== undefined && probed[0] !== undefined);
  return {
    result,
    probed: probed[0],
    texts: [text, probeText(probed[0], { words: probeEn.words, width: 200 }).join('\n')],
  };
}

const HOSTILE: readonly (readonly [what: string, greeting: Buffer])[] = [
  ['terminal commands', Buffer.from(`220 ${ESC}[2J${ESC}]0;owned\x07${ESC}[31m.portolan.test ESMTP\r\n`)],
  ['C1 controls as single bytes', Buffer.from('220 mail \x9b2J\x9d0;owned\x9c ESMTP\r\n', 'latin1')],
  ['NULs and backspaces', Buffer.from('220 mail\0.portolan.test\b\b\b ESMTP\r\n')],
  ['text that turns its direction', Buffer.from('220 mail \u202egpj.exe\u2066 \u200b ESMTP\r\n')],
  [
    'bad UTF-8',
    Buffer.from([...Buffer.from('220 '), 0xc3, 0x28, 0xff, 0xfe, 0xed, 0xa0, 0x80, ...Buffer.from(' ESMTP\r\n')]),
  ],
  ['line ends of other systems', Buffer.from('220-mail\rESMTP\x0b\x0c\x85\u2028\r\n220 bye\r\n')],
  ['an SSH version', Buffer.from(`SSH-2.0-${ESC}[2J\0x ${ESC}c\r\n`)],
  ['a POP3 host', Buffer.from(`+OK <1.2@${ESC}[2J.test>\r\n`)],
];

for (const [what, greeting] of HOSTILE) {
  test(`${what} in a greeting: exact for programs, shown and not obeyed for people`, async (t) => {
    const { result, probed, texts } = await show(t, greeting);
    for (const { banner, bannerBase64 } of [result, probed]) {
      const exact = bannerBase64 === undefined ? Buffer.from(banner ?? '') : Buffer.from(bannerBase64, 'base64');
      assert.deepEqual(exact, greeting);
      assert.equal(banner, greeting.toString('utf8'));
    }
    for (const text of texts) assert.doesNotMatch(text, OBEYED);
    const { text, base64 } = JSON.parse(JSON.stringify(probed)).transcript[0];
    assert.deepEqual(base64 === undefined ? Buffer.from(text) : Buffer.from(base64, 'base64'), greeting);
  });
}

test('a plain greeting is shown as it is, and has no second form', async (t) => {
  const { result, texts } = await show(t, Buffer.from('220 mail.portolan.test ESMTP Gr\u00fc\u00dfe\r\n'));
  assert.equal(result.banner, '220 mail.portolan.test ESMTP Gr\u00fc\u00dfe\r\n');
  assert.equal('bannerBase64' in result, false);
  assert.match(texts[1] ?? '', /220 mail\.portolan\.test ESMTP Gr\u00fc\u00dfe/);
});

test('what a server claims to offer is shown and not obeyed', async (t) => {
  const endpoint = await serve(t, (socket) => {
    socket.write('220 mail.portolan.test ESMTP\r\n');
    socket.on('data', () => socket.write(`250-x\r\n250-${ESC}[2J\u202e\x9b\r\n250 HELP\r\n`, 'latin1'));
  });
  for await (const record of probe({ targets: '127.0.0.1', ports: String(endpoint.port), probeTimeoutMs: 400 })) {
    assert.ok(record.type === 'probe');
    assert.equal(record.capabilities?.length, 2);
    assert.doesNotMatch(probeText(record, { words: probeEn.words }).join('\n'), OBEYED);
  }
});
