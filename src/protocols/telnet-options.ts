/**
 * Option negotiation of Telnet (RFC 854, RFC 855). Text is Latin-1, one character a byte.
 */

const [SE, SB, WILL, WONT, DO, DONT, IAC] = [240, 250, 251, 252, 253, 254, 255] as const;

/** One request or announcement of the peer. */
export interface TelnetOption {
  readonly verb: 'WILL' | 'WONT' | 'DO' | 'DONT';
  /** Number of the option, 0 to 255. */
  readonly option: number;
}

/** What a peer sent, taken apart. */
export interface TelnetText {
  /** The text without the commands between it. */
  readonly text: string;
  readonly options: readonly TelnetOption[];
  /** Bytes of commands before the first byte of text; a command that is cut off does not count. */
  readonly leading: number;
}

const VERBS = { [WILL]: 'WILL', [WONT]: 'WONT', [DO]: 'DO', [DONT]: 'DONT' } as const;

/** Takes apart what a peer sent. Never throws; a command that is cut off ends the text. */
export function parseTelnet(raw: string): TelnetText {
  const parts: string[] = [];
  const options: TelnetOption[] = [];
  let leading = -1;
  let at = 0;
  while (at < raw.length) {
    const next = raw.indexOf('\xff', at);
    const end = next < 0 ? raw.length : next;
    if (end > at || raw.charCodeAt(end + 1) === IAC) {
      if (leading < 0) leading = at;
      parts.push(raw.slice(at, end));
    }
    if (next < 0) break;
    const command = commandAt(raw, end);
    if (command === null) return { text: parts.join(''), options, leading: leading < 0 ? end : leading };
    if (command.literal) parts.push('\xff');
    if (command.option !== null) options.push(command.option);
    at = command.end;
  }
  return { text: parts.join(''), options, leading: leading < 0 ? raw.length : leading };
}

interface Command {
  readonly end: number;
  readonly literal: boolean;
  readonly option: TelnetOption | null;
}

/** The command at an IAC, null where it is cut off. */
function commandAt(raw: string, at: number): Command | null {
  if (at + 1 >= raw.length) return null;
  const code = raw.charCodeAt(at + 1);
  if (code === SB) {
    const end = raw.indexOf(String.fromCharCode(IAC, SE), at + 2);
    return end < 0 ? null : { end: end + 2, literal: false, option: null };
  }
  const verb = VERBS[code as keyof typeof VERBS];
  if (verb === undefined) return { end: at + 2, literal: code === IAC, option: null };
  if (at + 2 >= raw.length) return null;
  return { end: at + 3, literal: false, option: { verb, option: raw.charCodeAt(at + 2) } };
}

/** Refuses every option that is offered or asked for; empty where there is none (RFC 854: a refusal always ends it). */
export function refuseOptions(options: readonly TelnetOption[]): string {
  const answers = options.flatMap(({ verb, option }) => {
    if (verb === 'DO') return [String.fromCharCode(IAC, WONT, option)];
    return verb === 'WILL' ? [String.fromCharCode(IAC, DONT, option)] : [];
  });
  return [...new Set(answers)].join('');
}
