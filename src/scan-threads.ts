import { availableParallelism, cpus } from 'node:os';
import { Worker } from 'node:worker_threads';
import { MOST_WORKERS, THREADS_FROM_PAIRS, THREADS_FROM_RATE } from './defaults.js';
import type { ScanOptions, ScanSettings } from './options.js';
import type { Inspection } from './probe/inspect.js';
import type { WorkerThread, WorkerThreadListener } from './scan/worker-prober.js';
import type { ScanThreads } from './scan/worker-share.js';
import type { FromWorker } from './scan/worker-wire.js';
import type { InspectorSettings } from './scan-inspector.js';

/** What a worker thread is given at its start. */
export interface ScanWorkerData {
  readonly portolanScan?: { readonly inspects: InspectorSettings | undefined };
}

/**
 * The worker threads that a scan may use, undefined where it has to do without: a dialer or a clock that was handed in
 * stays in its thread.
 *
 * @param inspects - How open ports are looked at; undefined where they are not.
 * @param pairs - Pairs of the plan, null where that is not known.
 */
export function threadsOf(
  { dial, clock }: ScanOptions,
  settings: ScanSettings,
  inspects: InspectorSettings | undefined,
  pairs: number | null,
): ScanThreads<Inspection> | undefined {
  if (dial !== undefined || clock !== undefined) return undefined;
  const { threads, rate } = settings;
  const isLarge =
    (pairs ?? THREADS_FROM_PAIRS) >= THREADS_FROM_PAIRS && (rate ?? THREADS_FROM_RATE) >= THREADS_FROM_RATE;
  if (threads === undefined && !isLarge) return undefined;
  const workers = threads === undefined ? Math.min(MOST_WORKERS, availableParallelism() - 1) : threads - 1;
  if (workers === 0) return undefined;
  return {
    workers,
    atOnce: threads !== undefined,
    idleMs: () => cpus().reduce((sum, { times }) => sum + times.idle, 0),
    start: (listener) => startThread({ portolanScan: { inspects } }, listener),
  };
}

function startThread(workerData: ScanWorkerData, listener: WorkerThreadListener<Inspection>): WorkerThread | undefined {
  const worker = workerWith(workerData);
  if (worker === undefined) return undefined;
  worker.on('message', (message: FromWorker<Inspection>) => listener.received(message));
  // Whatever it died of, such as a file that somebody's bundle lacks: the scan goes on without it.
  worker.on('error', () => {});
  worker.on('exit', () => listener.ended());
  return {
    post: (message) => worker.postMessage(message),
    hold: (isBusy) => (isBusy ? worker.ref() : worker.unref()),
    end: () => void worker.terminate(),
  };
}

function workerWith(workerData: ScanWorkerData): Worker | undefined {
  try {
    return new Worker(new URL('./scan-worker.js', import.meta.url), { workerData, name: 'portolan scan' });
  } catch {
    return undefined;
  }
}
