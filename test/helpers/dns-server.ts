import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { TestContext } from 'node:test';
import { decode } from 'dns-packet';
import { type DnsClient, type DnsServer, dnsClient } from '../../src/net/dns-client.js';
import { DnsAnswerer, type DnsServerOptions } from './dns-answerer.js';
import { dnsZone } from './dns-zone.js';

export type { DnsFault, DnsQuery, DnsServerOptions } from './dns-answerer.js';

/** A running DNS server and what it was asked. */
export interface TestDnsServer {
  readonly server: DnsServer;
  /** As `--dns` and the option `dns` take it. */
  readonly text: string;
  /** A client that asks nobody else, and waits for a second at most. */
  readonly client: DnsClient;
  /** Such as `portolan.test MX`, in the order in which they came; over TCP with `tcp:` before. */
  readonly questions: readonly string[];
  /** The questions as they came. */
  readonly packets: readonly Buffer[];
  /** Ports from which the datagrams came. */
  readonly ports: readonly number[];
}

/** Enough for a busy machine, and short where silence is the point. */
const CLIENT_TIMEOUT_MS = 1000;
/** Ports that are tried until one is free for TCP and UDP. */
const PORT_TRIES = 10;

/**
 * A DNS server on loopback, over UDP and TCP, that ends with its test. It knows a zone and answers as a resolver does:
 *
 *     const dns = await serveDns(t, [
 *       'portolan.test MX 10 mail.portolan.test',
 *       'mail.portolan.test A 127.0.0.1',
 *       '_25._tcp.mail.portolan.test TLSA 3 1 1 0a0b0c',
 *       '_mta-sts.portolan.test TXT "v=STSv1; id=1"',
 *     ]);
 */
export async function serveDns(
  t: TestContext,
  zone: readonly string[],
  options: DnsServerOptions = {},
): Promise<TestDnsServer> {
  const { address = '127.0.0.1' } = options;
  const answerer = new DnsAnswerer(dnsZone(zone), options);
  const port = await serveBoth(t, address, answerer);
  const server = { address, port };
  return {
    server,
    text: address === '::1' ? `[::1]:${port}` : `${address}:${port}`,
    client: dnsClient({ servers: [server], timeoutMs: CLIENT_TIMEOUT_MS }),
    questions: answerer.questions,
    packets: answerer.packets,
    ports: answerer.ports,
  };
}

/** The one port at which both transports are served. */
async function serveBoth(t: TestContext, address: string, answerer: DnsAnswerer): Promise<number> {
  for (let tries = 0; tries < PORT_TRIES; tries += 1) {
    const tcp = createServer((socket) => answerTcp(socket, answerer));
    tcp.listen(0, address);
    await once(tcp, 'listening');
    const { port } = tcp.address() as AddressInfo;
    if (await serveUdp(t, address, port, answerer)) {
      endWith(t, tcp);
      return port;
    }
    tcp.close();
  }
  throw new Error('no port is free for both TCP and UDP');
}

/** False where somebody has the port. */
async function serveUdp(t: TestContext, address: string, port: number, answerer: DnsAnswerer): Promise<boolean> {
  const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
  socket.bind(port, address);
  try {
    await once(socket, 'listening');
  } catch {
    socket.close();
    return false;
  }
  socket.on('message', (bytes, from) => {
    answerer.ports.push(from.port);
    for (const reply of answerer.answer(bytes, 'udp')) socket.send(reply, from.port, from.address);
  });
  // A client that has stopped waiting.
  socket.on('error', () => {});
  t.after(() => socket.close());
  return true;
}

function endWith(t: TestContext, tcp: Server): void {
  const sockets = new Set<Socket>();
  tcp.on('connection', (socket) => sockets.add(socket));
  t.after(async () => {
    for (const socket of sockets) socket.destroy();
    tcp.close();
    await once(tcp, 'close');
  });
}

function answerTcp(socket: Socket, answerer: DnsAnswerer): void {
  let pending = Buffer.alloc(0);
  socket.on('error', () => {});
  socket.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    if (pending.length < 2 || pending.length < 2 + pending.readUInt16BE(0)) return;
    const question = pending.subarray(2, 2 + pending.readUInt16BE(0));
    pending = pending.subarray(2 + question.length);
    const isCut = answerer.faultOf(decode(question), 'tcp') === 'hung-up';
    for (const reply of answerer.answer(question, 'tcp')) {
      const message = Buffer.concat([Buffer.of(reply.length >> 8, reply.length & 0xff), reply]);
      if (isCut) socket.end(message.subarray(0, -1));
      else socket.write(message);
    }
  });
}
