import type { PortVocabulary } from '../spec/types.js';
import { lazy } from './files.js';
import { groupNames, mergeRanges, portsOfGroup } from './groups.js';
import { portsOfName } from './names.js';
import { nearest } from './nearest.js';

/**
 * The names that a list of ports such as `smtp,@mail` may use: service names and aliases of TCP ports, in any case, and
 * the curated groups. Nothing is read before a name is asked for.
 */
export const portVocabulary: () => PortVocabulary = lazy(() => ({
  portsOfService(name) {
    const ranges = portsOfName(name).filter(({ letters }) => letters.includes('t'));
    return ranges.length === 0 ? undefined : mergeRanges(ranges.map(({ first, last }) => [first, last]));
  },
  portsOfGroup,
  groupNames,
  nearestService: (name) => nearest(name, SCAN, 'port').find((near) => portsOfName(near).some(isTcp)),
}));

/** Names looked at to find one with a TCP port. */
const SCAN = 10;

function isTcp({ letters }: { readonly letters: string }): boolean {
  return letters.includes('t');
}
