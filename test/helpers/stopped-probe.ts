/** Probes that are stopped on their way, and what is left of them. */
import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import type { Socket } from 'node:net';
import type { TestContext } from 'node:test';
import type { ProbeOptions } from '../../src/probe-options.js';
import { probe } from '../../src/probe-pipeline.js';
import type { ProbeStreamRecord } from '../../src/probe-records.js';
import { MailNet, NAME, show } from './hostile-mail.js';
import type { Act } from './hostile-server.js';
import { serve } from './server.js';

/** Milliseconds in which a probe that is stopped has to end on a busy machine; what it waits for takes a minute. */
export const PROMPT_MS = 1000;
export const LONG_MS = 60_000;
export const LONG = { probeTimeoutMs: LONG_MS, greetTimeoutMs: LONG_MS, timeoutMs: LONG_MS } as const;

/** Something that is yet to happen. */
export interface Moment {
  readonly promise: Promise<void>;
  readonly reached: () => void;
}

export function moment(): Moment {
  let reached = () => {};
  const promise = new Promise<void>((resolve) => {
    reached = resolve;
  });
  return { promise, reached };
}

/** Where a probe is when it is stopped: how it gets there, and when it is there. */
export interface Stage {
  readonly options: ProbeOptions;
  /** Sockets of the server, which all have to be closed afterwards. */
  readonly sockets?: readonly Socket[];
}

/** Stops a probe at a moment; gives what it told. It ends at once, and nothing is left that keeps a process alive. */
export async function stopAt(there: Promise<void>, { options, sockets = [] }: Stage): Promise<ProbeStreamRecord[]> {
  const controller = new AbortController();
  const { signal } = controller;
  const before = timers();
  const records: ProbeStreamRecord[] = [];
  const told = (async () => {
    for await (const record of probe({ ...options, signal })) records.push(record);
  })();
  await Promise.race([there, told.then(() => assert.fail('it ended before'))]);
  const startedAt = performance.now();
  controller.abort();
  await told;
  assert.ok(performance.now() - startedAt < PROMPT_MS);
  assert.deepEqual(getEventListeners(signal, 'abort'), []);
  await Promise.all(sockets.map(closed));
  await noMoreTimers(before);
  show(records);
  return records;
}

/** Timers that keep the process alive. */
export function timers(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
}

/** Not after a wait, but once the events that are under way were handled. */
export async function noMoreTimers(before: number): Promise<void> {
  const deadline = performance.now() + PROMPT_MS;
  while (timers() > before && performance.now() < deadline) await new Promise((resolve) => setImmediate(resolve));
  assert.ok(timers() <= before, `${timers()} timers`);
}

export async function closed(socket: Socket): Promise<void> {
  if (!socket.closed) await new Promise((resolve) => socket.once('close', resolve));
}

/** A server at a port of a host that is to be probed, and its sockets. */
export async function host(t: TestContext, port: number, act: Act, more: ProbeOptions = {}): Promise<Stage> {
  const sockets: Socket[] = [];
  const endpoint = await serve(t, (socket) => {
    // Only who reads notices that the other end is gone.
    sockets.push(socket.resume());
    act(socket);
  });
  const { dial, resolve } = new MailNet().put(NAME, port, endpoint);
  return { options: { targets: NAME, ports: String(port), dial, resolve, ...LONG, ...more }, sockets };
}
