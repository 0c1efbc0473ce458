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
  'CertificateKey',
  'CertificateSummary',
  'Clock',
  'CodePart',
  'Connection',
  'DialError',
  'DialOptions',
  'Dialer',
  'DurationCase',
  'Endpoint',
  'Entry',
  'EntryKind',
  'Evidence',
  'ExpectedReply',
  'Exposure',
  'FailureRecord',
  'Family',
  'HistoricAssociation',
  'Host',
  'HostRecord',
  'HostRemark',
  'IdentifyMode',
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
  'MailProtocol',
  'Match',
  'MetaRecord',
  'NameNote',
  'NameTarget',
  'Note',
  'NoticeRecord',
  'PlanDuration',
  'PlanLimit',
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
  'ProtocolEntry',
  'ProtocolStatus',
  'ReachOptions',
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
  'ShowMode',
  'StartTlsOutcome',
  'SummaryRecord',
  'SystemNames',
  'SystemService',
  'Target',
  'TargetItem',
  'TargetStream',
  'TargetText',
  'TlsSummary',
  'TopicEntry',
  'TranscriptEntry',
  'Transport',
  'UnrecognizedReply',
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
