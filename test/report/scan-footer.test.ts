import assert from 'node:assert/strict';
import test from 'node:test';
import { scanEn } from '../../src/cli/messages/en/scan.js';
import { scanZh } from '../../src/cli/messages/zh-cn/scan.js';
import type { HostRecord, MetaRecord, ScanRecord, SummaryRecord } from '../../src/records.js';
import { type ScanTableOptions, scanTable } from '../../src/report/scan-table.js';
import { columnsOf } from '../../src/report/wrap.js';

const META = { type: 'meta', seed: 7, arguments: { order: 'random' } } as unknown as MetaRecord;
const SUMMARY = {
  type: 'summary',
  ...{ asked: 1000, open: 2, closed: 990, filtered: 8, unreachable: 0, unknown: 0, unknownReasons: {} },
  ...{ skipped: 0, absentHosts: 0, sent: 1020, retried: 8, recovered: 0, loss: 0, resumed: 0 },
  missed: { estimate: 0.0001, sampled: 3, sampledAnswers: 0 },
  ...{ failedTargets: 0, complete: true, stopped: false, durationMs: 1234 },
} satisfies SummaryRecord as SummaryRecord;
const HOST: HostRecord = { type: 'host', target: '192.0.2.1', address: '192.0.2.1', states: { closed: '1-1000' } };

function written(records: readonly ScanRecord[], options: Partial<ScanTableOptions> = {}): string {
  const format = scanTable({ words: scanEn.words, width: 200, ...options });
  return records
    .map((record) => {
      if (record.type === 'meta') return format.header(record);
      return record.type === 'summary' ? [...format.footer(record)].join('') : format.row(record);
    })
    .join('');
}

const footer = (change: Partial<SummaryRecord>) => written([META, { ...SUMMARY, ...change }]);

test('where every port answered at once, the account is one line', () => {
  assert.equal(footer({ filtered: 0, retried: 0 }), 'Asked 1,000 in 1.23 s: 2 open, 990 closed.\n');
});

test('silent ports say how many open ones may have been missed, and how that is known', () => {
  assert.match(
    footer({}),
    /\nOpen ports that may have been missed: hardly any \(0 of 3 silent ports answered when asked once more\)\.\n$/,
  );
  assert.match(
    footer({ missed: { estimate: 1.3777, sampled: 120, sampledAnswers: 2 } }),
    /missed: about 1\.4 \(2 of 120 silent/,
  );
  assert.match(
    footer({ missed: { estimate: 0, sampled: 0, sampledAnswers: 0 } }),
    /missed: hardly any \(by the loss\)\./,
  );
});

test('ports that answered only later, and the loss, are told once they matter', () => {
  assert.match(
    footer({ retried: 58, recovered: 41, loss: 0.0317 }),
    /\nOf 58 ports that were silent at first, 41 answered when asked again; 3\.2 % of the probes got lost\.\n/,
  );
  assert.doesNotMatch(footer({ loss: 0.004 }), /got lost/);
});

test('where nobody answered, nothing is claimed about what was missed', () => {
  const nobody = { open: 0, closed: 0, filtered: 1000, loss: null };
  assert.match(footer(nobody), /\nNothing answered: either nobody is there, or all of it is filtered\.\n$/);
  assert.doesNotMatch(footer(nobody), /missed/);
});

test('addresses at which nobody showed up are summed up, and are not said to have no open port', () => {
  const absent = (last: number): HostRecord => ({
    ...HOST,
    address: `192.0.2.${last}`,
    states: { filtered: '22,80' },
    remarks: ['absent'],
  });
  const text = written([META, HOST, absent(2), absent(3), { ...SUMMARY, absentHosts: 2, filtered: 0 }]);
  assert.equal(
    text,
    [
      '192.0.2.1 has no open port.',
      '2 of 3 addresses showed no sign of life and were not asked further (--no-discovery asks them all).',
      'Asked 1,000 in 1.23 s: 2 open, 990 closed.',
      '',
    ].join('\n'),
  );
});

test('what was noticed of a host stands in its section, also where no port of it is listed', () => {
  const limited: HostRecord = { ...HOST, states: { filtered: '1-1000' }, remarks: ['refusals-limited', 'went-silent'] };
  const lines = written([META, limited]).split('\n');
  assert.deepEqual(lines, [
    '192.0.2.1',
    '  It limits how often it refuses: its silent ports may be closed (--patient waits for every refusal).',
    '  It went silent, and did not answer again.',
    '  not shown: 1,000 filtered',
    '',
  ]);
  const waited = written([META, { ...limited, remarks: ['refusals-limited', 'went-silent', 'answers-again'] }], {
    patient: true,
  });
  assert.match(waited, /every refusal was waited for/);
  assert.match(waited, /answered again when it was asked more slowly/);
});

test('a scan that was cut says by which seed it asks in the same order, unless the order is none of chance', () => {
  const cut = { ...SUMMARY, unknown: 5, unknownReasons: { budget: 5 }, complete: false, stopped: true };
  const text = written([META, cut]);
  assert.match(
    text,
    /\nIncomplete: 5 could not be asked \(the time was up\)\.\n--seed 7 asks in the same order again\.\n$/,
  );
  const sequential = { ...META, arguments: { ...META.arguments, order: 'sequential' } } as MetaRecord;
  assert.doesNotMatch(written([sequential, cut]), /--seed/);
});

test('a host that was given up is worded in the account', () => {
  assert.match(
    footer({ unknown: 9, unknownReasons: { 'host-went-silent': 9 }, complete: false }),
    /9 could not be asked \(a host went silent and stayed so\)/,
  );
});

test('the table fits its width in both languages, remarks and account included', () => {
  const remarks: HostRecord['remarks'] = ['refusals-limited', 'went-silent', 'accepts-everything'];
  const account = { ...SUMMARY, absentHosts: 3, recovered: 4, loss: 0.1, complete: false, stopped: true, unknown: 5 };
  for (const { words } of [scanEn, scanZh]) {
    const text = written([META, { ...HOST, remarks }, account], { words, width: 60 });
    assert.deepEqual(
      text.split('\n').filter((line) => columnsOf(line) > 60),
      [],
    );
  }
});
