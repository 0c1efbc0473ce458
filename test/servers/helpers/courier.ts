import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Certificate } from './certificate.js';
import { certificateFor } from './mail-authority.js';
import { HOST } from './ports.js';
import { type RunningServer, startServer } from './running-server.js';
import { unpacked } from './unpacked.js';

const PACKAGE = 'courier-imap';
const LIBRARIES = [unpacked(PACKAGE, 'usr/lib'), unpacked(PACKAGE, 'usr/lib/courier-authlib')].join(':');
const TCPD = unpacked(PACKAGE, 'usr/sbin/couriertcpd');
const TLS = unpacked(PACKAGE, 'usr/bin/couriertls');
/** Made by .ci/install-servers. */
const USER = 'courier';
const REGISTERED = { imap: 143, imaps: 993, pop3: 110, pop3s: 995 };
const CAPABILITIES = 'IMAP4rev1 UIDPLUS CHILDREN NAMESPACE THREAD=ORDEREDSUBJECT THREAD=REFERENCES SORT QUOTA IDLE';

export type CourierService = keyof typeof REGISTERED;

export interface CourierOptions {
  /** What TLS shows. Without it there is no TLS, and no ports for it. */
  certificate?: Certificate;
  /** Listen on this loopback address, on the registered ports (143, 993, 110, 995). By default on free ports of 127.0.0.1. */
  registeredOn?: string;
  /** Further lines of the files that Courier's scripts read, such as `IMAP_TLS_REQUIRED=0`. */
  settings?: readonly string[];
}

/** Courier with IMAP and POP3, without an account. By default it lets nobody log in without TLS. */
export function startCourier(
  options: CourierOptions & { certificate: Certificate },
): Promise<RunningServer<CourierService>>;
export function startCourier(options?: CourierOptions): Promise<RunningServer<'imap' | 'pop3'>>;
export function startCourier(options: CourierOptions = {}): Promise<RunningServer<CourierService>> {
  const { certificate, registeredOn, settings = [] } = options;
  return startServer<CourierService>({
    name: 'courier',
    services: certificate ? ['imap', 'pop3', 'imaps', 'pop3s'] : ['imap', 'pop3'],
    host: registeredOn,
    registered: registeredOn === undefined ? undefined : REGISTERED,
    configure(folder, ports) {
      const file = join(folder, 'courier.sh');
      writeFileSync(
        file,
        [...environment(folder, certificate), ...settings.map(exported), ...starts(ports, options)].join('\n'),
      );
      // Its listeners leave the process group. As the first process among its own the shell takes them along when it ends.
      return ['unshare', '--pid', '--fork', '--kill-child', '/bin/sh', file];
    },
  });
}

const exported = (setting: string) => `export ${setting}`;

/** What Courier's own start scripts take from /etc/courier and hand to the programs. */
function environment(folder: string, certificate: Certificate | undefined): string[] {
  return [
    `LD_LIBRARY_PATH=${LIBRARIES}`,
    `COURIERTLS=${TLS}`,
    `IMAP_CAPABILITY='${CAPABILITIES}'`,
    `IMAP_CAPABILITY_TLS='${CAPABILITIES} AUTH=PLAIN'`,
    "POP3AUTH=''",
    "POP3AUTH_TLS='PLAIN LOGIN'",
    'TLS_VERIFYPEER=NONE',
    ...(certificate ? tls(folder, certificate) : []),
  ].map(exported);
}

function tls(folder: string, certificate: Certificate): string[] {
  const own = certificateFor(USER, certificate, join(folder, 'tls'));
  // One file for both, the key first.
  writeFileSync(own.keyFile, readFileSync(own.certificateFile), { flag: 'a' });
  return [`TLS_CERTFILE=${own.keyFile}`, 'IMAP_TLS_REQUIRED=1', 'POP3_TLS_REQUIRED=1'];
}

/** One process a port. */
function starts(
  ports: Readonly<Partial<Record<CourierService, number>>>,
  { registeredOn = HOST, certificate }: CourierOptions,
): string[] {
  const programs = unpacked(PACKAGE, 'usr/lib/courier/courier');
  const imap = [join(programs, 'imaplogin'), unpacked(PACKAGE, 'usr/bin/imapd'), 'Maildir'];
  const pop3 = [join(programs, 'courierpop3login'), join(programs, 'courierpop3d'), 'Maildir'];
  const inside = [TLS, '-server', '-tcpd', `-user=${USER}`];
  const recipes: Record<CourierService, { variables: string[]; program: string[] }> = {
    imap: { variables: certificate ? ['IMAP_STARTTLS=YES'] : [], program: imap },
    pop3: { variables: certificate ? ['POP3_STARTTLS=YES'] : [], program: pop3 },
    imaps: { variables: ['IMAP_TLS=1', 'IMAP_TLS_REQUIRED=0'], program: [...inside, ...imap] },
    pop3s: { variables: ['POP3_TLS=1', 'POP3_TLS_REQUIRED=0'], program: [...inside, ...pop3] },
  };
  return [
    "trap 'exit 0' TERM",
    ...(Object.keys(ports) as CourierService[]).map((name) => {
      const { variables, program } = recipes[name];
      const daemon = [TCPD, `-address=${registeredOn}`, '-nodnslookup', '-noidentlookup', ports[name]];
      return `${[...variables, ...daemon, ...program].join(' ')} &`;
    }),
    'wait',
    '',
  ];
}
