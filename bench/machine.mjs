// What the figures were measured on, and how they are summed up.
import { cpus, release, totalmem, type } from 'node:os';

export function printMachine() {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  console.log(
    `${cpus().length} cores (${cpu?.model.trim()}), ${memory} GiB, ${type()} ${release()}, Node ${process.version}`,
  );
}

export function median(values) {
  const sorted = [...values].sort((first, second) => first - second);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
