import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asUser, makeFolderOf } from './drop-root.js';
import { HOST } from './ports.js';
import { type RunningServer, startServer } from './running-server.js';

const RELEASES = '/usr/lib/rabbitmq/lib';
const SERVER = '/usr/lib/rabbitmq/bin/rabbitmq-server';
// It would start a port mapper itself, but as a daemon on every address.
const MAP_AND_SERVE = `epmd -address ${HOST} -port "$ERL_EPMD_PORT" & exec ${SERVER}`;

export type RabbitmqService = 'amqp' | 'epmd' | 'distribution';

/** RabbitMQ without plugins, with Erlang's port mapper and the port on which its nodes would talk to each other. */
export function startRabbitmq(options: { namespace?: string } = {}): Promise<RunningServer<RabbitmqService>> {
  return startServer<RabbitmqService>({
    name: 'rabbitmq',
    namespace: options.namespace,
    services: ['amqp', 'epmd', 'distribution'],
    version: rabbitmqVersion(),
    configure(folder, ports) {
      const own = makeFolderOf('rabbitmq', join(folder, 'own'));
      const configFile = join(own, 'rabbitmq.conf');
      writeFileSync(configFile, `listeners.tcp.1 = ${HOST}:${ports.amqp}\nlog.console = true\nlog.file = false\n`);
      const variables = environment(own, configFile, ports);
      return asUser('rabbitmq', 'rabbitmq', 'env', ...variables, '/bin/sh', '-c', MAP_AND_SERVE);
    },
  });
}

function environment(folder: string, configFile: string, ports: Readonly<Record<RabbitmqService, number>>): string[] {
  return [
    `HOME=${folder}`,
    `ERL_EPMD_PORT=${ports.epmd}`,
    `ERL_EPMD_ADDRESS=${HOST}`,
    'RABBITMQ_NODENAME=portolan@localhost',
    `RABBITMQ_DIST_PORT=${ports.distribution}`,
    'RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS=-kernel inet_dist_use_interface {127,0,0,1}',
    'RABBITMQ_CONF_ENV_FILE=/dev/null',
    `RABBITMQ_CONFIG_FILE=${configFile}`,
    `RABBITMQ_MNESIA_BASE=${join(folder, 'mnesia')}`,
    `RABBITMQ_LOG_BASE=${join(folder, 'log')}`,
    `RABBITMQ_ENABLED_PLUGINS_FILE=${join(folder, 'plugins')}`,
    `RABBITMQ_PID_FILE=${join(folder, 'pid')}`,
  ];
}

/** Its own command for that starts a whole Erlang, so the name of the folder has to tell. */
function rabbitmqVersion(): string | undefined {
  try {
    return readdirSync(RELEASES).flatMap((name) => /^rabbitmq_server-(.+)$/.exec(name)?.[1] ?? [])[0];
  } catch {
    return undefined;
  }
}
