import { splitLines, trimBlanks } from './framing.js';
import { parseTelnet, refuseOptions } from './telnet-options.js';
import type { Frame, Inquiry, Protocol, Recognition, RequestContext } from './types.js';

/** What a login asks for; nobody answers it. */
const PROMPT = /(?:login|user ?name|user|account|password|passcode|user id) {0,2}:/i;

/** Up to the prompt. What ends without one counts as it is once the server falls quiet. */
const prompt: Frame = (text) => {
  const match = PROMPT.exec(text);
  return match === null ? 0 : match.index + match[0].length;
};

/** The commands before any text are a reply of their own: the server waits for what we say to them. */
const replyFrame: Frame = (text) => (text.startsWith('\xff') ? parseTelnet(text).leading : prompt(text));

/** Servers negotiate in up to three rounds before they ask who is there; every option is refused. */
const ROUNDS = ['refuse', 'refuse-again', 'refuse-further', 'refuse-last'];
const INQUIRIES: readonly Inquiry[] = ROUNDS.map((name) => ({
  name,
  bytes: refusal,
  frame: replyFrame,
  until: 'product',
}));

/** No operation (RFC 854): says nothing where there is nothing to refuse, and text is still to come. */
const NOP = '\xff\xf1';

/** Telnet, RFC 854; inside TLS by custom only. */
export const telnet: Protocol = {
  name: 'telnet',
  title: 'Telnet',
  ports: [23, 2323],
  tlsPorts: [992],
  tlsName: 'telnets',
  serverFirst: true,
  frame: replyFrame,
  recognize,
  recognizeReply,
  questions: [],
  openings: [],
  inquiries: INQUIRIES,
  farewell: null,
  converse: null,
};

/** Options, or a prompt such as only a login has. */
function recognize(greeting: string): Recognition | null {
  if (greeting.startsWith('\xff')) {
    const { text, options } = parseTelnet(greeting);
    const [first] = options;
    if (first !== undefined) return { confidence: 0.95, text: `IAC ${first.verb} ${first.option}`, ...describe(text) };
  }
  const line = LAST_LINE.exec(greeting.slice(-128))?.[0];
  const known = /^\s{0,8}(?:User Access Verification|Welcome to Microsoft Telnet Service)/.exec(greeting)?.[0] ?? line;
  if (known === undefined) return null;
  return { confidence: 0.8, text: known.trim(), ...describe(parseTelnet(greeting).text) };
}

const LAST_LINE = /(?:^|\n)[^\n]{0,80}(?:login|user ?name|password) {0,2}: {0,2}$/i;

function recognizeReply(reply: string, request: string): Recognition | null {
  if (!request.startsWith('telnet/')) return null;
  const { text } = parseTelnet(reply);
  return { confidence: 0.9, text: text.slice(0, 80).trim(), ...describe(text) };
}

/** What the lines say: those that hold something, and of which system an issue speaks. */
function describe(text: string): Pick<Recognition, 'hostname' | 'subject' | 'os' | 'extra'> {
  const lines = splitLines(text.slice(0, 4096).replace(/[\0\x07\x1b]/g, ''))
    .flatMap((line) => line.split('\r'))
    .map(trimBlanks)
    .filter((line) => line !== '');
  const system = lines.find((line) => SYSTEM.test(line));
  const os = system === undefined ? undefined : SYSTEM.exec(system)?.[0];
  const issue = lines.filter((line) => !PROMPT.test(line)).join(' / ');
  return {
    hostname: /^([a-z0-9.-]{1,253}) login:/i.exec(lines.at(-1) ?? '')?.[1] ?? null,
    subject: lines.join('\n'),
    ...(os === undefined ? {} : { os }),
    ...(issue === '' ? {} : { extra: { issue: issue.slice(0, 200) } }),
  };
}

/** How systems name themselves in /etc/issue. */
const SYSTEM =
  /^(?:Debian GNU\/Linux \w{1,12}|Ubuntu \d\d\.\d\d(?:\.\d)?(?: LTS)?|Raspbian GNU\/Linux \w{1,12}|CentOS (?:Linux )?release [\d.]{1,12}|Red Hat Enterprise Linux[\w ]{0,40}|Fedora (?:Core )?(?:Linux )?(?:release )?\d{1,3}|Alpine Linux [\d.]{1,12}|FreeBSD\/\w{1,10}|NetBSD\/\w{1,10}|OpenBSD\/\w{1,10}|SunOS [\d.]{1,8}|Linux \d[\w.+-]{1,60})/;

/** The refusal of what the server last negotiated; null once it has shown text. */
function refusal({ said }: RequestContext): string | null {
  const parsed = said.map(({ text }) => parseTelnet(text));
  if (parsed.some(({ text }) => text.trim() !== '')) return null;
  const all = parsed.map(({ options }) => refuseOptions(options));
  const before = new Set(all.slice(0, -1).flatMap(inThrees));
  const due = inThrees(all.at(-1) ?? '').filter((each) => !before.has(each));
  return due.length === 0 ? NOP : due.join('');
}

function inThrees(text: string): string[] {
  return text.match(/.{3}/gs) ?? [];
}
