/** What was said to and by a service, with times, and what it means. */
import type { MailProtocolName } from '../mail/offers/types.js';
import type { ProbeRecord } from '../probe-records.js';
import type { MailWords } from './mail-words.js';
import { pad, printable, type Style, wrap } from './text.js';
import { columnsOf } from './wrap.js';

/** One part of a line, and what it means. */
export interface Explanation {
  /** The code, the enhanced code, the keyword. */
  readonly subject: string;
  readonly meaning: string;
}

/** Tells what a line of a dialogue is made of; nothing where it is nothing that the reference knows. */
export type Explain = (
  protocol: MailProtocolName,
  line: string,
  direction: 'client' | 'server',
  /** Where the line stands in a list of capabilities; undefined elsewhere. */
  context: 'capabilities' | undefined,
) => readonly Explanation[];

export interface TranscriptLayout {
  readonly words: MailWords;
  readonly width: number;
  readonly style: Style;
  /** Default: nothing is explained. */
  readonly explain?: Explain | undefined;
  /** What was explained already, and is not again; what is explained now joins it. */
  readonly explained: Set<string>;
}

/** Protocols whose lines are explained, by the names that services go by. */
const PROTOCOLS: Readonly<Record<string, MailProtocolName>> = {
  smtp: 'smtp',
  submission: 'smtp',
  submissions: 'smtp',
  lmtp: 'smtp',
  pop3: 'pop3',
  pop3s: 'pop3',
  imap: 'imap',
  imaps: 'imap',
  sieve: 'sieve',
};

/** Heading, then each line with its time, its connection where there were several, and who said it. */
export function transcriptLines(record: ProbeRecord, layout: TranscriptLayout): string[] {
  const { words, style } = layout;
  const { transcript } = record;
  if (transcript.length === 0) return [];
  const isSeveral = transcript.some(({ connection }) => connection !== 1);
  const longest = Math.max(...transcript.map(({ atMs }) => String(atMs).length));
  const speakers = Math.max(...Object.values(words.speakers).map(columnsOf));
  let command = '';
  const lines = transcript.flatMap(({ from, text, atMs, connection }) => {
    const time = `${String(atMs).padStart(longest)} ms`;
    const before = `  ${time}${isSeveral ? `  #${connection}` : ''}  ${pad(words.speakers[from], speakers)} `;
    if (from !== 'server') command = from === 'client' ? text : '';
    return linesOf(text).flatMap((line, index) => {
      const said = { line, from, isListed: from === 'server' && isListed(protocolOf(record), command, index) };
      return [...hanging(before, printable(line), layout), ...meaningLines(record, said, columnsOf(before), layout)];
    });
  });
  return [style.bold(words.transcriptOf(placeOf(record))), ...lines];
}

/** A text behind what stands before it, its further lines below its first; blanks at its begin are kept where it fits. */
function hanging(before: string, text: string, { width }: TranscriptLayout): string[] {
  const room = width - columnsOf(before);
  if (columnsOf(text) <= room) return [before + text];
  return wrap(text, room).map((line, index) => (index === 0 ? before : ' '.repeat(columnsOf(before))) + line);
}

export function placeOf({ address, port }: Pick<ProbeRecord, 'address' | 'port'>): string {
  return `${address.includes(':') ? `[${address}]` : address}:${port}`;
}

/** The lines of a text, without the end of the last one. */
function linesOf(text: string): string[] {
  return text.replace(/\r?\n$/, '').split(/\r?\n/);
}

/** Commands that are answered with a list of capabilities, of which the first line is none. */
const ASKS_FOR_LIST = /^(?:EHLO|LHLO|CAPA)\b/i;

/** Whether a line of a reply stands in a list of capabilities; ManageSieve lists them unasked too. */
function isListed(protocol: MailProtocolName | undefined, command: string, line: number): boolean {
  if (protocol === 'sieve') return command === '' || /^CAPABILITY\b/i.test(command);
  return line > 0 && ASKS_FOR_LIST.test(command);
}

function protocolOf({ offers, service }: ProbeRecord): MailProtocolName | undefined {
  const name = service?.name ?? '';
  return offers?.protocol ?? (Object.hasOwn(PROTOCOLS, name) ? PROTOCOLS[name] : undefined);
}

interface SaidLine {
  readonly line: string;
  readonly from: 'client' | 'server' | 'tls';
  readonly isListed: boolean;
}

const REPLY_CODE = /^[2-5]\d\d$/;
const ENHANCED_CODE = /^[245]\.\d{1,3}\.\d{1,3}$/;

/** What is not known of a line yet: its codes and keywords that were not explained above. */
function meaningLines(
  record: ProbeRecord,
  { line, from, isListed }: SaidLine,
  indent: number,
  layout: TranscriptLayout,
): string[] {
  const { words, explain, explained, style } = layout;
  const protocol = protocolOf(record);
  if (explain === undefined || protocol === undefined || from === 'tls') return [];
  const parts = explain(protocol, line, from, isListed ? 'capabilities' : undefined);
  const isNew = parts.map(({ subject, meaning }) => {
    const key = `${protocol} ${subject} ${meaning}`;
    return explained.size < explained.add(key).size;
  });
  // A reply code and the enhanced code behind it say one thing, which half of it would not.
  const [code, status] = parts;
  const isPair = REPLY_CODE.test(code?.subject ?? '') && ENHANCED_CODE.test(status?.subject ?? '');
  const isNewPair = isPair && (isNew[0] || isNew[1]);
  return parts.flatMap(({ subject, meaning }, index) => {
    if (!isNew[index] && !(isNewPair && index < 2)) return [];
    const text = `${printable(subject)}${words.colon}${printable(meaning)}`;
    return hanging(`${' '.repeat(indent)}= `, text, layout).map(style.dim);
  });
}
