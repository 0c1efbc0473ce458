// The tools: which commands ask the services of a host, and which facts by port their outputs tell.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readPortolan } from './mail-read-portolan.mjs';
import { readNmap, readSwaks } from './mail-read-talk.mjs';
import { readSslscan, readTestssl } from './mail-read-tls.mjs';

const PORTOLAN = fileURLToPath(new URL('../dist/cli/portolan.cjs', import.meta.url));
const NMAP_SCRIPTS = 'smtp-commands,pop3-capabilities,imap-capabilities,ssl-cert';
/** Seconds that one command gets. */
const LIMIT = 180;
let written = 0;

export const TOOLS = {
  portolan: (host, surroundings) => portolan(host, surroundings, []),
  'portolan --tls-versions': (host, surroundings) => portolan(host, surroundings, ['--tls-versions']),
  swaks: (host, { rootFile }) =>
    host.services
      .filter(({ protocol }) => protocol === 'smtp')
      .map((service) => ({
        command: ['swaks', '--server', host.name, '--port', service.port, '-tls', '--quit-after', 'EHLO'].concat([
          '--tls-verify',
          '--tls-ca-path',
          rootFile,
          '--tls-sni',
          host.name,
          '--tls-get-peer-cert',
        ]),
        read: (text) => new Map([[service.port, readSwaks(text)]]),
      })),
  nmap: ({ name, services }) => [
    {
      command: ['nmap', '-sT', '-Pn', '-n', '-p', portsOf(services), '--script', NMAP_SCRIPTS, '-oX', '-', name],
      read: (xml) => readNmap(xml, new Map(services.map(({ port, startTls }) => [port, !startTls]))),
    },
  ],
  'testssl.sh': (host, { rootFile, folder }) =>
    host.services.map((service) => testssl(host, service, rootFile, folder)),
  sslscan: ({ name, services }) =>
    services.map((service) => ({
      command: ['sslscan', '--no-colour', ...(service.startTls ? [`--starttls-${service.protocol}`] : [])].concat(
        ['--no-ciphersuites', '--no-fallback', '--no-renegotiation', '--no-compression', '--no-heartbleed'],
        ['--show-certificate', '--ocsp', '--show-client-cas', `--sni-name=${name}`, `${name}:${service.port}`],
      ),
      read: (text) => new Map([[service.port, readSslscan(text, service)]]),
    })),
};

const portsOf = (services) => services.map(({ port }) => port).join();

function portolan({ name, services }, { rootFile }, options) {
  const command = [process.execPath, PORTOLAN, 'probe', name, '-p', portsOf(services), '--ca', rootFile];
  return [{ command: [...command, '--json', '--quiet', ...options], read: readPortolan }];
}

/** `--ip` and `--nodns none`: it would look up the name itself, and so wait for name servers. */
function testssl({ name, address }, service, rootFile, folder) {
  const file = join(folder, `testssl-${++written}.json`);
  const startTls = service.startTls ? ['--starttls', service.protocol] : [];
  return {
    command: ['testssl', '--quiet', '--warnings', 'batch', '--color', '0', '--nodns', 'none', '--ip', address].concat([
      '--add-ca',
      rootFile,
      ...startTls,
      '-p',
      '-S',
      '-h',
      '--jsonfile',
      file,
      `${name}:${service.port}`,
    ]),
    read: () => new Map([[service.port, readTestssl(readFileSync(file, 'utf8'), service)]]),
  };
}

/** The output and the wall time of a command. Exit codes are left aside: for some of the tools they count what they found. */
export function run(command, home) {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const child = spawn('timeout', ['-k', '5', LIMIT, ...command].map(String), {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH, HOME: home, LANG: 'C.UTF-8', TERM: 'dumb' },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    child.once('error', reject);
    child.once('close', () => resolve({ stdout, stderr, seconds: (performance.now() - startedAt) / 1000 }));
  });
}
