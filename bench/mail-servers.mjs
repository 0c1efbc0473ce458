// Three real mail servers with certificates of the run's own authority, each port behind a proxy that counts.
import { startDovecot } from '../test/servers/helpers/dovecot.ts';
import { startExim } from '../test/servers/helpers/exim.ts';
import { makeMailAuthority } from '../test/servers/helpers/mail-authority.ts';
import { startPostfix } from '../test/servers/helpers/postfix.ts';
import { countingProxy } from './counting-proxy.mjs';

/** Where the tools ask, by name and on registered ports, and where the server itself listens. */
const SERVERS = [
  {
    server: 'Postfix',
    name: 'postfix.mail.test',
    address: '127.0.1.1',
    behind: '127.0.2.1',
    leaf: 'rsa',
    services: [{ port: 587, protocol: 'smtp', startTls: true }],
    start: (options) => startPostfix({ ...options, smtps: true, submission: true }),
  },
  {
    server: 'Exim',
    name: 'exim.mail.test',
    address: '127.0.1.2',
    behind: '127.0.2.2',
    leaf: 'right',
    services: [{ port: 25, protocol: 'smtp', startTls: true }],
    // testssl.sh and sslscan leave more connections behind than the 20 that Exim takes at once.
    start: (options) => startExim({ ...options, submission: true, settings: ['smtp_accept_max = 0'] }),
  },
  {
    server: 'Dovecot',
    name: 'dovecot.mail.test',
    address: '127.0.1.3',
    behind: '127.0.2.3',
    leaf: 'right',
    services: [
      { port: 110, protocol: 'pop3', startTls: true },
      { port: 143, protocol: 'imap', startTls: true },
      { port: 995, protocol: 'pop3', startTls: false },
      { port: 993, protocol: 'imap', startTls: false },
    ],
    start: startDovecot,
  },
];

export const HOSTS = SERVERS.map(({ name, address }) => ({ name, address }));

/** Starts them all. `endings` gets what undoes it, in order. */
export async function startMailServers(endings) {
  const authority = makeMailAuthority();
  endings.push(() => authority.remove());
  const hosts = [];
  for (const { start, leaf, behind, name, ...about } of SERVERS) {
    const certificate = authority.leaf(leaf, name);
    const running = await start({ hostname: name, certificate, registeredOn: behind });
    endings.push(() => running.stop());
    const services = await Promise.all(
      about.services.map(async (service) => {
        const at = { host: about.address, port: service.port };
        const proxy = await countingProxy(service.port, { host: behind, at });
        endings.push(() => proxy.close());
        return { ...service, ...proxy };
      }),
    );
    hosts.push({ ...about, name, version: running.version, services });
  }
  return { hosts, rootFile: authority.rootFile };
}
