// Runs the tools that name services, and reads what they say: `{ service, product, version }` by port.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { SaxesParser } from 'saxes';

const PORTOLAN = fileURLToPath(new URL('../dist/cli/portolan.cjs', import.meta.url));
const NMAP = process.env.NMAP ?? 'nmap';
const HOST = '127.0.0.1';
/** No tool gets longer for one run. */
const TIMEOUT_MS = 900_000;

export const TOOLS = {
  async portolan(ports, options) {
    const { stdout, seconds } = await run(process.execPath, [
      PORTOLAN,
      'scan',
      HOST,
      '-p',
      ports.join(),
      '--json',
      ...options,
    ]);
    const said = new Map();
    for (const { port, service } of JSON.parse(stdout).results) said.set(port, saidBy(service));
    return { said, seconds };
  },
  async nmap(ports, options) {
    const { stdout, seconds } = await run(NMAP, [
      '-sT',
      '-sV',
      '-Pn',
      '-n',
      '-oX',
      '-',
      '-p',
      ports.join(),
      ...options,
      HOST,
    ]);
    return { said: readNmap(stdout), seconds };
  },
};

/** A name that was only guessed from the number of the port is none. */
function saidBy(service) {
  if (service === null || service.method === 'port') return { service: null, product: null, version: null };
  return { service: service.name, product: service.product, version: service.version };
}

function readNmap(xml) {
  const said = new Map();
  let port = 0;
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    if (name === 'port') port = Number(attributes.portid);
    if (name !== 'service') return;
    const guessed = attributes.method === 'table';
    said.set(port, {
      service: guessed ? null : attributes.name,
      product: guessed ? null : (attributes.product ?? null),
      version: guessed ? null : `${attributes.version ?? ''} ${attributes.extrainfo ?? ''}`,
    });
  });
  parser.write(xml).close();
  return said;
}

function run(command, args) {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'], timeout: TIMEOUT_MS });
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
    });
    child.once('error', reject);
    child.once('close', () => resolve({ stdout, seconds: (performance.now() - startedAt) / 1000 }));
  });
}
