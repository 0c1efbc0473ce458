import { randomInt } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { isIP } from 'node:net';
import { systemClock } from './clock.js';
import { Deadline } from './deadline.js';
import { dialTcp } from './dial.js';
import { type DnsMessage, type DnsQuestion, decodeReply, encodeQuestion, hasId } from './dns-message.js';
import type { DnsFailure, DnsServer } from './dns-types.js';
import { MalformedError } from './dns-wire.js';

/** One try at one server. */
export interface DnsTry {
  readonly server: DnsServer;
  readonly question: DnsQuestion;
  /** Whether EDNS (RFC 6891) is used, without which an answer is cut at 512 bytes. */
  readonly edns: boolean;
  readonly timeoutMs: number;
  /** Stops it. Many tries listen to it: see `sharedController`. */
  readonly signal: AbortSignal;
}

type Reply = DnsMessage | DnsFailure;

const IDS = 0x10000;
/** Bytes before a message over TCP, which tell its length (RFC 1035 section 4.2.2). */
const LENGTH_BYTES = 2;
/** Codes that nothing listens at the server's port, or that its host is not there. */
const NOBODY: ReadonlySet<string | undefined> = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ECONNRESET']);

/** Asks by a datagram, and again over TCP where the answer does not fit one (RFC 7766). */
export async function askServer(attempt: DnsTry): Promise<Reply> {
  if (attempt.signal.aborted) return 'stopped';
  const deadline = new Deadline(attempt.timeoutMs, systemClock);
  const reply = await askOverUdp(attempt, deadline);
  if (typeof reply === 'string' || !reply.isTruncated) return reply;
  return askOverTcp(attempt, deadline);
}

/** The id cannot be guessed, and the port, which the kernel chooses, neither (RFC 5452 section 9). */
function askOverUdp({ server, question, edns, signal }: DnsTry, deadline: Deadline): Promise<Reply> {
  return new Promise((resolve) => {
    const socket = udpSocket(server);
    const id = randomInt(IDS);
    let silence: DnsFailure = 'timeout';
    let isSettled = false;
    const settle = (reply: Reply) => {
      if (isSettled) return;
      isSettled = true;
      cancelTimer();
      signal.removeEventListener('abort', stop);
      socket.close();
      resolve(reply);
    };
    const stop = () => settle('stopped');
    const cancelTimer = deadline.schedule(() => settle(silence));
    signal.addEventListener('abort', stop);
    socket.on('message', (bytes) => {
      const reply = readReply(bytes, id, question);
      // Nobody's answer, or a forged one: the right one may still come.
      if (reply === null) silence = 'bad-reply';
      else settle(reply);
    });
    socket.on('error', ({ code }: NodeJS.ErrnoException) => settle(NOBODY.has(code) ? 'no-server' : 'not-sent'));
    // It may have been stopped meanwhile; the runtime tells of a connect all the same.
    socket.once('connect', () => {
      if (!isSettled) socket.send(encodeQuestion(id, question, edns));
    });
    // Connected, so that the kernel passes on nothing but what comes from the server's own address and port.
    socket.connect(server.port, server.address);
  });
}

/** The runtime looks up whatever it connects to; here there is nothing to look up. */
function udpSocket({ address }: DnsServer): Socket {
  const family = isIP(address);
  return createSocket({
    type: family === 6 ? 'udp6' : 'udp4',
    // Asked for the server, and for the address of this machine to send from.
    lookup: (host, _options, found) => found(null, host, family),
  });
}

async function askOverTcp({ server, question, edns, signal }: DnsTry, deadline: Deadline): Promise<Reply> {
  const id = randomInt(IDS);
  try {
    const family = isIP(server.address) === 6 ? 6 : 4;
    const socket = await dialTcp({ ...server, family }, { timeoutMs: deadline.remainingMs(), signal });
    const cancelTimer = deadline.schedule(() => socket.destroy());
    try {
      const message = encodeQuestion(id, question, edns);
      socket.write(Buffer.concat([Buffer.of(message.length >> 8, message.length & 0xff), message]));
      return readReply(await readWhole(socket), id, question) ?? 'bad-reply';
    } finally {
      cancelTimer();
      socket.destroy();
    }
  } catch {
    return signal.aborted ? 'stopped' : 'truncated';
  }
}

/** The message behind its length. @throws Error where the connection ends before. */
async function readWhole(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let [length, end] = [0, LENGTH_BYTES];
  for await (const chunk of stream) {
    chunks.push(chunk);
    length += chunk.length;
    if (length < end) continue;
    const bytes = Buffer.concat(chunks);
    end = LENGTH_BYTES + bytes.readUInt16BE(0);
    if (length >= end) return bytes.subarray(LENGTH_BYTES, end);
  }
  throw new MalformedError('the connection ended inside a message');
}

/** Null for what is no reply to this question with this id. */
function readReply(bytes: Buffer, id: number, question: DnsQuestion): Reply | null {
  if (!hasId(bytes, id)) return null;
  try {
    return decodeReply(bytes, question);
  } catch (error) {
    if (error instanceof MalformedError) return 'bad-reply';
    throw error;
  }
}
