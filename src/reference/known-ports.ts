import { LAST_PORT } from '../types.js';
import { allAliases } from './aliases.js';
import { lazy } from './files.js';
import { notedPorts } from './notes.js';
import { customUses, dissectorUses, explainedPorts, historicNames, risks, unusedTransports } from './port-details.js';
import { allRows } from './port-table.js';
import { twinPorts } from './twins.js';

/** Questions after which it pays to go through all the data once. */
const FEW_QUESTIONS = 50;

const state = lazy(() => ({ questions: 0, known: lazy(findKnown) }));

/**
 * Whether there may be anything to say of a port but that it is free. The first questions are answered with yes, at no cost;
 * a caller with many ports learns of each whether it is worth while to look.
 */
export function mayBeKnown(port: number): boolean {
  const current = state();
  current.questions += 1;
  return current.questions <= FEW_QUESTIONS || current.known()[port] === 1;
}

function findKnown(): Uint8Array {
  const known = new Uint8Array(LAST_PORT + 1);
  const files = [explainedPorts, customUses, dissectorUses, historicNames, risks, unusedTransports];
  const runs = [...allRows(), ...allAliases(), ...files.flatMap((file) => file.all())];
  for (const { first, last } of runs) known.fill(1, first, last + 1);
  for (const port of [...twinPorts(), ...notedPorts()]) known[port] = 1;
  return known;
}
