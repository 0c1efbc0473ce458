import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { MetaRecord, ResultRecord } from '../../src/records.js';
import { jsonText } from '../../src/report/json.js';
import { scanJson } from '../../src/report/scan-json.js';
import { scanNdjson } from '../../src/report/scan-ndjson.js';

/** Whatever a terminal or an editor could obey. */
const OBEYED = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
const HOSTILE = 'a\u007f\u0080\u009b31m\u009f\u00ad\u061c\u200b\u200e\u2028\u2029\u202e\u2066\ufeff\u{e0041}\u001b[2Jz';

test('controls, bidi, zero width and separators are escaped, beyond U+FFFF as a pair', () => {
  assert.equal(jsonText('\u007f\u009b\u202e\u2028\ufeff'), '"\\u007f\\u009b\\u202e\\u2028\\ufeff"');
  assert.equal(jsonText('\u{e0041}'), '"\\udb40\\udc41"');
  assert.equal(jsonText({ '\u202e': HOSTILE }).match(OBEYED), null);
});

test('all other text stays as it is', () => {
  assert.equal(jsonText({ text: 'Grüße, 端口 ⚓ "\\"' }), JSON.stringify({ text: 'Grüße, 端口 ⚓ "\\"' }));
  assert.equal(jsonText({ list: [1, null, true] }, 2), '{\n  "list": [\n    1,\n    null,\n    true\n  ]\n}');
});

test('any text comes back exactly', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), (value) => {
      assert.deepEqual(JSON.parse(jsonText(value, 1)), value);
      assert.equal(jsonText(value).match(OBEYED), null);
    }),
  );
});

test('the JSON and the NDJSON of a scan hold nothing that a terminal obeys', () => {
  const record = { type: 'result', address: '127.0.0.1', port: 25, banner: HOSTILE } as unknown as ResultRecord;
  const meta = { type: 'meta', arguments: { targets: [HOSTILE] } } as unknown as MetaRecord;
  const host = { type: 'host', target: HOSTILE, address: '127.0.0.1', states: {} } as const;
  const failure = { type: 'failure', target: HOSTILE, code: 'ERR_RESOLVE', message: HOSTILE } as const;
  const summary = { type: 'summary' } as Parameters<ReturnType<typeof scanJson>['footer']>[0];
  for (const format of [scanJson(), scanNdjson()]) {
    const rows = [record, host, failure].map((row) => format.row(row));
    const text = [format.header(meta), ...rows, ...format.footer(summary)].join('');
    assert.equal(text.replaceAll('\n', '').match(OBEYED), null);
    assert.match(text, /\\u009b31m/);
  }
});
