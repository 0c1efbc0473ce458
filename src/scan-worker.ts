/** What a worker thread of a scan runs: connects, and looks at open ports. Started by scan-threads.ts only. */

import { parentPort, workerData } from 'node:worker_threads';
import { systemClock } from './net/clock.js';
import type { Inspection } from './probe/inspect.js';
import { WorkerSide } from './scan/worker-side.js';
import type { FromWorker, ToWorker } from './scan/worker-wire.js';
import type { ScanWorkerData } from './scan-threads.js';

const { portolanScan } = (workerData ?? {}) as ScanWorkerData;
const port = parentPort;

if (port !== null && portolanScan !== undefined) {
  // A refused connect is an error object, and nobody reads where it was made.
  Error.stackTraceLimit = 0;
  const stopping = new AbortController();
  const { inspects } = portolanScan;
  // Not loaded where only connects are made.
  const inspector = inspects && (await import('./scan-inspector.js')).inspectorOf(inspects, stopping);
  const side = new WorkerSide<Inspection>(systemClock, inspector, (message: FromWorker<Inspection>) =>
    port.postMessage(message),
  );
  port.on('message', (message: ToWorker) => {
    if (message.isStopped) stopping.abort();
    side.receive(message);
  });
}
