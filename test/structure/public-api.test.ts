import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as api from '../../src/index.js';
import { typescriptFiles } from './source-files.js';

/** Everything that users can import. To add a name is a feature, to remove one breaks their programs. */
const VALUES = [
  'PortolanError',
  'dialTcp',
  'formatPorts',
  'listeningSockets',
  'lookup',
  'lookupPort',
  'lookupProtocol',
  'nearest',
  'parsePorts',
  'parseServices',
  'parseTarget',
  'planScan',
  'portVocabulary',
  'portsOfGroup',
  'probe',
  'resolveWithSystem',
  'scan',
  'search',
  'systemNames',
  'useDataCopy',
  'version',
];

const TYPES = [
  'AddressTarget',
  'Capability',
  'CertificateDetails',
  'CertificateKey',
  'CertificateSummary',
  'ClientService',
  'Clock',
  'CodePart',
  'Connection',
  'DaneReport',
  'DialError',
  'DialOptions',
  'Dialer',
  'DomainFacts',
  'DomainRecord',
  'DurationCase',
  'Endpoint',
  'Entry',
  'EntryKind',
  'Evidence',
  'Exchanger',
  'ExpectedReply',
  'Exposure',
  'FailureRecord',
  'Family',
  'Finding',
  'FindingGrade',
  'FoundFault',
  'HistoricAssociation',
  'Host',
  'HostRecord',
  'HostRemark',
  'IdentifyMode',
  'ImapOffers',
  'LanguageOption',
  'ListeningOptions',
  'ListeningReport',
  'ListeningService',
  'ListeningSocket',
  'LocalProcess',
  'LocalSocket',
  'LocalSockets',
  'LocalTransport',
  'LookupOptions',
  'LookupResult',
  'MailEntry',
  'MailEntryType',
  'MailExchange',
  'MailHostRecord',
  'MailOffers',
  'MailProtocol',
  'MailProtocolName',
  'MailRole',
  'Match',
  'MetaRecord',
  'MtaStsPolicy',
  'MtaStsReport',
  'NameFacts',
  'NameNote',
  'NameTarget',
  'Note',
  'NoticeRecord',
  'PlanDuration',
  'PlanLimit',
  'Pop3Offers',
  'PortClass',
  'PortEntry',
  'PortRange',
  'PortSet',
  'PortStatus',
  'PortTwin',
  'PortUse',
  'PortVocabulary',
  'PortolanErrorCode',
  'ProbeOptions',
  'ProbeRecord',
  'ProbeState',
  'ProbeStreamRecord',
  'ProtocolEntry',
  'ProtocolStatus',
  'ReachOptions',
  'RelayTest',
  'RelayTestOptions',
  'ReplyEnd',
  'ResolvedAddress',
  'Resolver',
  'ResultRecord',
  'Scan',
  'ScanOptions',
  'ScanOrder',
  'ScanPace',
  'ScanPlan',
  'ScanPlanOptions',
  'ScanProgress',
  'ScanRecord',
  'SearchOptions',
  'Service',
  'ServiceBasis',
  'ServiceMethod',
  'ServiceOrigin',
  'ShowMode',
  'SieveOffers',
  'SmtpOffers',
  'StapledResponse',
  'StartTlsOutcome',
  'SummaryRecord',
  'SystemNames',
  'SystemService',
  'Target',
  'TargetItem',
  'TargetStream',
  'TargetText',
  'TlsDetails',
  'TlsSummary',
  'TlsVersion',
  'TlsVersions',
  'TlsaRecord',
  'TopicEntry',
  'TranscriptEntry',
  'Transport',
  'UnrecognizedReply',
  'Verdict',
  'VerdictCode',
  'VerdictPhase',
];

test('the package exports these values and no others', () => {
  assert.deepEqual(Object.keys(api).sort(), [...VALUES].sort());
});

test('the package exports these types and no others', () => {
  assert.deepEqual(exportedTypes(), [...TYPES].sort());
});

test('the version is that of package.json', () => {
  assert.match(api.version, /^\d+\.\d+\.\d+/);
});

function exportedTypes(): string[] {
  const text = typescriptFiles('src').get('index.ts') ?? '';
  const found: string[] = [];
  for (const [, typeOnly, names = ''] of text.matchAll(/^export (type )?\{([^}]*)\}/gm)) {
    const specifiers = names.split(',').map((name) => name.trim());
    for (const name of specifiers) {
      if (typeOnly !== undefined && name !== '') found.push(name);
      else if (name.startsWith('type ')) found.push(name.slice('type '.length));
    }
  }
  return found.sort();
}
