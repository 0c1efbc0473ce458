import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { openJournal } from '../../src/journal/index.js';
import { folderFor, headerOf, NOON, openPort, verdict, written } from './samples.js';

const folder = new URL('../../schema/', import.meta.url);
const read = (name: string) => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
const ajv = new Ajv2020({ strict: true, strictTypes: false, formats: { 'date-time': true } });
ajv.addSchema(read('common.schema.json'));
const validate = ajv.compile(read('journal.schema.json'));

test('every line of a journal is what journal.schema.json says', async (t) => {
  const path = join(folderFor(t), 'scan.journal');
  const open = openPort(25);
  const result = { ...open.result, transport: 'tcp', service: null } as NonNullable<typeof open.result>;
  const remark = { target: '192.0.2.0/28', address: '192.0.2.3', remark: 'absent', at: NOON };
  const own = { target: '192.0.2.1', rttMs: null };
  const later = [
    verdict(1),
    verdict(2, { rttMs: 1.5, at: NOON + 3 }),
    verdict(3, own),
    verdict(4, { ...own, at: NOON + 1 }),
  ];
  await written(path, [later, [{ ...open, result }, remark]], {
    header: headerOf({}, { shard: { index: 1, count: 2 } }),
  });
  const resumed = await openJournal({ resume: [path], header: headerOf() });
  resumed.appendNames({ 'mail.example.org': ['192.0.2.25'] });
  await resumed.close();
  await written(`${path}.stream`, [], { header: headerOf({ targets: null }) });

  const lines = [path, `${path}.stream`].flatMap((each) => readFileSync(each, 'utf8').trimEnd().split('\n'));
  const types = lines.map((line) => {
    const members: Record<string, unknown> = JSON.parse(line);
    assert.equal(validate(members), true, `${line}: ${ajv.errorsText(validate.errors)}`);
    assert.equal(validate({ ...members, extra: 1 }), false, line);
    for (const name of Object.keys(members).filter((each) => each !== 'target')) {
      const { [name]: _left, ...rest } = members;
      assert.equal(validate(rest), false, `${line} without ${name}`);
    }
    return members['type'];
  });
  assert.deepEqual([...new Set(types)].sort(), ['journal', 'names', 'remarks', 'result', 'resumed', 'verdicts']);
});
