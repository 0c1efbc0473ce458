/** The public API: re-exports only. */
export { PortolanError, type PortolanErrorCode } from './errors.js';
export type { ListeningOptions } from './listening.js';
export { listeningSockets } from './listening.js';
export type {
  Exposure,
  LocalProcess,
  LocalSocket,
  LocalSockets,
  LocalTransport,
  ServiceBasis,
} from './local/index.js';
export type {
  ClientService,
  DomainFacts,
  Exchanger,
  MailExchange,
  MtaStsPolicy,
  MtaStsReport,
  ServiceOrigin,
} from './mail/domain/types.js';
export type {
  Capability,
  ImapOffers,
  MailOffers,
  MailProtocolName,
  Pop3Offers,
  SieveOffers,
  SmtpOffers,
} from './mail/offers/types.js';
export type {
  DaneMatch,
  DaneReport,
  Finding,
  FindingGrade,
  FoundFault,
  MailRole,
  NameFacts,
  RelayTest,
  TlsaRecord,
  TlsVersion,
  TlsVersions,
  Verdict,
  VerdictCode,
  VerdictPhase,
} from './mail/types.js';
export type { Clock } from './net/clock.js';
export type { TranscriptEntry } from './net/converse.js';
export type { Connection, DialError, Dialer, DialOptions, Endpoint } from './net/dial.js';
export { dialTcp } from './net/dial.js';
export type { ResolvedAddress, Resolver } from './net/resolve.js';
export { resolveWithSystem } from './net/resolve.js';
export type { ReachOptions, ScanOptions, ScanOrder, ScanPace, ShowMode } from './options.js';
export type { Scan, ScanProgress } from './pipeline.js';
export { scan } from './pipeline.js';
export type { DurationCase, PlanDuration, PlanLimit, ScanPlan } from './plan-record.js';
export type { ProbeOptions, RelayTestOptions } from './probe-options.js';
export { probe } from './probe-pipeline.js';
export type { DomainRecord, MailHostRecord, ProbeRecord, ProbeStreamRecord } from './probe-records.js';
export type { ReplyEnd, StartTlsOutcome } from './protocols/types.js';
export type { TargetItem, TargetStream } from './reach-rules.js';
export type {
  FailureRecord,
  HostRecord,
  IdentifyMode,
  ListeningReport,
  ListeningService,
  ListeningSocket,
  MetaRecord,
  NoticeRecord,
  ResultRecord,
  ScanRecord,
  SummaryRecord,
  UnrecognizedReply,
} from './records.js';
export type {
  CodePart,
  Entry,
  EntryKind,
  ExpectedReply,
  Explanation,
  HistoricAssociation,
  LanguageOption,
  LineContext,
  LineProtocol,
  LookupOptions,
  LookupResult,
  MailEntry,
  MailEntryType,
  MailFindingText,
  MailProtocol,
  Match,
  NameNote,
  Note,
  PortClass,
  PortEntry,
  PortStatus,
  PortTwin,
  PortUse,
  ProtocolEntry,
  ProtocolStatus,
  SearchOptions,
  SystemNames,
  SystemService,
  TopicEntry,
} from './reference/index.js';
export {
  explainLine,
  lookup,
  lookupPort,
  lookupProtocol,
  mailFindings,
  nearest,
  parseServices,
  portsOfGroup,
  portVocabulary,
  search,
  systemNames,
  useDataCopy,
} from './reference/index.js';
export type { ScanPlanOptions } from './scan-plan.js';
export { planScan } from './scan-plan.js';
export type {
  AddressTarget,
  NameTarget,
  PortRange,
  PortSet,
  PortVocabulary,
  Target,
  TargetText,
} from './spec/index.js';
export { formatPorts, parsePorts, parseTarget } from './spec/index.js';
export type {
  CertificateDetails,
  CertificateKey,
  CertificateSummary,
  Evidence,
  Family,
  Host,
  HostRemark,
  ProbeState,
  Service,
  ServiceMethod,
  StapledResponse,
  TlsDetails,
  TlsSummary,
  Transport,
} from './types.js';
export { version } from './version.js';
