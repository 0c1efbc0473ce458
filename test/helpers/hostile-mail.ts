/** A network of names and addresses that all lead to servers of the test, and what a probe of them came to. */
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { probeEn } from '../../src/cli/messages/en/probe.js';
import { probeZh } from '../../src/cli/messages/zh-cn/probe.js';
import { MAX_REPLY_BYTES } from '../../src/defaults.js';
import { PortolanError } from '../../src/errors.js';
import { type Dialer, dialTcp, type Endpoint } from '../../src/net/dial.js';
import type { Resolver } from '../../src/net/resolve.js';
import type { ProbeOptions } from '../../src/probe-options.js';
import { probe } from '../../src/probe-pipeline.js';
import type { ProbeRecord, ProbeStreamRecord } from '../../src/probe-records.js';
import { explainLine } from '../../src/reference/explain.js';
import { probeJson } from '../../src/report/probe-json.js';
import { type ProbeReport, probeMarkdown, probeReport } from '../../src/report/probe-report.js';
import { printable } from '../../src/report/text.js';
import type { Language } from '../../src/types.js';
import { systemError } from './fake-dialer.js';
import type { Act } from './hostile-server.js';
import { serveLines, smtpAnswer } from './line-server.js';
import { ajv } from './schemas.js';
import { serve } from './server.js';

/** The name of a right server, and of the certificates of the tests. */
export const NAME = 'mail.portolan.test';
/** Milliseconds for a service that hangs: enough for a busy machine to get to where it does. */
export const PATIENCE_MS = 1000;
/** Milliseconds for one that comes to its end by itself. */
const LONG_MS = 10_000;
/** Milliseconds that a busy test machine may add. */
const SLACK_MS = 3000;
/** Bytes that a probe may cost, whatever is sent to it. */
const MOST_GROWTH = 128 * 1024 * 1024;
/** Services that are asked at the same time. */
const AT_ONCE = 16;
/** Characters that a terminal or an editor may obey. Line ends are the report's own. */
const OBEYED = /[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

/** Connects nowhere but to what the test has put in place: all else refuses. Everything that was tried is noted. */
export class MailNet {
  /** Such as `192.0.2.1:25`, in the order in which they were dialed. */
  readonly dialed: string[] = [];
  readonly #places = new Map<string, Endpoint>();
  readonly #names = new Map<string, string>();

  /** Puts a server at a port of a host, whose address is made up when it is named first: 192.0.2.1 and so on. */
  put(name: string, port: number, endpoint: Endpoint): this {
    const address = this.#names.get(name) ?? `192.0.2.${this.#names.size + 1}`;
    this.#names.set(name, address);
    this.#places.set(`${address}:${port}`, endpoint);
    return this;
  }

  readonly dial: Dialer = async (endpoint, options) => {
    const key = `${endpoint.address}:${endpoint.port}`;
    this.dialed.push(key);
    const place = this.#places.get(key);
    if (place === undefined) throw systemError('ECONNREFUSED');
    return dialTcp(place, options);
  };

  readonly resolve: Resolver = async (name) => {
    const address = this.#names.get(name);
    if (address === undefined) throw new PortolanError('ERR_RESOLVE', { value: name, problem: 'no such host name' });
    return [{ address, family: 4 }];
  };
}

/** Probes to the end, which has to come in time and without filling the memory. */
export async function probed(
  net: MailNet,
  options: ProbeOptions,
  mostMs: number = options.probeTimeoutMs ?? PATIENCE_MS,
): Promise<ProbeStreamRecord[]> {
  const before = process.memoryUsage.rss();
  const startedAt = performance.now();
  const records: ProbeStreamRecord[] = [];
  const { dial, resolve } = net;
  for await (const record of probe({ dial, resolve, probeTimeoutMs: PATIENCE_MS, retryAfterMs: 0, ...options })) {
    records.push(record);
  }
  const elapsedMs = performance.now() - startedAt;
  assert.ok(elapsedMs < mostMs + SLACK_MS, `${elapsedMs} ms`);
  const grown = process.memoryUsage.rss() - before;
  assert.ok(grown < MOST_GROWTH, `${grown} bytes more`);
  const texts = probesIn(records).flatMap(({ transcript }) => transcript.map(({ text }) => text));
  assert.ok(texts.every(({ length }) => length <= MAX_REPLY_BYTES));
  return records;
}

export function probesIn(records: readonly ProbeStreamRecord[]): ProbeRecord[] {
  return records.filter((record) => record.type === 'probe');
}

/** The one service that was asked, by the name of {@link NAME} unless something else is said. */
export async function probedOne(net: MailNet, port: number, options: ProbeOptions = {}): Promise<ProbeRecord> {
  const [record, ...others] = probesIn(await probed(net, { targets: NAME, ports: String(port), ...options }));
  assert.ok(record !== undefined && others.length === 0);
  return record;
}

/** A hostile server, and the port at which it is asked. */
export interface Case {
  readonly what: string;
  readonly port: number;
  readonly act: Act;
  /** Whether only the deadline ends it. Default not. */
  readonly hangs?: boolean;
}

/** Probes several hostile servers in one go, and then an honest one; shows what came of them in every form. */
export async function meetAll(
  t: TestContext,
  cases: readonly Case[],
  options: ProbeOptions = {},
): Promise<ProbeRecord[]> {
  const met = new Map<Case, ProbeRecord>();
  for (const hangs of [false, true]) {
    const alike = cases.filter((each) => (each.hangs ?? false) === hangs);
    if (alike.length === 0) continue;
    const probes = await meetAlike(t, alike, { probeTimeoutMs: hangs ? PATIENCE_MS : LONG_MS, ...options });
    for (const [index, each] of alike.entries()) met.set(each, probes[index]!);
  }
  await assertHonest(t);
  return cases.map((each) => met.get(each)!);
}

async function meetAlike(t: TestContext, cases: readonly Case[], options: ProbeOptions): Promise<ProbeRecord[]> {
  const net = new MailNet();
  const targets: string[] = [];
  for (const [index, { port, act }] of cases.entries()) {
    const name = `h${index}.portolan.test`;
    net.put(name, port, await serve(t, act));
    targets.push(`${name}:${port}`);
  }
  const rounds = Math.ceil(cases.length / AT_ONCE);
  const records = await probed(net, { targets, ...options }, rounds * (options.probeTimeoutMs ?? PATIENCE_MS));
  const probes = probesIn(records);
  assert.deepEqual(
    probes.map(({ target }) => target),
    targets,
  );
  show(records, { transcript: false });
  return probes;
}

/** All that a person or a program can be shown of records. */
export interface Shown {
  readonly en: string;
  readonly zh: string;
  readonly markdown: string;
  readonly json: string;
}

/** Shows records in every form with all that there is to show; nothing in it may be obeyed, and the JSON is as its schema says. */
export function show(records: readonly ProbeStreamRecord[], options: { readonly transcript?: boolean } = {}): Shown {
  const failure = ({ target, message }: { target: string; message: string }) => printable(`${target}: ${message}`);
  const report = (language: Language) =>
    probeReport({
      words: (language === 'en' ? probeEn : probeZh).words,
      ...{ failure, width: 100, details: true, transcript: options.transcript ?? true },
      explain: (protocol, line, direction, context) => explainLine(protocol, line, direction, language, context),
    });
  const [en, zh] = [written(report('en'), records), written(report('zh-CN'), records)];
  const markdown = written(probeMarkdown({ words: probeEn.words, failure }), records);
  for (const text of [en, zh, markdown]) assert.doesNotMatch(text, OBEYED);
  const json = probeJson(records, { stopped: false });
  const validate = ajv.getSchema('probe.schema.json');
  assert.equal(validate?.(JSON.parse(json)), true, ajv.errorsText(validate?.errors));
  return { en, zh, markdown, json };
}

function written(report: ProbeReport, records: readonly ProbeStreamRecord[]): string {
  return records.map((record) => report.row(record)).join('') + report.footer();
}

/** The clean control: a server that does as it should is understood as before. */
export async function assertHonest(t: TestContext): Promise<void> {
  const server = await serveLines(t, { greeting: `220 ${NAME} ESMTP\r\n`, answer: smtpAnswer });
  const record = await probedOne(new MailNet().put(NAME, 25, server.endpoint), 25, { probeTimeoutMs: 5000 });
  assert.deepEqual([record.verdict.code, record.startTls, record.injected], ['ready', 'done', null]);
  assert.deepEqual(record.secureCapabilities, ['SIZE 1000', 'AUTH PLAIN', 'HELP']);
  assert.deepEqual(server.early, []);
}
