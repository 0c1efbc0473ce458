import { DISCOVERY_PORTS, PACES } from '../../../defaults.js';
import { formatNumber } from '../../../report/scan-table.js';

const { polite, normal, fast } = PACES;

/** The help of the scan command in English. */
export const scanOptionsEn = {
  groups: {
    reach: 'Targets and ports:',
    speed: 'Speed (by default what the network shows that it takes):',
    exactness: 'Exactness and order:',
    names: 'Names:',
    output: 'Output:',
  },
  targets: 'Host names, addresses, networks (192.0.2.0/28), ranges (192.0.2.1-9), host:port, URLs',
  targetsFile: 'Read further targets from a file as the scan goes on, - for standard input (-iL too)',
  ports: 'Ports: 25,8000-8100,0x1f90,smtp,@mail,all. Default: @common',
  exclude: 'Leave out these targets, also where a network holds them; host:port leaves out a port',
  excludePorts: 'Leave out these ports everywhere',
  noDiscovery: 'Ask every port of every address, also where nobody shows up',
  discoveryPorts: `Ports by which the addresses of a network show that they are there. Default: ${DISCOVERY_PORTS.join(',')}`,
  shard: 'Only this part of the scan, such as 2/5: the five parts together are the whole',
  polite: `At most ${polite.rate} connects a second, ${polite.maxPerHost} in flight to one host, ${polite.concurrency} in all`,
  fast: `Begin with ${formatNumber(fast.firstWindow)} connects in flight instead of ${normal.firstWindow}, up to ${formatNumber(fast.concurrency)}: for networks of one's own`,
  rate: 'Connects a second at most, such as 500, 10k/s or 30/m',
  concurrency: 'Connects in flight at most',
  maxPerHost: 'Connects in flight to one host at most',
  budget: 'End within this time, such as 20s or 5m, the likeliest ports first',
  threads: 'Threads that connect, 1 to 8',
  retries: 'How often a silent port is asked again, 0 to 20',
  verify: 'Ask a second time for everything that decides the answer',
  patient: 'Wait for every refusal of a host that limits them',
  order: 'Likely ports first and the others at random, or all of them ascending',
  seed: 'Repeat the random order of another scan',
  identify:
    'Name services by port only, by listening, by what clients say every day (light, the default), or also by what is rare and may be logged',
  plan: 'Send nothing: tell what would be asked, what limits it and how long it would take',
  noResolve: 'With --plan: look up no names, and count each as one address',
  open: 'List open ports only (the same as --show open)',
  show: 'List open ports and a few others, every port asked, or open ports only',
  ndjson: 'Print one JSON record a line, as soon as it is known',
  output: 'Write the results to a file',
  journal: 'Write every answer to a file at once, so that a scan that was broken off can be gone on with',
  resume: 'Go on from this journal; given several times, also from those of shards',
  /** Defaults that are no number. */
  byRoundTrips: 'by the round trips',
  byLoss: 'by the loss',
  bySize: 'by the size of the scan',
  noLimit: 'none',
  random: 'random',
  examples: [
    ['$0 scan localhost', 'the common ports of this machine'],
    ['$0 scan mail.example.org -p @mail', 'the mail ports of a host'],
    ['$0 scan 192.0.2.0/24 --exclude 192.0.2.1 --plan', 'what a scan of a network would ask'],
    ['$0 scan -i hosts.txt -p 22,80,443 --json', 'three ports of a list of hosts, for a program'],
    ['$0 scan 192.0.2.7 -p all --budget 20s', 'what can be known in 20 seconds'],
  ] as [string, string][],
};

export type ScanOptionTexts = typeof scanOptionsEn;
