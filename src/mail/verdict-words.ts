/** What the words of a refusal tell of its cause. Codes leave it open: 421 is busy, too many connections and greylisting. */
import { replyCode } from './reply-codes.js';
import type { VerdictCode } from './types.js';

/** Postgrey, milter-greylist, Exim's and Exchange's recipes name it; spellings differ. */
const GREYLISTED = /gr[ae]y[- ]?list|postgrey|sqlgrey/i;
/** A limit on how often or how many at once. Those on errors, time and load tell nothing of how often we come. */
const TOO_OFTEN =
  /\btoo (?:fast|frequent|often|quick)|\btoo many (?!(?:\w+ ){0,4}(?:error|failure|recipient|hop|command))|\brate\b|\bratelimit|\bthrottl|\bconcurrent\b|\bmaximum (?:number of )?(?:\w+ )?(?:connection|session)|(?<!\b(?:time|size|load|memory|length|hop|recipient) )\blimit(?:s|ed|ing)?\b/i;
/** The same in so many words, for replies that call themselves final. */
const PLAINLY_TOO_OFTEN = /\btoo many (?:\w+ ){0,3}(?:connection|session)|\brate[- ]?limit|\bthrottl/i;
const TRY_AGAIN = /\b(?:try|come back|retry)\b[^.]{0,40}\b(?:again|later|back|minutes?|seconds?)\b|\bcome back\b/i;
/** For protocols whose refusals have no code for passing ones. */
const PASSES =
  /\btempora|\bagain later|\btry (?:again|later)|\bbusy\b|\boverload|\bunavailable\b|\bnot available\b|\bmaintenance\b|\bshutting down\b|\brestart|\bin use\b|\bload\b/i;

/** What a refusal for now is called: a 4yz of SMTP, or a response code that says the same. */
export function temporaryCause(line: string): VerdictCode {
  if (GREYLISTED.test(line)) return 'greylisted';
  const code = replyCode(line);
  // 4.7.28: mail flood (RFC 3463 as IANA's registry extends it).
  if (TOO_OFTEN.test(line) || code?.enhanced === '4.7.28') return 'rate-limited';
  // What greylisting says that does not name itself.
  const isCoy = code?.enhanced === '4.7.1' && (code.code === '450' || code.code === '451') && TRY_AGAIN.test(line);
  return isCoy ? 'greylisted' : 'temporarily-refused';
}

/** What a final refusal of SMTP is called: some call it final that one comes too often. */
export function permanentCause(line: string): VerdictCode {
  return PLAINLY_TOO_OFTEN.test(line) ? 'rate-limited' : 'blocked-by-policy';
}

/** What a refusal is called where only its text tells whether it passes. */
export function textCause(line: string): VerdictCode {
  if (GREYLISTED.test(line) || TOO_OFTEN.test(line)) return temporaryCause(line);
  return PASSES.test(line) ? 'temporarily-refused' : 'blocked-by-policy';
}
