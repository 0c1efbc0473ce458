import assert from 'node:assert/strict';
import { test } from 'node:test';
import { likelyService } from '../../src/local/index.js';
import { lookupPort, type PortEntry, type PortUse } from '../../src/reference/index.js';

const use = (...names: string[]): PortUse => ({ names, description: names.join(), basis: 'custom', source: 'test' });
const entry = (port: number, members: Partial<PortEntry> = {}): PortEntry => ({
  ...(lookupPort(port, 'tcp')[0] as PortEntry),
  ...{ names: [], aliases: [], nameNotes: [], uses: [] },
  ...members,
});

function named(port: PortEntry, ...programs: string[]): string | null {
  const service = likelyService(port, programs);
  return service === null ? null : `${service.name} ${service.basis}`;
}

test('a system port has its registered service', () => {
  assert.equal(named(entry(25, { names: ['smtp'], uses: [use('honeypot')] }), 'master'), 'smtp registry');
});

test('above, what people meet is likelier than what is registered', () => {
  const port = entry(3000, { names: ['hbci', 'remoteware-cl'], uses: [use('dev-server', 'grafana')] });
  assert.equal(named(port), 'dev-server custom');
  assert.equal(likelyService(port, [])?.use?.names[0], 'dev-server');
  assert.equal(named(entry(3306, { names: ['mysql'] })), 'mysql registry');
});

test('a use that is a form of the registered service does not take its place', () => {
  const valkey = { ...use('valkey'), description: 'Redis and what speaks its protocol: Valkey, KeyDB.' };
  assert.equal(named(entry(6379, { names: ['redis'], uses: [valkey] })), 'redis registry');
  assert.equal(named(entry(6379, { names: ['redis'], uses: [valkey] }), 'valkey-server'), 'valkey process');
  assert.equal(named(entry(8080, { names: ['http-alt'], uses: [use('http-proxy')] })), 'http-alt registry');
  assert.equal(named(entry(9092, { names: ['XmlIpcRegSvc'], uses: [use('kafka')] })), 'kafka custom');
});

test('the bundled reference agrees with what people meet', () => {
  const services = [2375, 3306, 5432, 5672, 6379, 8080, 9090, 9200, 11_211, 27_017].map((port) => {
    return likelyService(lookupPort(port, 'tcp')[0] as PortEntry, [])?.name;
  });
  const expected = 'docker mysql postgresql amqp redis http-alt prometheus elasticsearch memcache mongodb';
  assert.equal(services.join(' '), expected);
});

test('a program that bears the name of a use or service decides', () => {
  const port = entry(3000, { names: ['hbci'], uses: [use('dev-server'), use('node', 'grafana')] });
  assert.equal(named(port, 'grafana'), 'grafana process');
  assert.equal(likelyService(port, ['grafana'])?.use, port.uses[1]);
  assert.equal(named(port, 'hbcid'), 'hbci process');
});

test('programs are known by the name of their service, with what is usual before and after it', () => {
  for (const [program, service] of [
    ['sshd', 'ssh'],
    ['redis-server', 'redis'],
    ['postgres', 'postgresql'],
    ['mongod', 'mongodb'],
    ['MySQLd.exe', 'mysql'],
    ['ntpd', 'ntp'],
  ] as const) {
    assert.equal(named(entry(5000, { names: [service] }), program), `${service} process`, program);
  }
});

test('a program of another name, or of too short a one, decides nothing', () => {
  const port = entry(9100, { names: ['pdl-datastream'], uses: [use('node-exporter')] });
  for (const program of ['node', 'no', 'java', '', '漢字']) assert.equal(named(port, program), 'node-exporter custom');
});

test('an alias that a program bears is the registered service below 1024, above it may be another', () => {
  assert.equal(named(entry(53, { names: ['domain'], aliases: ['dns'] }), 'dnsmasq'), 'domain process');
  assert.equal(named(entry(53, { aliases: ['dns'] }), 'dnsmasq'), 'dns process');
  assert.equal(named(entry(3000, { names: ['hbci'], aliases: ['grafana'] }), 'grafana'), 'grafana process');
});

test('a historic name comes last, an old default of an analyser never', () => {
  const historic = { name: 'old', note: 'historic', insteadUse: 'new' } as const;
  assert.equal(named(entry(80, { names: ['old', 'new'], nameNotes: [historic] })), 'new registry');
  assert.equal(named(entry(80, { uses: [{ ...use('relic'), basis: 'dissector' }] })), null);
});

test('an alias stands in where nothing is registered, and nothing where nothing is known', () => {
  assert.equal(named(entry(5000, { aliases: ['upnp'] })), 'upnp alias');
  assert.equal(named(entry(49_200), 'sshd'), null);
});
