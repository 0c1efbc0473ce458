// The scanners that bench/engine-networks.mjs can run: how each is called, and how its open ports are read from what it prints.
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ALL_PORTS = '1-65535';
const DEVICE = { name: 'sim0', address: '10.98.0.1' };

/** Asked where a network has many hosts: the ports that the simulated network draws well-known services from. */
export const COMMON_PORTS =
  '21,22,23,25,53,80,81,110,111,119,135,139,143,389,443,445,465,515,548,554,587,631,636,873,993,995,1080,1433,1521,1723,' +
  '2049,2222,2525,3000,3128,3306,3389,5000,5060,5222,5432,5900,5985,6379,6667,8000,8080,8081,8443,8888,9000,9090,9100,' +
  '9200,10000,11211,27017,32400';

/** What is asked of a network: every port of its one host, or the common ports of the smallest block that holds all. */
export function questionOf({ hosts }) {
  if (hosts.length === 1) {
    return { target: '10.99.0.1', network: '10.99.0.1/32', ports: ALL_PORTS, addresses: 1, probes: 65_535 };
  }
  // Two addresses more than hosts: the network's own and the broadcast address.
  const bits = Math.ceil(Math.log2(hosts.length + 2));
  const network = `10.99.0.0/${32 - bits}`;
  const addresses = 2 ** bits;
  const probes = addresses * COMMON_PORTS.split(',').length;
  return { target: network, network, ports: COMMON_PORTS, addresses, probes };
}

/**
 * By the first word of a tool's name; the other words are options for it. `words` gets the question, these options and the
 * name of a file that the tool may write; `read` gets what it printed and that name, and returns open ports as
 * `address:port` and what else is worth keeping.
 */
const families = {
  portolan: {
    command: () => [process.execPath, fileURLToPath(new URL('../dist/cli/portolan.cjs', import.meta.url))],
    words: ({ target, ports }, options) => ['scan', target, '-p', ports, '--json', '--quiet', ...options],
    read: (text) => {
      const { results, summary } = JSON.parse(text);
      return { open: results.filter(({ state }) => state === 'open').map(pairOf), told: summary };
    },
  },
  nmap: {
    words: ({ target, ports }, options, file) => [
      '-sT',
      '-Pn',
      '-n',
      '-v',
      ...options,
      '-p',
      ports,
      '-oG',
      file,
      target,
    ],
    read: readNmap,
  },
  evilscan: {
    command: () => (process.env.EVILSCAN ? [process.execPath, process.env.EVILSCAN] : []),
    words: ({ target, ports }, options) => [target, `--port=${ports}`, '--json', ...options],
    read: (text) => ({
      open: text
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line))
        .filter(({ status }) => status === 'open')
        .map(({ ip, port }) => `${ip}:${port}`),
    }),
  },
  // -g: ports only, so that it does not start nmap.
  rustscan: {
    words: ({ target, ports }, options) => {
      const asked = ports === ALL_PORTS ? ['-r', ports] : ['-p', ports];
      return ['--no-config', '--no-banner', '-g', '-a', target, ...asked, ...options];
    },
    read: (text) => ({
      open: [...text.matchAll(/^(\S+) -> \[([\d, ]*)\]/gm)].flatMap(([, address, ports]) =>
        ports.split(',').map((port) => `${address}:${port.trim()}`),
      ),
    }),
  },
  // -duc: it would ask the network for its own updates.
  naabu: {
    words: ({ target, ports }, options) => [
      '-duc',
      '-silent',
      '-json',
      '-Pn',
      '-s',
      'c',
      '-host',
      target,
      '-p',
      ports,
      ...options,
    ],
    read: (text) => ({
      open: text
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line))
        .map(({ ip, host, port }) => `${ip ?? host}:${port.Port ?? port}`),
    }),
  },
  // Raw packets, not connects: for scale.
  masscan: {
    words: ({ network, ports }, options) => [
      network,
      `-p${ports}`,
      '-e',
      DEVICE.name,
      '--adapter-ip',
      DEVICE.address,
      '--wait',
      '3',
      ...options,
    ],
    read: (text) => ({ open: discovered(text) }),
    // On a tun its receiver sleeps until a packet comes, and it ends only when that wakes.
    needsEcho: true,
  },
  // Takes one range of ports only: a run for each port where they are many.
  pnscan: {
    words: ({ target, ports }, options) =>
      ports === ALL_PORTS ? [...options, target, '1:65535'] : [...options, target, ports],
    script: (command, { target, ports }, options) =>
      ports === ALL_PORTS
        ? undefined
        : `for port in ${ports.replaceAll(',', ' ')}; do ${[...command, ...options].join(' ')} ${target} $port:$port; done`,
    read: (text) => ({
      open: [...text.matchAll(/^(\d+\.\d+\.\d+\.\d+)\s*:\s*(\d+)/gm)].map(([, address, port]) => `${address}:${port}`),
    }),
  },
};

/** In the order in which they are run unless others are asked for. */
export const DEFAULT_TOOLS = [
  'portolan --identify off',
  'portolan',
  'nmap -T4',
  'nmap -T3',
  'evilscan --concurrency=2000',
  'evilscan',
  'naabu',
  'rustscan',
];

/** A tool by its name with options, or undefined where it is not installed. `PORTOLAN`, `NMAP` and so on may name another. */
export function toolOf(name) {
  const [first, ...options] = name.split(/\s+/);
  const family = families[first];
  if (family === undefined) throw new Error(`unknown tool ${first}: one of ${Object.keys(families).join(', ')}`);
  const told = first === 'evilscan' ? undefined : process.env[first.toUpperCase()]?.split(/\s+/);
  const [program, ...words] = told ?? family.command?.() ?? [first];
  const path = program === undefined ? undefined : pathOf(program);
  if (path === undefined || !words.every((word) => !word.startsWith('/') || existsSync(word))) return undefined;
  return { name, needsEcho: family.needsEcho ?? false, read: family.read, command: commandOf };

  function commandOf(question, file) {
    const script = family.script?.([path, ...words], question, options);
    return script === undefined ? [path, ...words, ...family.words(question, options, file)] : ['sh', '-c', script];
  }
}

// Looked up, not started: some of these programs would ask the network for news when asked for their version.
function pathOf(program) {
  if (program.includes('/')) return existsSync(program) ? program : undefined;
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, program)).find(isExecutable);
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function pairOf({ address, port }) {
  return `${address}:${port}`;
}

/** nmap's file has a host only once it is done; where it was ended, what it said on the way counts. */
function readNmap(text, file) {
  const lines = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (!lines.includes('# Nmap done')) return { open: discovered(text), told: { cutShort: true } };
  const open = [];
  const told = {};
  for (const [, address, rest] of lines.matchAll(/^Host: (\S+) \(.*?\)\t(?!Status)(.*)$/gm)) {
    for (const [, port, state] of rest.matchAll(/(\d+)\/([a-z|]+)\/tcp/g)) {
      told[state] = (told[state] ?? 0) + 1;
      if (state === 'open') open.push(`${address}:${port}`);
    }
    for (const [, state, count] of rest.matchAll(/Ignored State: (\S+) \((\d+)\)/g)) {
      told[state] = (told[state] ?? 0) + Number(count);
    }
  }
  return { open, told };
}

/** nmap and masscan say it in the same words. */
function discovered(text) {
  return [...text.matchAll(/open port (\d+)\/tcp on (\S+)/g)].map(([, port, address]) => `${address}:${port}`);
}
