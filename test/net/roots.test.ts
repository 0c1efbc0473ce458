import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import test, { type TestContext } from 'node:test';
import { connect } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { rootsOf, sharedContext, type TrustSources, trustedRoots } from '../../src/net/roots.js';
import { AUTHORITY, SIGNED } from '../helpers/certificate.js';
import { serveTls } from '../helpers/server.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const DEBIAN = '/etc/ssl/certs/ca-certificates.crt';
const BSD = '/etc/ssl/cert.pem';

/** A text that looks like a bundle, told from others by its name. */
const bundle = (name: string) => `# ${name}\n-----BEGIN CERTIFICATE-----\n`;

/** A machine with these files, whose runtime knows no store and brings one authority. */
function machine(files: Readonly<Record<string, string>>, further: Partial<TrustSources> = {}): TrustSources {
  return {
    environment: {},
    platform: 'linux',
    read: (path) => files[path] ?? null,
    store: () => [],
    bundled: () => [bundle('bundled')],
    ...further,
  };
}

test('the first bundle of the system that holds certificates is taken', () => {
  assert.deepEqual(rootsOf(machine({ [DEBIAN]: bundle('debian'), [BSD]: bundle('bsd') })), [bundle('debian')]);
  assert.deepEqual(rootsOf(machine({ [DEBIAN]: '', [BSD]: bundle('bsd') })), [bundle('bsd')]);
});

test('SSL_CERT_FILE comes before the system, and is left aside where it holds no certificate', () => {
  const environment = { SSL_CERT_FILE: '/my.pem' };
  const files = { [DEBIAN]: bundle('debian'), '/my.pem': bundle('mine') };
  assert.deepEqual(rootsOf(machine(files, { environment })), [bundle('mine')]);
  assert.deepEqual(rootsOf(machine({ ...files, '/my.pem': 'nothing' }, { environment })), [bundle('debian')]);
  assert.deepEqual(rootsOf(machine(files, { environment: { SSL_CERT_FILE: '' } })), [bundle('debian')]);
});

test('NODE_EXTRA_CA_CERTS adds to them, and nothing is there twice', () => {
  const files = { [DEBIAN]: bundle('debian'), '/extra.pem': bundle('extra') };
  const both = rootsOf(machine(files, { environment: { NODE_EXTRA_CA_CERTS: '/extra.pem' } }));
  assert.deepEqual(both, [bundle('debian'), bundle('extra')]);
  assert.deepEqual(rootsOf(machine(files, { environment: { NODE_EXTRA_CA_CERTS: DEBIAN } })), [bundle('debian')]);
});

test('where the system has a store, it is asked first, and bundles where it tells nothing', () => {
  for (const platform of ['darwin', 'win32']) {
    const store = () => [bundle('a'), bundle('b'), bundle('a')];
    const files = { [BSD]: bundle('bsd') };
    assert.deepEqual(rootsOf(machine(files, { platform, store })), [bundle('a'), bundle('b')]);
    assert.deepEqual(rootsOf(machine(files, { platform })), [bundle('bsd')]);
  }
});

test('a system without bundle is left to what the runtime finds', () => {
  assert.deepEqual(rootsOf(machine({}, { store: () => [bundle('found')] })), [bundle('found')]);
});

test('where nothing is found the runtime takes its own, and further ones are added to them', () => {
  assert.equal(rootsOf(machine({})), undefined);
  const files = { '/extra.pem': bundle('extra') };
  const environment = { NODE_EXTRA_CA_CERTS: '/extra.pem' };
  assert.equal(rootsOf(machine(files, { environment })), undefined);
  assert.deepEqual(rootsOf(machine(files, { environment }), [bundle('own')]), [
    bundle('bundled'),
    bundle('extra'),
    bundle('own'),
  ]);
});

test('further authorities are added to those of the system', () => {
  assert.deepEqual(rootsOf(machine({ [DEBIAN]: bundle('debian') }), [bundle('own')]), [
    bundle('debian'),
    bundle('own'),
  ]);
});

test('the machine is looked at once', () => {
  assert.equal(trustedRoots(), trustedRoots());
  assert.equal(trustedRoots([AUTHORITY])?.at(-1), AUTHORITY);
});

test('a path to no file, to a folder or to a device holds no authorities', async () => {
  const script = `
    const { trustedRoots } = await import('./src/net/roots.ts');
    console.log(JSON.stringify((trustedRoots(['own']) ?? []).map((text) => text.length)));`;
  const lengths = new Set<string>();
  for (const path of ['/nowhere/at/all', '/dev/zero', ROOT]) {
    const env = { ...process.env, SSL_CERT_FILE: path, NODE_EXTRA_CA_CERTS: '' };
    const flags = ['--import', 'tsx', '--input-type=module', '-e', script];
    const { stdout } = await promisify(execFile)(process.execPath, flags, { cwd: ROOT, env, timeout: 20_000 });
    lengths.add(stdout);
  }
  assert.equal(lengths.size, 1);
});

async function judged(t: TestContext, roots: readonly string[] | undefined): Promise<unknown> {
  const { port } = await serveTls(t, () => {}, SIGNED.right);
  const secureContext = sharedContext(roots);
  const options = { port, host: '127.0.0.1', servername: 'mail.portolan.test', rejectUnauthorized: false };
  const socket = connect({ ...options, secureContext });
  t.after(() => socket.destroy());
  await once(socket, 'secureConnect');
  return socket.authorized ? null : socket.authorizationError;
}

test('a context trusts what it was made of', async (t) => {
  assert.equal(await judged(t, trustedRoots([AUTHORITY])), null);
  assert.equal(await judged(t, [AUTHORITY]), null);
  assert.equal(await judged(t, []), 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY');
  assert.equal(await judged(t, undefined), 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY');
});

test('a context is made once for the same authorities and settings', () => {
  const roots = [AUTHORITY];
  const settings = { minVersion: 'TLSv1' } as const;
  assert.equal(sharedContext(roots, settings), sharedContext(roots, { ...settings }));
  assert.notEqual(sharedContext(roots, settings), sharedContext(roots, { minVersion: 'TLSv1.2' }));
  assert.notEqual(sharedContext(roots, settings), sharedContext([AUTHORITY], settings));
  assert.equal(sharedContext(undefined), sharedContext(undefined));
});

test('contexts of ever other settings do not pile up', () => {
  const roots = [AUTHORITY];
  const first = sharedContext(roots, { sessionIdContext: 'first' });
  for (let count = 0; count < 20; count += 1) sharedContext(roots, { sessionIdContext: String(count) });
  assert.notEqual(sharedContext(roots, { sessionIdContext: 'first' }), first);
});
