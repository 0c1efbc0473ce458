import type { Transport } from '../types.js';
import { lazy, readTsvData } from './files.js';
import { append, parseRange } from './lists.js';
import type { PortTwin } from './types.js';

/** A twin without its name, which the port's own entry gives. */
type TwinRow = Omit<PortTwin, 'name'>;

const NONE: readonly TwinRow[] = [];
const TRANSPORT_OF: Readonly<Record<string, Transport>> = { t: 'tcp', u: 'udp', s: 'sctp', d: 'dccp' };
/** For people: TLS from the first byte before upgrades, the way back last. */
const ORDER: readonly PortTwin['relation'][] = ['tls', 'upgrade', 'clear'];

const twinsByPort = lazy(() => {
  const byPort = new Map<string, TwinRow[]>();
  for (const [clear = '', twin = '', letters = '', relation = '', command = '', source = ''] of readTsvData(
    'overlay/twins.tsv',
  )) {
    const [from, to] = [parseRange(clear).first, parseRange(twin).first];
    for (const letter of letters) {
      const transport = TRANSPORT_OF[letter] as Transport;
      const shared = { transport, command: command === '' ? null : command, source };
      append(byPort, `${from}${letter}`, { port: to, relation: relation as PortTwin['relation'], ...shared });
      if (from !== to && relation === 'tls') {
        append(byPort, `${to}${letter}`, { port: from, relation: 'clear', ...shared });
      }
    }
  }
  for (const list of byPort.values()) list.sort((a, b) => ORDER.indexOf(a.relation) - ORDER.indexOf(b.relation));
  return byPort;
});

/** Twins of a port and transport letter; an implicit-TLS pair is found from both ends. */
export function twinsOf(port: number, letter: string): readonly TwinRow[] {
  return twinsByPort().get(`${port}${letter}`) ?? NONE;
}

/** Every port that has a twin. */
export function twinPorts(): number[] {
  return [...twinsByPort().keys()].map((key) => Number.parseInt(key, 10));
}
