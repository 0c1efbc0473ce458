import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ClientService, DomainFacts, Exchanger, MailExchange } from '../../../src/mail/domain/types.js';
import { findDomainFaults, findHostFaults } from '../../../src/mail/findings/index.js';
import { namedHost, tls } from '../../helpers/probe-records.js';
import { factsOf } from './facts.js';

const { certificate } = tls();
const showing = (port: number, changes: Partial<NonNullable<typeof certificate>>) =>
  factsOf('imap', {}, { port, tls: tls({ certificate: { ...certificate!, ...changes } }) });
const hostIds = (...args: Parameters<typeof findHostFaults>) => findHostFaults(...args).map(({ id }) => id);

test('a port that nobody asked, or that is silent, is not missing', () => {
  const services = [factsOf('smtp'), factsOf('imap', {}, { port: 143 }), factsOf('pop3', {}, { port: 110 })];
  assert.deepEqual(hostIds(services, []), []);
  assert.deepEqual(hostIds(services, [465, 993]), ['submissions-missing', 'retrieval-tls-port-missing']);
  assert.deepEqual(hostIds(services.slice(2), [465, 993]), []);
});

test('certificates differ unless there is one of each kind of key for the same names', () => {
  const key = { type: 'ec', bits: null, curve: 'prime256v1' };
  const other = { fingerprint: 'cd'.repeat(32) };
  assert.deepEqual(hostIds([showing(143, {}), showing(993, {})], []), []);
  assert.deepEqual(hostIds([showing(143, {}), showing(993, other)], []), ['certificates-differ']);
  assert.deepEqual(hostIds([showing(143, {}), showing(993, { ...other, key })], []), []);
  assert.deepEqual(hostIds([showing(143, {}), showing(993, { ...other, key, names: ['*.example.org'] })], []), [
    'certificates-differ',
  ]);
});

test('the evidence tells which port shows which certificate', () => {
  const services = [
    showing(143, {}),
    showing(993, { fingerprint: 'cd'.repeat(32), validTo: '2026-12-24T00:00:00Z' }),
    showing(995, {}),
  ];
  assert.deepEqual(findHostFaults(services, [])[0]?.evidence, [
    '143, 995: mail.example.org, valid to 2027-01-22, SHA-256 abababababababab',
    '993: mail.example.org, valid to 2026-12-24, SHA-256 cdcdcdcdcdcdcdcd',
  ]);
});

const exchanger = (name: string, changes: Partial<Exchanger> = {}): Exchanger => ({
  ...{ name, preference: 10, ...namedHost('192.0.2.25') },
  ...changes,
});
const mail = (kind: MailExchange['kind'], exchangers: readonly Exchanger[] = []): MailExchange => ({
  ...{ kind, exchangers, omitted: 0, validated: false },
});
const domain = (exchangers: readonly Exchanger[], changes: Partial<DomainFacts> = {}): DomainFacts => ({
  ...{ domain: 'example.org', mail: mail('mx', exchangers), clientServices: null, mtaSts: null },
  ...{ unansweredServices: [], omittedServices: 0 },
  ...changes,
});
const domainIds = (facts: DomainFacts) => findDomainFaults(facts).map(({ id }) => id);
const TWO = [exchanger('mx1.example.org'), exchanger('mx2.example.org')];

test('nothing is held against a domain of which nothing was asked or answered', () => {
  assert.deepEqual(domainIds(domain([], { mail: null })), []);
  for (const kind of ['null', 'none', 'no-such-domain', 'unknown'] as const) {
    assert.deepEqual(domainIds(domain([], { mail: mail(kind) })), [], kind);
  }
  assert.deepEqual(domainIds(domain(TWO)), []);
});

test('that the resolver gave no answer about an exchanger says nothing of it', () => {
  const lost = (problem: string) =>
    domainIds(domain([...TWO, exchanger('mx3.example.org', { addresses: [], problem })]));
  assert.deepEqual(lost('failed'), []);
  for (const problem of ['no-such-name', 'no-address', 'bad-name'])
    assert.deepEqual(lost(problem), ['mx-unresolvable']);
  assert.deepEqual(lost('address-literal'), ['mx-address-literal']);
  assert.deepEqual(lost('null-mx'), ['mx-null-with-others']);
});

test('why a name has no address is said in words', () => {
  const evidence = (problem: string) =>
    findDomainFaults(domain([...TWO, exchanger('mx3.example.org', { addresses: [], problem })]))[0]?.evidence;
  assert.deepEqual(evidence('no-such-name'), ['MX 10 mx3.example.org: no such name']);
  assert.deepEqual(evidence('no-address'), ['MX 10 mx3.example.org: no address']);
  assert.deepEqual(evidence('bad-name'), ['MX 10 mx3.example.org: not the name of a host']);
  const clientEvidence = (problem: string) =>
    findDomainFaults(clients([client('imaps', { target: '192.0.2.1', addresses: [], problem })]))[0]?.evidence;
  const record = '_imaps._tcp.example.org SRV 0 1 143 192.0.2.1';
  assert.deepEqual(clientEvidence('address-literal'), [`${record}: an address, where a name must stand`]);
  assert.deepEqual(clientEvidence('no-such-name'), [`${record}: no such name`]);
});

test('one name with an address of each kind is one machine', () => {
  const single = (...addresses: string[]) => domainIds(domain([exchanger('mx1.example.org', { addresses })]));
  assert.deepEqual(single('192.0.2.25'), ['mx-single']);
  assert.deepEqual(single('192.0.2.25', '2001:db8::25'), ['mx-single']);
  assert.deepEqual(single('192.0.2.25', '192.0.2.26', '2001:db8::25'), []);
});

test('a policy of MTA-STS is invalid, or out of reach, or nobody knows', () => {
  const sts = (problem: string | null, id: string | null = '1') =>
    domainIds(domain(TWO, { mtaSts: { id, policy: null, problem } }));
  for (const problem of ['invalid-mode', 'invalid-line', 'wrong-media-type', 'too-large'])
    assert.deepEqual(sts(problem), ['mta-sts-invalid'], problem);
  for (const problem of ['several-records', 'invalid-record'])
    assert.deepEqual(sts(problem, null), ['mta-sts-invalid'], problem);
  for (const problem of ['not-found', 'certificate', 'redirected', 'timeout', 'unreachable'])
    assert.deepEqual(sts(problem), ['mta-sts-unreachable'], problem);
  for (const problem of ['dns-failed', 'stopped', null]) assert.deepEqual(sts(problem), [], String(problem));
});

const client = (service: ClientService['service'], changes: Partial<ClientService> = {}): ClientService => ({
  ...{ service, priority: 0, weight: 1, port: 143, target: 'mail.example.org', ...namedHost('192.0.2.25') },
  ...changes,
});
const clients = (services: readonly ClientService[], changes: Partial<DomainFacts> = {}) =>
  domain(TWO, { clientServices: services, ...changes });
const NOT_THERE = { target: null, addresses: [] };

test('a service that SRV records say is not there misses nothing', () => {
  const ids = (...services: readonly ClientService[]) => domainIds(clients(services));
  assert.deepEqual(ids(client('imap')), ['srv-tls-missing']);
  assert.deepEqual(ids(client('imap', NOT_THERE)), []);
  assert.deepEqual(ids(client('imap'), client('imaps')), []);
  assert.deepEqual(ids(client('imap'), client('imaps', NOT_THERE)), ['srv-tls-missing']);
  assert.deepEqual(ids(client('imaps'), client('sieve')), []);
});

test('a service about which DNS gave no answer is not missing', () => {
  const imap = [client('imap')];
  assert.deepEqual(domainIds(clients(imap, { unansweredServices: ['imaps'] })), []);
  assert.deepEqual(domainIds(clients(imap, { unansweredServices: ['pop3s', 'submissions'] })), ['srv-tls-missing']);
  const facts = clients([...imap, client('pop3')], { unansweredServices: ['imaps'] });
  assert.deepEqual(findDomainFaults(facts)[0]?.evidence, ['_pop3._tcp.example.org SRV 0 1 143 mail.example.org']);
});

test('a server for clients is an alias, or has no address, or nobody knows', () => {
  const ids = (changes: Partial<ClientService>) => domainIds(clients([client('imaps', changes)]));
  assert.deepEqual(ids({ alias: 'other.example.org' }), ['srv-alias']);
  for (const problem of ['no-such-name', 'no-address', 'bad-name', 'address-literal'])
    assert.deepEqual(ids({ addresses: [], problem }), ['srv-unresolvable'], problem);
  assert.deepEqual(ids({ addresses: [], problem: 'failed' }), []);
  assert.deepEqual(ids({ addresses: [], alias: 'lost.example.org', problem: 'no-such-name' }), [
    'srv-alias',
    'srv-unresolvable',
  ]);
});
