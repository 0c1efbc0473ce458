import { PortolanError } from './errors.js';
import {
  exposureOf,
  LOCAL_TRANSPORTS,
  type LocalSocket,
  type LocalSockets,
  type LocalTransport,
  likelyService,
  systemSockets,
} from './local/index.js';
import type { ListeningReport, ListeningService, ListeningSocket } from './records.js';
import { lookupPort, type PortEntry, portVocabulary } from './reference/index.js';
import { type PortSet, parsePorts } from './spec/index.js';
import type { Language } from './types.js';

export interface ListeningOptions {
  /**
   * Only these ports: lists as on the command line, such as `25`, `8000-8100`, `smtp,@mail`, `53/udp`. Without a transport
   * behind it, an item stands for its numbers in both. Default: all.
   */
  readonly ports?: string | readonly string[] | undefined;
  /** Only sockets of this transport. Default: TCP and UDP. */
  readonly transport?: LocalTransport | undefined;
  /** Language of descriptions. Default `en`. */
  readonly language?: Language | undefined;
  /** Tells the sockets. Default: this machine's. */
  readonly system?: (() => Promise<LocalSockets>) | undefined;
}

/** A list of ports as it was given, and what it asks for. */
interface Filter {
  readonly given: string;
  readonly parts: readonly { readonly ports: PortSet; readonly transport: LocalTransport | null }[];
}

/**
 * What listens on this machine: TCP sockets that listen and UDP sockets that are bound, with the process where the system
 * tells it, joined with the reference. Nothing is sent to anybody. What the system does not tell is in `untold`.
 *
 * @throws PortolanError `ERR_PORT_SPEC` for a list of ports that is none, `ERR_OPTION` for another transport
 */
export async function listeningSockets(options: ListeningOptions = {}): Promise<ListeningReport> {
  const { transport, language = 'en', system = systemSockets } = options;
  validateTransport(transport);
  const filters = [options.ports ?? []].flat().map((given) => parseFilter(given, transport));
  const told = await system();
  const isAsked = (each: LocalTransport): boolean => transport === undefined || each === transport;
  const candidates = told.sockets.filter((socket) => isAsked(socket.transport));
  const wanted = candidates.filter((socket) => filters.length === 0 || filters.some((filter) => takes(filter, socket)));
  return {
    sockets: wanted.map((socket) => joined(socket, language)),
    unmatched: filters.filter((filter) => !wanted.some((socket) => takes(filter, socket))).map(({ given }) => given),
    untold: told.untold.filter(isAsked),
    withoutProcess: wanted.filter(({ process }) => process === null).length,
  };
}

function validateTransport(transport: string | undefined): void {
  if (transport === undefined || LOCAL_TRANSPORTS.some((known) => known === transport)) return;
  throw new PortolanError('ERR_OPTION', { value: transport, problem: 'only TCP and UDP sockets are listed' });
}

const SUFFIX = /\/(tcp|udp|sctp|dccp)$/i;
/** nmap's way to name the transport: `U:53`. */
const PREFIX = /(?<![^\s,])([tu]):([^\s,]+)/gi;

/** The parser of port lists knows only TCP, so transports are taken off each item before. */
function parseFilter(given: string, transport: LocalTransport | undefined): Filter {
  const list = given.replace(PREFIX, (_whole, letter: string, item) => `${item}/${/t/i.test(letter) ? 'tcp' : 'udp'}`);
  const vocabulary = portVocabulary(...(transport === undefined ? LOCAL_TRANSPORTS : [transport]));
  const items = list.split(/[\s,]+/).some((item) => SUFFIX.test(item)) ? list.trim().split(/[\s,]+/) : [list];
  const parts = items.map((item) => {
    const suffix = SUFFIX.exec(item)?.[1]?.toLowerCase();
    validateTransport(suffix);
    const text = suffix === undefined ? item : item.slice(0, -suffix.length - 1);
    const ports = parsePorts(text, suffix === undefined ? vocabulary : portVocabulary(suffix as LocalTransport));
    return { ports, transport: (suffix ?? null) as LocalTransport | null };
  });
  return { given, parts };
}

function takes({ parts }: Filter, { port, transport }: LocalSocket): boolean {
  return parts.some(
    (part) =>
      (part.transport === null || part.transport === transport) &&
      part.ports.ranges.some(([first, last]) => first <= port && port <= last),
  );
}

function joined(socket: LocalSocket, language: Language): ListeningSocket {
  const reference = entryOf(socket, language);
  const programs = [socket.process, ...socket.otherProcesses].flatMap((process) => process?.name ?? []);
  const service = serviceOf(entryOf(socket, 'en'), reference, programs);
  return { ...socket, exposure: exposureOf(socket.address), service, reference };
}

function entryOf({ port, transport }: LocalSocket, language: Language): PortEntry {
  return lookupPort(port, transport, { language })[0] as PortEntry;
}

/** The same name in every language, since it is found by the English entry. */
function serviceOf(english: PortEntry, reference: PortEntry, programs: readonly string[]): ListeningService | null {
  const likely = likelyService(english, programs);
  if (likely === null) return null;
  const { name, basis, use } = likely;
  const ofPort = reference.explanation ?? (reference.description === '' ? null : reference.description);
  const ofUse = use === null ? undefined : reference.uses[english.uses.indexOf(use)]?.description;
  return { name, basis, description: ofUse ?? ofPort };
}
