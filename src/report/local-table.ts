import type { ListeningReport, ListeningSocket } from '../records.js';
import { columnLayout, DEFAULT_WIDTH, PLAIN, printable, type Style, wrap } from './text.js';

type Exposure = ListeningSocket['exposure'];
type Process = NonNullable<ListeningSocket['process']>;

/** The words of the table, in one language. */
export interface LocalWords {
  readonly port: string;
  readonly address: string;
  readonly reachableBy: string;
  readonly process: string;
  readonly service: string;
  readonly exposures: Readonly<Record<Exposure, string>>;
  /** Between two addresses, and between two programs. */
  readonly comma: string;
  /** `nginx (900) and 4 more` */
  readonly more: (shown: string, others: number) => string;
  /** `Grafana. (registered for hbci)`; the description may be empty. */
  readonly registeredFor: (description: string, names: string) => string;
  readonly risk: (text: string) => string;
  /** How many rows there are of each exposure. */
  readonly summary: (counts: Readonly<Record<Exposure, number>>) => string;
}

export interface LocalTableOptions {
  readonly words: LocalWords;
  /** Terminal columns. Default 80. */
  readonly width?: number;
  /** Default: no marks. */
  readonly style?: Style;
}

/** Sockets that differ in nothing but their addresses. */
interface Row {
  readonly addresses: Set<string>;
  readonly socket: ListeningSocket;
}

/** Most columns for port, addresses, exposure and processes; the service takes what is left. */
const CAPS = [9, 23, 14, 22];
/** Programs that a row names. */
const NAMED_PROCESSES = 2;
/** Characters of a program's name that are shown: whoever may run a program may name it. */
const NAME_LENGTH = 60;
const NO_PROCESS = '-';

/**
 * What listens, for people: a row for each port and process, below it what the port is for, and, where others reach it,
 * why that is a risk. A name that only the port number speaks for is a guess and ends in `?`. No lines where nothing listens.
 */
export function localTable({ sockets }: ListeningReport, options: LocalTableOptions): string[] {
  if (sockets.length === 0) return [];
  const { words, width = DEFAULT_WIDTH, style = PLAIN } = options;
  const rows = mergeRows(sockets);
  const heading = [words.port, words.address, words.reachableBy, words.process, words.service];
  const cells = rows.map((row) => cellsOf(row, words));
  const layout = columnLayout([heading, ...cells], { width, caps: CAPS });
  // Any port is wider than its heading, and plain ASCII.
  const indent = Math.max(...cells.map(([port = '']) => port.length)) + 2;
  const lines = rows.flatMap(({ socket }, index) => [
    ...layout(cells[index] ?? []),
    ...indented(purposeOf(socket, words), indent, width).map(style.dim),
    ...indented(riskOf(socket, words), indent, width),
  ]);
  return [...layout(heading).map(style.dim), ...lines, '', ...wrap(words.summary(countsOf(rows)), width)];
}

function mergeRows(sockets: readonly ListeningSocket[]): Row[] {
  const rows = new Map<string, Row>();
  for (const socket of sockets) {
    const { transport, port, exposure, process, otherProcesses, service } = socket;
    const key = JSON.stringify([transport, port, exposure, process, otherProcesses, service]);
    const row = rows.get(key) ?? { addresses: new Set(), socket };
    row.addresses.add(socket.address);
    rows.set(key, row);
  }
  return [...rows.values()];
}

function cellsOf({ addresses, socket }: Row, words: LocalWords): string[] {
  const { port, transport, exposure, service } = socket;
  const guess = service === null || service.basis === 'process' ? '' : '?';
  return [
    `${port}/${transport}`,
    [...addresses].map(printable).join(words.comma),
    words.exposures[exposure],
    processesOf(socket, words),
    service === null ? '' : `${printable(service.name)}${guess}`,
  ];
}

/** The processes that hold a socket: those of other names before further ones of the same. */
function processesOf({ process, otherProcesses }: ListeningSocket, words: LocalWords): string {
  if (process === null) return NO_PROCESS;
  const all = [process, ...otherProcesses];
  const firsts = all.filter(({ name }, index) => all.findIndex((other) => other.name === name) === index);
  const shown = firsts.slice(0, NAMED_PROCESSES);
  const text = shown.map(processText).join(words.comma);
  return all.length === shown.length ? text : words.more(text, all.length - shown.length);
}

function processText({ pid, name }: Process): string {
  if (name === null || name === '') return String(pid);
  const characters = [...name];
  const cut = characters.length > NAME_LENGTH ? `${characters.slice(0, NAME_LENGTH).join('')}…` : name;
  return `${printable(cut)} (${pid})`;
}

/** What the service is for, in a sentence, and what is registered instead where it is a custom use. */
function purposeOf({ service, reference }: ListeningSocket, words: LocalWords): string {
  if (service === null) return '';
  const description = service.description === null ? '' : firstSentence(printable(service.description));
  const { names } = reference;
  const isRegistered = names.length === 0 || names.includes(service.name);
  return isRegistered ? description : words.registeredFor(description, names.map(printable).join(words.comma));
}

/** In a sentence; lookup tells the rest. Not told of what only this machine reaches: it is a risk where strangers do. */
function riskOf({ exposure, reference }: ListeningSocket, words: LocalWords): string {
  if (exposure === 'loopback' || reference.risk === null) return '';
  return words.risk(firstSentence(printable(reference.risk.text)));
}

/** Up to the first full stop that a blank and a capital letter follow, or the first Chinese one. */
function firstSentence(text: string): string {
  return /^.*?(?:[.!?](?=\s+\p{Lu})|[。！？])/u.exec(text)?.[0] ?? text;
}

function countsOf(rows: readonly Row[]): Record<Exposure, number> {
  const count = (exposure: Exposure): number => rows.filter(({ socket }) => socket.exposure === exposure).length;
  return { all: count('all'), address: count('address'), loopback: count('loopback') };
}

function indented(text: string, indent: number, width: number): string[] {
  return text === '' ? [] : wrap(text, width - indent).map((line) => `${' '.repeat(indent)}${line}`);
}
