import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOST } from './ports.js';
import { type RunningServer, startServer, versionFrom } from './running-server.js';

const XINETD = '/usr/sbin/xinetd';
/** What xinetd answers by itself. */
const INTERNAL = ['echo', 'discard', 'daytime', 'time', 'chargen'] as const;
/** What it starts a program for. */
const PROGRAMS = { finger: ['/usr/sbin/in.fingerd', 'nobody'], telnet: ['/usr/sbin/telnetd', 'root'] } as const;

export type XinetdService = (typeof INTERNAL)[number] | keyof typeof PROGRAMS;

/** xinetd with its internal services, and with finger and telnet. */
export function startXinetd(options: { namespace?: string } = {}): Promise<RunningServer<XinetdService>> {
  return startServer<XinetdService>({
    name: 'xinetd',
    namespace: options.namespace,
    services: [...INTERNAL, 'finger', 'telnet'],
    version: versionFrom(XINETD, ['-version'], /^(\d\S+)/m),
    configure(folder, ports) {
      const configFile = join(folder, 'xinetd.conf');
      writeFileSync(configFile, configuration(ports));
      return [XINETD, '-dontfork', '-f', configFile, '-pidfile', join(folder, 'xinetd.pid')];
    },
  });
}

function configuration(ports: Readonly<Record<XinetdService, number>>): string {
  const service = (name: XinetdService, lines: readonly string[]) => [
    `service ${name}`,
    '{',
    'socket_type = stream',
    'protocol = tcp',
    `port = ${ports[name]}`,
    ...lines,
    '}',
  ];
  return [
    'defaults',
    '{',
    `bind = ${HOST}`,
    'log_type = FILE /dev/null',
    '}',
    ...INTERNAL.flatMap((name) => service(name, [`id = ${name}-stream`, 'type = INTERNAL UNLISTED', 'wait = no'])),
    ...Object.entries(PROGRAMS).flatMap(([name, [program, user]]) =>
      service(name as XinetdService, ['type = UNLISTED', 'wait = no', `user = ${user}`, `server = ${program}`]),
    ),
    '',
  ].join('\n');
}
