import type { LocalWords } from '../../../report/local-table.js';
import { formatNumber } from '../../../report/scan-table.js';

/** Texts of the local command in English. */
export const localEn = {
  ports: 'Only these ports: 25,8000-8100,smtp,@mail,53/udp. Default: all',
  transport: 'Only sockets of this transport',
  examples: [
    ['$0 local', 'what listens on this machine, and who reaches it'],
    ['$0 local 25 smtp', 'whether something listens there'],
    ['$0 local --transport udp --json', 'bound UDP sockets, for a program'],
  ] as [string, string][],
  nothing: 'Nothing listens on this machine.',
  unmatched: (ports: string) => `${ports}: nothing listens there`,
  nothingOf: (transport: string) => `${transport}: nothing listens`,
  untold: (transports: readonly string[]) =>
    `Incomplete: the system does not tell its ${transports.map((name) => name.toUpperCase()).join(' and ')} sockets.`,
  withoutProcess: (count: number) =>
    count === 1
      ? 'The process of 1 socket is not told: run as root to see the process names of others.'
      : `The processes of ${formatNumber(count)} sockets are not told: run as root to see the process names of others.`,
  words: {
    port: 'PORT',
    address: 'ADDRESS',
    reachableBy: 'REACHABLE BY',
    process: 'PROCESS',
    service: 'SERVICE',
    exposures: { all: 'everyone', address: 'its network', loopback: 'this machine' },
    comma: ', ',
    more: (shown, others) => `${shown} and ${formatNumber(others)} more`,
    registeredFor: (description, names) => `${description} (registered for ${names})`.trimStart(),
    risk: (text) => `Risk: ${text}`,
    summary({ all, address, loopback }) {
      const parts = [
        all > 0 ? `${formatNumber(all)} reachable by everyone` : '',
        address > 0 ? `${formatNumber(address)} by the network of one address` : '',
        loopback > 0 ? `${formatNumber(loopback)} by this machine only` : '',
      ];
      return `Listening: ${parts.filter((part) => part !== '').join(', ')}. Firewalls are not considered.`;
    },
  } satisfies LocalWords,
};

export type LocalTexts = typeof localEn;
