import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { summarizeDer } from '../../src/net/certificate.js';
import type { ProbeRecord } from '../../src/probe-records.js';
import { serveDns } from '../helpers/dns-server.js';
import { type OddCertificate, oddCertificate } from '../helpers/hostile-certificate.js';
import { assertHonest, MailNet, NAME, probed, probesIn, show } from '../helpers/hostile-mail.js';
import { answering } from '../helpers/hostile-server.js';
import { serveTls } from '../helpers/server.js';

const PORT = 465;
/** Lines of a whole report with a certificate that is as it should be, and as many again. */
const SCREENFUL = 150;
const TIMEOUT_MS = 3000;

interface Pair {
  readonly key: string;
  readonly cert: string;
}

const times = <T>(count: number, each: (index: number) => T) => Array.from({ length: count }, (_none, at) => each(at));
const certificate = (odd: OddCertificate) => oddCertificate(odd).cert;
/** One behind whom others stand. */
const chain = (own: OddCertificate, others: readonly string[]): Pair => {
  const { key, cert } = oddCertificate(own);
  return { key, cert: cert + others.join('') };
};

/** Probes a submission server that shows this certificate, whose name has TLSA records for an authority. */
async function meet(t: TestContext, pair: Pair): Promise<ProbeRecord> {
  const smtp = answering(`220 ${NAME} ESMTP\r\n`, (line) => (line === 'QUIT' ? '221 bye\r\n' : '250 AUTH PLAIN\r\n'));
  const net = new MailNet().put(NAME, PORT, await serveTls(t, smtp, pair));
  const digits = '0a'.repeat(32);
  const zone = [`_465._tcp.${NAME} TLSA 2 1 1 ${digits}`, `_465._tcp.${NAME} TLSA 3 0 1 ${digits}`];
  const dns = await serveDns(t, zone, { validated: true });
  const records = await probed(net, { targets: NAME, ports: String(PORT), dns: dns.text, probeTimeoutMs: TIMEOUT_MS });
  const lines = show(records, { transcript: false }).en.split('\n').length;
  assert.ok(lines < SCREENFUL, `${lines} lines`);
  await assertHonest(t);
  const [record] = probesIn(records);
  assert.equal(record?.state, 'open');
  return record;
}

const ids = ({ findings }: ProbeRecord) => findings.map(({ id }) => id);

test('names with line ends, NULs, escape sequences and quotes are as they are for programs, and match nothing', async (t) => {
  const names = [`${NAME}\r\nX`, '\x1b[2J', `${NAME}\0.evil.test`, `evil.test, DNS:${NAME}`, '"', '', '*', '*.*.test'];
  const subject: OddCertificate['subject'] = [
    ['CN', `a\r\nb\x1b[2J\0, CN=${NAME}`],
    ['O', '"quoted" <b>|`x` [y](z) \u202e'],
    ['unknown', '@owner #12'],
  ];
  const { tls, verdict, ...record } = await meet(t, oddCertificate({ subject, names }));
  assert.deepEqual([verdict.code, tls?.matchesName], ['certificate', false]);
  assert.deepEqual(tls?.certificate?.names, names);
  assert.match(tls?.certificate?.subject ?? '', /^CN=a\r\nb\x1b\[2J\0, CN=/);
  assert.equal(record.dane?.outcome, 'fail');
});

test('a certificate without subject and names, and one with empty ones, are certificates for nobody', async (t) => {
  for (const odd of [
    { subject: [], names: [] },
    { subject: [['CN', '']], names: [''] },
  ] as const) {
    const record = await meet(t, oddCertificate(odd));
    assert.deepEqual([record.verdict.code, record.tls?.matchesName], ['certificate', false]);
    assert.ok(ids(record).includes('certificate-name-mismatch'));
  }
});

test('thousands of names, and names of 60 kB, are kept for programs and cut for people', async (t) => {
  const many = times(4000, (index) => `h${index}.evil.test`);
  for (const names of [many, ['x'.repeat(60_000)]]) {
    const record = await meet(t, oddCertificate({ names }));
    assert.deepEqual(record.tls?.certificate?.names, names);
    assert.equal(record.verdict.code, 'certificate');
  }
});

test('a certificate above what TLS may carry is a failed handshake', async (t) => {
  for (const odd of [
    { names: times(10_000, (index) => `h${index}.evil.test`) },
    { subject: [['CN', 'x'.repeat(120_000)]] },
  ] as const) {
    const record = await meet(t, oddCertificate(odd as OddCertificate));
    assert.deepEqual([record.verdict.code, record.tls], ['tls-failed', null]);
  }
});

test('a chain of a hundred is kept in part: the same ones, strangers, and circles', async (t) => {
  const same = certificate({});
  const authority = (subject: string, issuer: string) =>
    certificate({ subject: [['CN', subject]], issuer: [['CN', issuer]], names: [] });
  for (const others of [
    times(99, () => same),
    times(99, (index) => authority(`a${index}`, `a${index + 1}`)),
    times(99, (index) => authority(`a${index % 2}`, `a${(index + 1) % 2}`)),
  ]) {
    const record = await meet(t, chain({ issuer: [['CN', 'a0']] }, others));
    assert.deepEqual([record.verdict.code, record.tls?.chain?.length], ['certificate', 31]);
    assert.equal(record.dane?.outcome, 'fail');
  }
});

test('authorities with keys of any size cost no time', async (t) => {
  const issuer: OddCertificate['issuer'] = [['CN', 'big']];
  const big = [4096, 16_384, 65_536, 131_072].map((bogusBits) =>
    certificate({ subject: issuer, bogusBits, names: [] }),
  );
  const record = await meet(t, chain({ issuer }, big));
  assert.equal(record.verdict.code, 'certificate');
  assert.deepEqual(
    record.tls?.chain?.map(({ key }) => key?.bits ?? null),
    [4096, 16_384, 65_536, 131_072],
  );
});

test('dates that are none, and dates the wrong way round, are a fault of the certificate', async (t) => {
  for (const validity of [
    ['not a date', '\x1b[2J'],
    ['', ''],
    ['991399999999Z', '000000000000Z'],
    ['491231235959Z', '200101000000Z'],
  ] as const) {
    const record = await meet(t, oddCertificate({ validity }));
    assert.equal(record.verdict.code, 'certificate');
    assert.match(ids(record).join(), /certificate-(?:untrusted|expired|self-signed)/);
  }
});

test('a right certificate of the same making is right', async (t) => {
  const record = await meet(t, oddCertificate());
  assert.deepEqual([record.tls?.matchesName, record.tls?.chainError], [true, 'DEPTH_ZERO_SELF_SIGNED_CERT']);
  assert.deepEqual(record.tls?.certificate?.names, [NAME]);
});

test('a certificate that cannot be read is none', () => {
  const bytes = (odd: OddCertificate) => Buffer.from(certificate(odd).replace(/-----[A-Z ]+-----/g, ''), 'base64');
  assert.deepEqual(summarizeDer(bytes({}))?.names, [NAME]);
  for (const value of [Buffer.of(0xff, 0xfe, 0xc3, 0x28), Buffer.of(0xed, 0xa0, 0x80)]) {
    assert.equal(summarizeDer(bytes({ subject: [['CN', value]] })), null);
  }
  assert.equal(summarizeDer(bytes({}).subarray(0, 200)), null);
});
