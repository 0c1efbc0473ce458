/** What a worker thread of a scan runs: connects, and looks at open ports. Started by scan-threads.ts only. */

import { parentPort, workerData } from 'node:worker_threads';
import { systemClock } from './net/clock.js';
import type { Inspection } from './probe/inspect.js';
import { WorkerSide } from './scan/worker-side.js';
import type { FromWorker, ToWorker } from './scan/worker-wire.js';
import type { InspectorSettings } from './scan-inspector.js';
import type { ScanWorkerData } from './scan-threads.js';

const { portolanScan } = (workerData ?? {}) as ScanWorkerData;
const port = parentPort;
const stopping = new AbortController();

if (port !== null && portolanScan !== undefined) {
  // A refused connect is an error object, and nobody reads where it was made.
  Error.stackTraceLimit = 0;
  const { inspects } = portolanScan;
  const inspector = inspects && (await inspectorFor(inspects));
  const side = new WorkerSide<Inspection>(systemClock, inspector, (message: FromWorker<Inspection>) =>
    port.postMessage(message),
  );
  port.on('message', (message: ToWorker) => {
    if (message.isStopped) stopping.abort();
    side.receive(message);
  });
}

/** Loaded only where more than connects are made. */
async function inspectorFor(settings: InspectorSettings) {
  const [{ inspectorOf }, { knowledgeWith }] = await Promise.all([
    import('./scan-inspector.js'),
    import('./knowledge.js'),
  ]);
  return inspectorOf(settings, await knowledgeWith(settings.signatures), stopping);
}
