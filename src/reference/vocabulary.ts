import type { PortVocabulary } from '../spec/types.js';
import type { Transport } from '../types.js';
import { lazy } from './files.js';
import { groupNames, mergeRanges, portsOfGroup } from './groups.js';
import { portsOfName } from './names.js';
import { nearest } from './nearest.js';

/**
 * The names that a list of ports such as `smtp,@mail` may use: service names and aliases of ports of these transports, in
 * any case, and the curated groups. Nothing is read before a name is asked for.
 *
 * @param transports - Default: only TCP.
 */
export function portVocabulary(...transports: readonly Transport[]): PortVocabulary {
  return transports.length === 0 ? tcpVocabulary() : vocabularyOf(transports);
}

const tcpVocabulary = lazy(() => vocabularyOf(['tcp']));

function vocabularyOf(transports: readonly Transport[]): PortVocabulary {
  const isWanted = ({ letters }: { readonly letters: string }): boolean =>
    transports.some((transport) => letters.includes(transport.charAt(0)));
  return {
    portsOfService(name) {
      const ranges = portsOfName(name).filter(isWanted);
      return ranges.length === 0 ? undefined : mergeRanges(ranges.map(({ first, last }) => [first, last]));
    },
    portsOfGroup,
    groupNames,
    nearestService: (name) => nearest(name, SCAN, 'port').find((near) => portsOfName(near).some(isWanted)),
  };
}

/** Names looked at to find one with a port of the transports. */
const SCAN = 10;
