import { readdirSync, readFileSync } from 'node:fs';
import { ASSUMED_DESCRIPTOR_LIMIT, RESERVED_DESCRIPTORS } from '../defaults.js';

/** How many sockets this process can still open: its descriptor limit less what is in use and a small reserve. */
export function availableDescriptors(): number {
  return Math.max(1, descriptorLimit() - descriptorsInUse() - RESERVED_DESCRIPTORS);
}

/** The soft limit on open descriptors (RLIMIT_NOFILE). Infinity on Windows, whose sockets have none. */
export function descriptorLimit(): number {
  if (process.platform === 'win32') return Number.POSITIVE_INFINITY;
  return limitFromProc() ?? limitFromReport() ?? ASSUMED_DESCRIPTOR_LIMIT;
}

/** Linux tells the limit in a file, which is quicker than a report. */
function limitFromProc(): number | undefined {
  try {
    return parseLimit(/^Max open files\s+(\S+)/m.exec(readFileSync('/proc/self/limits', 'latin1'))?.[1]);
  } catch {
    return undefined;
  }
}

/** A report looks up the names of all peers unless it is told to leave the network alone. */
function limitFromReport(): number | undefined {
  // A member that is newer than the types.
  const settings: NodeJS.ProcessReport & { excludeNetwork?: boolean } = process.report;
  const before = settings.excludeNetwork ?? false;
  try {
    settings.excludeNetwork = true;
    const report = process.report.getReport() as { userLimits?: { open_files?: { soft?: string | number } } };
    return parseLimit(String(report.userLimits?.open_files?.soft));
  } catch {
    return undefined;
  } finally {
    settings.excludeNetwork = before;
  }
}

function parseLimit(text: string | undefined): number | undefined {
  if (text === 'unlimited') return Number.POSITIVE_INFINITY;
  const limit = Number(text);
  return Number.isInteger(limit) && limit > 0 ? limit : undefined;
}

function descriptorsInUse(): number {
  for (const folder of ['/proc/self/fd', '/dev/fd']) {
    try {
      return readdirSync(folder).length;
    } catch {
      // The next folder, or the assumption below.
    }
  }
  return RESERVED_DESCRIPTORS;
}
