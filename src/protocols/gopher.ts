import { trimBlanks } from './framing.js';
import type { Frame, Inquiry, Protocol, Recognition, Request } from './types.js';

/** Bytes of a menu that are looked at. */
const MOST_READ = 8192;
/** Lines up to one that holds a single dot; older servers only hang up. */
const menu: Frame = (text) => {
  const at = text.startsWith('.\r\n') ? 0 : text.indexOf('\n.\r\n') + 1;
  return at > 0 || text.startsWith('.\r\n') ? at + 3 : 0;
};
/** The first menu of a server is what an empty line asks for (RFC 1436 section 3). */
const OPENING: Request = { name: 'menu', bytes: '\r\n', frame: menu };
/** The same once more, where only the first line of an answer to something else is known. */
const INQUIRIES: readonly Inquiry[] = [{ name: 'root', bytes: '\r\n', frame: menu, until: 'product', fresh: true }];

/** Gopher, RFC 1436. */
export const gopher: Protocol = {
  name: 'gopher',
  title: 'Gopher',
  ports: [70],
  tlsPorts: [],
  tlsName: null,
  serverFirst: false,
  frame: menu,
  recognize: () => null,
  recognizeReply,
  questions: [],
  openings: [OPENING],
  inquiries: INQUIRIES,
  farewell: null,
  converse: null,
};

const MENU_LINE = /^[0-9+TgIihspdMw;]([^\t\r\n]{0,400})\t[^\t\r\n]{0,400}\t[^\t\r\n]{0,255}\t\d{1,5}(?:\t\+)?\r?$/;
/** What some servers write below each menu, and where they send no menu too. */
const FOOTER = /Gophered by (?:Gophernicus|PyGopherd)[^\r\n]{0,60}/;

/** The subject is what the menu's lines show. */
function recognizeReply(reply: string): Recognition | null {
  const lines = reply.slice(0, MOST_READ).split('\n');
  const first = MENU_LINE.exec(lines[0]!);
  const footer = first === null ? FOOTER.exec(reply.slice(0, MOST_READ))?.[0] : undefined;
  if (footer !== undefined) return { confidence: 0.9, text: footer, hostname: null, subject: footer };
  if (first === null) return null;
  const shown = lines.map((line) => MENU_LINE.exec(line)?.[1]).filter((line) => line !== undefined);
  const subject = shown.map((line) => trimBlanks(line)).join('\n');
  return { confidence: 0.9, text: lines[0]!.slice(0, 80).replaceAll('\t', ' ').trimEnd(), hostname: null, subject };
}
