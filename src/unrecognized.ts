import { UNRECOGNIZED_BYTES, UNRECOGNIZED_REPLIES, UNRECOGNIZED_REPORT_BYTES } from './defaults.js';
import type { Inspection } from './probe/inspect.js';
import { serverName } from './reach.js';
import type { ResultRecord, UnrecognizedReply } from './records.js';
import { bytesAsText, escapeBytes } from './server-text.js';
import type { Host, Service } from './types.js';
import { version } from './version.js';

/** What was said to what, one character a byte. */
type Saying = Inspection['replies'][number];

/** What a port said of which nothing was recognised, as it goes to its record; nothing where something was. */
export function unrecognizedOf(
  host: Pick<Host, 'target' | 'address'>,
  port: number,
  service: Service | null,
  inspection: Inspection | undefined,
): Pick<ResultRecord, 'unrecognized' | 'report'> {
  if (inspection === undefined || !isUnknown(service, inspection)) return {};
  const { greeting, replies, secure } = inspection;
  const said = [{ request: 'greeting', text: greeting.text }, ...replies].filter(({ text }) => text !== '');
  if (said.length === 0) return {};
  const kept = said.slice(0, UNRECOGNIZED_REPLIES);
  const head = `portolan ${version} port ${port}${secure ? ' inside TLS' : ''}`;
  return {
    unrecognized: kept.map(keptOf),
    report: reportLine(head, kept, [serverName(host.target, host.address), host.address]),
  };
}

/** A guess from the port's number is no recognition, and that TLS is spoken tells nothing of what is spoken inside. */
function isUnknown(service: Service | null, { settled }: Inspection): boolean {
  return service === null || service.method === 'port' || (settled?.request === 'tls' && service.method === 'probe');
}

function keptOf({ request, text }: Saying): UnrecognizedReply {
  const { text: decoded, base64 } = bytesAsText(text.slice(0, UNRECOGNIZED_BYTES));
  return {
    request,
    text: decoded,
    ...(base64 === undefined ? {} : { base64 }),
    ...(text.length > UNRECOGNIZED_BYTES ? { truncated: true } : {}),
  };
}

/**
 * One line of printable ASCII that can be shared. What is ours in it names no target; names and addresses of the target that
 * the server repeats are replaced.
 */
function reportLine(head: string, said: readonly Saying[], secrets: readonly string[]): string {
  const heads = said.map(({ request }) => ` ${request}=`);
  const fixed = head.length + heads.reduce((sum, each) => sum + each.length + CUT_LENGTH, 0);
  const shared = said.map(({ text }) => masked(text, secrets).slice(0, UNRECOGNIZED_BYTES));
  const lengths = shared.map((text) => escapeBytes(text).length);
  const room = fairShare(lengths, UNRECOGNIZED_REPORT_BYTES - fixed);
  const parts = said.map(({ text }, index) => {
    const isCut = text.length > UNRECOGNIZED_BYTES || (lengths[index] ?? 0) > room;
    return `${heads[index]}"${escapedWithin(shared[index] ?? '', room)}"${isCut ? `(of ${text.length} bytes)` : ''}`;
  });
  return `${head}${parts.join('')}`;
}

/** Characters around one answer: quotes, and the note that it is cut. */
const CUT_LENGTH = '""(of 16384 bytes)'.length;

/** The most that each may have, so that all together have no more than there is. */
function fairShare(lengths: readonly number[], room: number): number {
  let left = room;
  let share = 0;
  const ascending = [...lengths].sort((first, second) => first - second);
  for (const [index, length] of ascending.entries()) {
    share = Math.floor(left / (ascending.length - index));
    if (length > share) return share;
    left -= length;
  }
  return Math.max(share, ascending.at(-1) ?? 0);
}

/** As much of the bytes as fits, escaped; no escape is cut. */
function escapedWithin(latin1: string, room: number): string {
  let shown = '';
  for (const byte of latin1) {
    const escaped = escapeBytes(byte);
    if (shown.length + escaped.length > room) break;
    shown += escaped;
  }
  return shown;
}

/** A server may repeat what it was asked for. */
function masked(text: string, secrets: readonly string[]): string {
  return secrets.reduce((rest, secret) => {
    const bare = Buffer.from(secret.split('%', 1)[0] ?? '').toString('latin1');
    if (bare === '') return rest;
    const literal = bare.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return rest.replace(new RegExp(`(?<![A-Za-z0-9])${literal}(?![A-Za-z0-9-])`, 'gi'), '<target>');
  }, text);
}
