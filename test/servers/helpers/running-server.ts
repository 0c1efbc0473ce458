// Starts one daemon in the foreground, in a folder and a process group of its own, and undoes all of that again.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterDeath } from './guard.js';
import { listens } from './listening.js';
import { accepts, freePorts, HOST } from './ports.js';
import { endGroup } from './process-group.js';

// RabbitMQ needs five seconds of an idle machine.
const READY_WITHIN_MS = 60_000;
const POLL_MS = 20;
const MAX_ATTEMPTS = 4;
// The second removal is for what a dying process wrote during the first one.
const KILL_AND_REMOVE = `
  [ -s "$1/group" ] && kill -s KILL -- "-$(cat "$1/group")"
  rm -rf -- "$1" || { sleep 0.2; rm -rf -- "$1"; }
`;
const PORT_TAKEN = /address already in use|could not bind/i;

export interface RunningServer<Service extends string = string> {
  name: string;
  /** The loopback address that it listens on. */
  host: string;
  /** The port of the daemon's main service. */
  port: number;
  /** Every service that it listens for. */
  ports: Readonly<Record<Service, number>>;
  /** The name that it gives itself, where it does. */
  hostname?: string;
  version?: string;
  /** Its configuration, state and logs; gone after `stop`. */
  folder: string;
  /** What it has logged so far. */
  log(): string;
  /** Ends every process of the daemon and removes its folder. May be called again. */
  stop(): Promise<void>;
}

export interface ServerRecipe<Service extends string> {
  name: string;
  /** The first one is the main service. */
  services: readonly [Service, ...Service[]];
  hostname?: string | undefined;
  version?: string | undefined;
  /** Loopback address to listen on. Default 127.0.0.1. */
  host?: string | undefined;
  /** Ports that are registered for the services, to listen on them. By default on free ones. */
  registered?: Readonly<Record<Service, number>> | undefined;
  /** Network namespace to run in. By default the machine's own. */
  namespace?: string | undefined;
  /** Writes the configuration into `folder` and tells which foreground command serves it. */
  configure(folder: string, ports: Readonly<Record<Service, number>>): [command: string, ...args: string[]];
}

export async function startServer<Service extends string>(
  recipe: ServerRecipe<Service>,
): Promise<RunningServer<Service>> {
  for (let attempt = 1; ; attempt++) {
    const server = launch(recipe, await portsOf(recipe));
    const problem = await server.untilReady();
    if (problem === undefined) return server.running;
    const log = server.running.log();
    await server.running.stop();
    if (attempt < MAX_ATTEMPTS && !recipe.registered && PORT_TAKEN.test(log)) continue;
    throw new Error(`${recipe.name} ${problem}; its log:\n${log}`);
  }
}

async function portsOf<Service extends string>({ services, registered }: ServerRecipe<Service>) {
  const numbers = registered ? services.map((service) => registered[service]) : await freePorts(services.length);
  return Object.fromEntries(services.map((service, index) => [service, numbers[index]])) as Record<Service, number>;
}

function launch<Service extends string>(recipe: ServerRecipe<Service>, ports: Readonly<Record<Service, number>>) {
  const { name, hostname, version, host = HOST, namespace } = recipe;
  const folder = makeFolder(name);
  const callOff = afterDeath(KILL_AND_REMOVE, folder);
  let child: ChildProcess | undefined;
  const end = async () => {
    if (child?.pid) await endGroup(child.pid);
    removeFolder(folder);
    callOff();
  };
  try {
    const command = recipe.configure(folder, ports);
    child = spawnInGroup(namespace === undefined ? command : ['ip', 'netns', 'exec', namespace, ...command], folder);
  } catch (error) {
    removeFolder(folder);
    callOff();
    throw error;
  }
  const isUp = (port: number) => (namespace === undefined ? accepts(port, host) : listens(port, namespace));
  let stopping: Promise<void> | undefined;
  const running: RunningServer<Service> = {
    ...{ name, host, port: ports[recipe.services[0]], ports, folder },
    ...(hostname === undefined ? {} : { hostname }),
    ...(version === undefined ? {} : { version }),
    log: () => readLog(folder),
    stop: () => (stopping ??= end()),
  };
  return { running, untilReady: () => untilReady(child, Object.values(ports), isUp) };
}

/** Daemons that give up root must be able to pass through the folder to reach their part of it. */
function makeFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `portolan-${name}-`));
  chmodSync(folder, 0o755);
  return folder;
}

function removeFolder(folder: string) {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

function spawnInGroup([command, ...args]: [string, ...string[]], folder: string): ChildProcess {
  // vsftpd writes its complaints to descriptor 0.
  const log = openSync(logFile(folder), 'a+');
  try {
    const child = spawn(command, args, {
      ...{ cwd: folder, detached: true, stdio: [log, log, log] },
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LANG: 'C' },
    });
    if (child.pid) writeFileSync(join(folder, 'group'), String(child.pid));
    // A test that forgot to stop its server then still ends.
    child.unref();
    return child;
  } finally {
    closeSync(log);
  }
}

export function logFile(folder: string): string {
  return join(folder, 'daemon.log');
}

function readLog(folder: string): string {
  try {
    return readFileSync(logFile(folder), 'utf8');
  } catch {
    return '';
  }
}

/** Undefined once every port accepts, otherwise what went wrong. */
async function untilReady(
  child: ChildProcess,
  ports: number[],
  isUp: (port: number) => Promise<boolean>,
): Promise<string | undefined> {
  let problem: string | undefined;
  child.once('error', (error) => {
    problem = `could not be started: ${error.message}`;
  });
  child.once('exit', (code, signal) => {
    problem ??= `exited with ${signal ?? code} before it was ready`;
  });
  const deadline = Date.now() + READY_WITHIN_MS;
  for (const port of ports) {
    while (problem === undefined && !(await isUp(port))) {
      if (Date.now() > deadline) return `did not accept on port ${port} within ${READY_WITHIN_MS} ms`;
      await pause(POLL_MS);
    }
  }
  return problem;
}

/** The part of the command's output that the pattern captures. */
export function versionFrom(command: string, args: string[], pattern: RegExp): string | undefined {
  const { stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', timeout: 5000 });
  return pattern.exec(`${stdout}${stderr}`)?.[1];
}
