/**
 * SMTP and FTP greet with the same `220` (RFC 5321 section 4.2, RFC 959 section 5.4). Only the words behind it tell them
 * apart, and a host name is no evidence: `ftp.example.org` may well be a mail server.
 */

/** A word of a greeting that names a protocol. */
export interface Mention {
  readonly text: string;
  /** Position of the word in the greeting, from 0. */
  readonly place: number;
}

/** What a greeting says about the two protocols. */
export interface Mentions {
  readonly smtp: Mention | null;
  readonly ftp: Mention | null;
}

const SMTP_WORD = /^e?smtpd?(?![.\w])|smtpd?$/i;
const FTP_WORD = /^s?ftp[ds]?(?![.\w])|ftpd?$/i;
/** Local mail transfer has a greeting like SMTP's and no EHLO (RFC 2033 section 4.1). */
const LMTP_WORD = /^lmtp$/i;

/** Which of SMTP and FTP the greeting mentions outside of host names. */
export function mentions(greeting: string): Mentions {
  const words = greetingWords(greeting);
  const found = { smtp: find(words, SMTP_WORD, 1), ftp: find(words, FTP_WORD, 1) };
  // `220 smtp ESMTP` names a host called smtp, `220 FTP ready` has only the one word to go by.
  if (found.smtp !== null || found.ftp !== null) return found;
  return { smtp: find(words.slice(0, 1), SMTP_WORD, 0), ftp: find(words.slice(0, 1), FTP_WORD, 0) };
}

/** How far a mention speaks for its protocol beside one of the other. Both together settle nothing. */
export function weight(own: Mention, other: Mention | null): number {
  if (other === null) return 0.9;
  return own.place < other.place ? 0.6 : 0.5;
}

/** Whether the greeting is one of LMTP. */
export function mentionsLmtp(greeting: string): boolean {
  return find(greetingWords(greeting), LMTP_WORD, 1) !== null;
}

/** Servers of yet others that greet with such a code: dictionaries, fax, video recorders, passwords, the console of a cache. */
const OTHERS =
  /^\d{3}[ -](?:\d{1,8} *\n|[^\r\n]{0,300}(?:<[\w.]{0,200}> <[^\s<>]{1,300}>|\(HylaFAX |\bSVDRP VideoDiskRecorder\b|\bpoppassd\b|hello, who are you\?))/;

/** Whether a greeting with a reply code is of none of the protocols of mail, files and news. */
export function isOfOthers(greeting: string): boolean {
  return OTHERS.test(greeting);
}

/** The host name behind the reply code, where both protocols put it; null where there is none. */
export function announcedHost(greeting: string): string | null {
  const word = /^\d{3}[ -](\S+)/.exec(greeting)?.[1] ?? '';
  return isHostName(word) ? word : null;
}

/**
 * Whether a word is written like a fully qualified host name: two labels or more (RFC 1123 section 2.1), the last one
 * not a number, as it is in addresses and versions.
 */
export function isHostName(word: string): boolean {
  if (word.length > 253) return false;
  const labels = word.split('.');
  return (
    labels.length > 1 && labels.every((label) => /^[a-z0-9_-]{1,63}$/i.test(label)) && /[a-z]/i.test(labels.at(-1)!)
  );
}

/** The words of a greeting without reply codes; host names stay as empty words, so that the others keep their places. */
function greetingWords(greeting: string): string[] {
  return greeting
    .split('\n')
    .flatMap((line) => line.replace(/^\d{3}[ -]?/, '').split(/[\s()[\]<>,;:"'!|*=]+/))
    .filter((word) => word !== '')
    .map((word) => word.replace(/\.{1,3}$/, ''))
    .map((word) => (isHostName(word) ? '' : word));
}

function find(words: readonly string[], pattern: RegExp, from: number): Mention | null {
  const place = words.findIndex((word, index) => index >= from && pattern.test(word));
  return place < 0 ? null : { text: words[place]!, place };
}
