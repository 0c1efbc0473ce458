/** Reads IANA's own files, judges whether they are whole, and turns them into the lines of the bundled tables. */

export { comparePorts, compareProtocols, hasChanges } from './compare.js';
export { LEAST_SHARE } from './plausible.js';
export { PORT_COLUMNS } from './port-lines.js';
export { linesOfPorts, type PortOverlays } from './ports-file.js';
export { linesOfProtocols, PROTOCOL_COLUMNS } from './protocols-file.js';
export { readRegistry } from './read.js';
export type {
  PortRecord,
  ProtocolRecord,
  Registry,
  RegistryChange,
  RegistryChanges,
  RegistryName,
  RegistryUpdate,
} from './types.js';
