/** The bundled reference: what IANA registered, and what people know and use besides. The only reader of `data/`. */

export { type Explanation, explainLine, type LineContext } from './explain.js';
export { useDataCopy } from './files.js';
export { groupNames, portsOfGroup } from './groups.js';
export { type LookupOptions, lookup } from './lookup.js';
export { lookupWords } from './lookup-words.js';
export { type MailFindingText, mailFindings } from './mail-findings.js';
export type { LineProtocol } from './mail-line.js';
export { nearest } from './nearest.js';
export { lookupPortRange } from './port-ranges.js';
export { type LanguageOption, lookupPort, serviceName } from './ports.js';
export { lookupProtocol } from './protocols.js';
export { parseQuery } from './query.js';
export { type Match, type SearchOptions, search } from './search.js';
export { parseServices, type SystemNames, type SystemService, systemNames } from './services-file.js';
export { signatureFiles } from './signatures.js';
export type { DataFile, RegistryCounts, RegistryStatus } from './sources.js';
export type {
  CodePart,
  Entry,
  EntryKind,
  ExpectedReply,
  HistoricAssociation,
  LookupResult,
  MailEntry,
  MailEntryType,
  MailProtocol,
  NameNote,
  Note,
  PortClass,
  PortEntry,
  PortStatus,
  PortTwin,
  PortUse,
  ProtocolEntry,
  ProtocolStatus,
  Query,
  TopicEntry,
} from './types.js';
export { portVocabulary } from './vocabulary.js';
