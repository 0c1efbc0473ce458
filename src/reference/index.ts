/** The bundled reference: what IANA registered, and the names that people use. The only reader of `data/`. */

export { groupNames, portsOfGroup } from './groups.js';
export { lookup } from './lookup.js';
export { type NameKind, nearest } from './nearest.js';
export { lookupPort, lookupPortRange, serviceName } from './ports.js';
export { lookupProtocol } from './protocols.js';
export { parseQuery } from './query.js';
export { type Match, type SearchOptions, search } from './search.js';
export { signatureFiles } from './signatures.js';
export type {
  Entry,
  LookupResult,
  PortClass,
  PortEntry,
  PortStatus,
  ProtocolEntry,
  ProtocolStatus,
  Query,
} from './types.js';
export { portVocabulary } from './vocabulary.js';
