import { singleLine, splitLines } from './framing.js';
import type { Frame, Inquiry, Protocol, Recognition, Request, RequestContext } from './types.js';
import { isHostName } from './words.js';

/** The name we register by: the same every time, so that an operator who sees it knows whose it is. */
const NICK = 'portolan';

/** Any server that follows RFC 1459 answers a stranger that he has not registered (451), and names itself. */
const OPENING: Request = { name: 'version', bytes: 'VERSION\r\n', frame: singleLine };

/** Everything up to the line that ends a registration: 004, an error, or the demand to answer a PING first. */
const registration: Frame = (text) => {
  for (let start = 0; ; ) {
    const end = text.indexOf('\n', start) + 1;
    if (end === 0) return 0;
    if (/^(?::\S+ (?:004|43[1-7]|46[2-8]) |ERROR |PING )/.test(text.slice(start, Math.min(end, start + 512))))
      return end;
    start = end;
  }
};

/** Registers as any client does (RFC 2812 section 3.1), without a password, in no channel. 002 and 004 tell the version. */
const INQUIRIES: readonly Inquiry[] = [
  {
    name: 'register',
    bytes: ({ said }) => (wasRejected(said) ? null : `NICK ${NICK}\r\nUSER ${NICK} 0 * :${NICK}\r\n`),
    frame: registration,
    until: 'version',
  },
  { name: 'pong', bytes: pong, frame: registration, until: 'version' },
];

/** IRC, RFC 1459 and RFC 2812; inside TLS, RFC 7194. */
export const irc: Protocol = {
  name: 'irc',
  title: 'Internet Relay Chat',
  ports: [6667, 194, 6660, 6661, 6662, 6663, 6664, 6665, 6666, 6668, 6669],
  tlsPorts: [6697, 994],
  tlsName: 'ircs-u',
  serverFirst: false,
  maySpeakFirst: true,
  frame: singleLine,
  recognize,
  recognizeReply,
  questions: [],
  openings: [OPENING],
  inquiries: INQUIRIES,
  farewell: 'QUIT',
  converse: null,
};

/** Many servers tell unasked that they look up who calls; others turn him away. */
function recognize(greeting: string): Recognition | null {
  const text =
    /^(?::[^\s]{1,255} )?(?:NOTICE (?:AUTH|\*|Auth) :|ERROR :(?=Closing Link|Trying to reconnect|"Oops|Too many|Your host|All connections|Banned))/i.exec(
      greeting,
    )?.[0];
  if (text === undefined) return null;
  return { confidence: 0.9, text, hostname: prefixHost(greeting), subject: subjectOf(greeting) };
}

/** Every reply begins with the server's name and a number (RFC 2812 section 2.4). */
function recognizeReply(reply: string, request: string): Recognition | null {
  const numeric = /^:[^\s:]{1,255} (?:\d{3}|CAP|NOTICE) [^\s]{1,64} /.exec(reply)?.[0];
  const own = request === 'irc/register' || request === 'irc/pong';
  if (numeric === undefined && !(own && /^(?:PING|ERROR) /.test(reply))) return recognize(reply);
  return {
    confidence: 0.9,
    text: (numeric ?? reply.slice(0, 6)).trim(),
    hostname: prefixHost(reply),
    subject: subjectOf(reply),
    extra: extraOf(reply),
  };
}

function prefixHost(text: string): string | null {
  const prefix = /^:([^\s!@]{1,255}) /.exec(text)?.[1] ?? '';
  return isHostName(prefix) ? prefix : null;
}

/** What 004, 002 and 005 say of the program, one fact a line; then the lines themselves. */
function subjectOf(text: string): string {
  const lines = splitLines(text.slice(0, 8192));
  const version = myInfo(lines) ?? yourHost(lines);
  const program = parameter(lines, 'IRCD');
  const told = [version && `version: ${version}`, program && `ircd: ${program}`].filter(Boolean);
  return [...told, ...lines.map(withoutPrefix)].join('\n');
}

function extraOf(text: string): Record<string, string> {
  const network = parameter(splitLines(text.slice(0, 8192)), 'NETWORK');
  return network === undefined ? {} : { network };
}

/** `004 nick host version …` (RFC 2812 section 5.1). */
function myInfo(lines: readonly string[]): string | undefined {
  return numeric(lines, '004')?.split(' ')[4];
}

/** `002 nick :Your host is host, running version …` (RFC 2812 section 5.1). */
function yourHost(lines: readonly string[]): string | undefined {
  const line = numeric(lines, '002') ?? '';
  const at = line.indexOf('running version ');
  return at < 0 ? undefined : line.slice(at + 'running version '.length);
}

/** A value of the 005 lines, such as `NETWORK=…`. */
function parameter(lines: readonly string[], name: string): string | undefined {
  for (const line of lines) {
    const word = / 005 /.test(line.slice(0, 300))
      ? line.split(' ').find((each) => each.startsWith(`${name}=`))
      : undefined;
    if (word !== undefined) return word.slice(name.length + 1);
  }
  return undefined;
}

function numeric(lines: readonly string[], code: string): string | undefined {
  return lines.find((line) => line.startsWith(':') && line.split(' ', 2)[1] === code);
}

function withoutPrefix(line: string): string {
  return line.startsWith(':') ? line.slice(line.indexOf(' ') + 1) : line;
}

/** The cookie of the PING that has to be answered before the server welcomes anybody; null where there is none. */
function pong({ said }: RequestContext): string | null {
  const last = said.at(-1);
  if (last?.request !== 'irc/register') return null;
  const cookie = /(?:^|\n)PING :?([^\s]{1,400})\r?\n/.exec(last.text.slice(-1024))?.[1];
  return cookie === undefined ? null : `PONG :${cookie}\r\n`;
}

/** Whether the server turned us away; what it says to a browser is not meant for us. */
function wasRejected(said: RequestContext['said']): boolean {
  return said.some(({ request, text }) => !request.startsWith('http/') && /(?:^|\n)ERROR /.test(text));
}
