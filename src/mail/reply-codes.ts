/** The codes by which replies of mail tell what they mean to programs. */

/** The code of an SMTP reply and, where there is one, the enhanced code behind it (RFC 5321 section 4.2, RFC 2034 section 4). */
export interface ReplyCode {
  /** Such as `421`. */
  readonly code: string;
  /** Such as `4.7.0`; empty where there is none. */
  readonly enhanced: string;
}

/** The code of an SMTP reply; null where it does not begin with one. */
export function replyCode(reply: string): ReplyCode | null {
  const match = /^([2-5]\d\d)(?:[\s-](?:([245]\.\d{1,3}\.\d{1,3})(?=\s|$))?|$)/.exec(reply);
  return match === null ? null : { code: match[1] ?? '', enhanced: match[2] ?? '' };
}

/** The response code in brackets behind the status, in upper case (RFC 2449 section 8, RFC 9051 section 7.1); empty without one. */
export function responseCode(line: string): string {
  return (/^[^\s[]{1,64}(?: [A-Z]{2,7})? \[([\w/-]{1,64})/i.exec(line)?.[1] ?? '').toUpperCase();
}
