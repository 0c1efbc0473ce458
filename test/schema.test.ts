import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { after, before, test } from 'node:test';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { type Entry, lookup, type ScanRecord, scan, search } from '../src/index.js';
import { scanJson } from '../src/report/scan-json.js';
import { cli, closedPort } from './cli/run-cli.js';
import { ajv, assertDescribed, files, membersOf, readSchema } from './helpers/schemas.js';
import { simulate } from './helpers/simulated-scan.js';

let mail: Server;
let closed: number;

before(async () => {
  mail = createServer(speakSmtp).listen(0, '127.0.0.1');
  await once(mail, 'listening');
  closed = await closedPort();
});

after(() => mail.close());

test('every schema is sound, and every member of it says what it means', () => {
  for (const name of files) {
    assert.equal(ajv.validateSchema(readSchema(name)), true, ajv.errorsText());
    for (const [path, member] of membersOf(readSchema(name), name)) {
      const { description, $ref } = member;
      assert.ok(typeof description === 'string' || typeof $ref === 'string', `${path} has no description`);
    }
  }
});

test('a scan on the command line prints what scan.schema.json says', async () => {
  const ports = `${portOf(mail)},${closed}`;
  const { code, stdout } = await cli('scan', '127.0.0.1', '-p', ports, '--json');
  assert.equal(code, 0);
  const document = JSON.parse(stdout);
  assert.deepEqual(document.results.map(({ state }: { state: string }) => state).sort(), ['closed', 'open']);
  assertDescribed('scan.schema.json', document);
});

test('a scan whose name does not resolve prints its failure as scan.schema.json says', async () => {
  const document = documentOf(await recordsOfFailingScan());
  assert.equal(document.failures.length, 1);
  assertDescribed('scan.schema.json', document);
});

test('a scan that notices something of hosts, with every limit set, prints what scan.schema.json says', async () => {
  const records = await recordsOfRemarkableScan();
  const document = documentOf(records);
  assert.deepEqual(
    document.notices.map(({ remark }: { remark: string }) => remark),
    ['accepts-everything'],
  );
  assert.deepEqual([document.meta.planned, document.meta.arguments.shard], [null, '1/1']);
  assert.equal(document.summary.absentHosts, 3);
  assertDescribed('scan.schema.json', document);
});

test('each line of a scan in NDJSON is what scan-record.schema.json says', async () => {
  const { stdout } = await cli('scan', '127.0.0.1', '-p', `${portOf(mail)},${closed}`, '--ndjson');
  const lines = stdout.trimEnd().split('\n');
  const remarkable = (await recordsOfRemarkableScan()).filter(({ type }) => type === 'notice');
  const records = [...lines.map((line) => JSON.parse(line)), ...(await recordsOfFailingScan()), ...remarkable];
  const types = new Set(records.map(({ type }) => type));
  assert.deepEqual([...types].sort(), ['failure', 'host', 'meta', 'notice', 'result', 'summary']);
  for (const record of records) assertDescribed('scan-record.schema.json', record);
});

test('lookups of ports, ranges, names, protocols and nothing print what lookup.schema.json says', async () => {
  const queries = ['25', '20-25', '6000', '49152', '0', 'smtp', 'smtp/udp', 'post office', 'proto:6', 'proto:253'];
  const words = [
    '550 5.7.1 Relaying denied',
    'smtp:599',
    'pop3:UIDL',
    'imap:LOGIN',
    'sieve:NO',
    'sasl:PLAIN',
    'topic:base64',
  ];
  const details = ['8443/tcp', '21/tcp', '80', '1-30', '47', '8080'];
  for (const query of [...queries, ...words, ...details, 'proto:ipv6-route', 'no-such-name', 'x11']) {
    assertDescribed('lookup.schema.json', JSON.parse((await cli('lookup', query, '--json')).stdout));
  }
  const several = JSON.parse((await cli('lookup', ...queries, '--json')).stdout);
  assert.equal(several.length, queries.length);
  assertDescribed('lookup.schema.json', several);
});

test('everything that the reference can answer is as lookup.schema.json says, in both languages', () => {
  const validatorOf = (kind: Entry['kind']) => {
    const part = kind === 'port' || kind === 'protocol' || kind === 'topic' ? kind : 'mail';
    return ajv.getSchema(`lookup.schema.json#/$defs/${part}`) as ValidateFunction;
  };
  for (const language of ['en', 'zh-CN'] as const) {
    const kinds = ['protocol', 'smtp', 'pop3', 'imap', 'sieve', 'sasl', 'topic'] as const;
    const others = kinds.flatMap((kind) => search('e', { kind, limit: 10_000, language }));
    assert.ok(others.length > 600);
    for (const entry of [...lookup('0-65535', { language }).matches, ...others.map((match) => match.entry)]) {
      const validate = validatorOf(entry.kind);
      assert.ok(validate(entry), `${JSON.stringify(entry)}: ${ajv.errorsText(validate.errors)}`);
    }
  }
});

test('what listens here is printed as local.schema.json says', async () => {
  const port = portOf(mail);
  const { code, stdout } = await cli('local', `${port}/tcp`, `${closed}/tcp`, '--json');
  assert.equal(code, 1);
  const document = JSON.parse(stdout);
  assert.deepEqual([document.sockets[0].port, document.unmatched], [port, [`${closed}/tcp`]]);
  const [socket] = document.sockets;
  const service = { name: 'smtp', basis: 'registry', description: null };
  const nameless = { ...socket, service, process: null, otherProcesses: [{ pid: 4, name: null }] };
  assertDescribed('local.schema.json', { ...document, sockets: [socket, nameless], untold: ['udp'] });
});

/** The document that the records make up. */
function documentOf(records: readonly ScanRecord[]) {
  const format = scanJson();
  let text = '';
  for (const record of records) {
    if (record.type === 'meta') text += format.header(record);
    else text += record.type === 'summary' ? [...format.footer(record)].join('') : format.row(record);
  }
  return JSON.parse(text);
}

/** One host of a network that accepts everything, three that are not there, a target stream, every limit. */
async function recordsOfRemarkableScan(): Promise<ScanRecord[]> {
  const host = (address: string) => (address.endsWith('.1') ? { rttMs: 5, port: () => 'open' as const } : undefined);
  const { records } = await simulate({
    targets: new Set(['192.0.2.0/30']),
    ports: '1-400',
    exclude: '198.51.100.1',
    excludePorts: '99',
    timeoutMs: 500,
    retries: 1,
    concurrency: 50,
    maxPerHost: 40,
    rate: 1000,
    budgetMs: 60_000,
    shard: '1/1',
    network: { host },
  });
  return records;
}

async function recordsOfFailingScan(): Promise<ScanRecord[]> {
  const resolve = async () => Promise.reject(new Error('no such name'));
  const records: ScanRecord[] = [];
  for await (const record of scan({ targets: 'mail.example.org', ports: '25', resolve })) records.push(record);
  return records;
}

function speakSmtp(socket: Socket): void {
  socket.on('error', () => {});
  socket.write('220 mail.example.org ESMTP Postfix\r\n');
  socket.on('data', (data) => {
    const line = data.toString('latin1');
    if (line.startsWith('EHLO')) socket.write('250-mail.example.org\r\n250-SIZE 1000\r\n250 8BITMIME\r\n');
    else if (line.startsWith('QUIT')) socket.end('221 Bye\r\n');
    else socket.write('250 Ok\r\n');
  });
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
