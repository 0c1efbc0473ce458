import type { Protocol, Recognition, Request } from './types.js';

/** The server closes behind its answer (RFC 1288 section 2.2), so no line ends it. */
const never = () => 0;

/** An empty line asks who is logged in (RFC 1288 section 2.3). */
const OPENING: Request = { name: 'who', bytes: '\r\n', frame: never };

/** Finger, RFC 1288. */
export const finger: Protocol = {
  name: 'finger',
  title: 'Finger user information',
  ports: [79],
  tlsPorts: [],
  tlsName: null,
  serverFirst: false,
  frame: never,
  recognize: () => null,
  recognizeReply,
  questions: [],
  openings: [OPENING],
  inquiries: [],
  farewell: null,
  converse: null,
};

/** Answers that only finger gives: to `GET / HTTP/1.0` it speaks of a user called GET. */
const SURELY =
  /(?:^|\n)(?:finger: (?:GET|\/): no such user|No one logged on|Login(?: name)? {2,40}(?:Name|User)\b|Login: \S{1,64} {1,60}\t* {0,40}Name: | {2,8}Line {2,8}User {2,16}Host\(s\)|GET: no such user|Finger online user list|Must provide username|Please supply a username|In real life: )/i;

function recognizeReply(reply: string): Recognition | null {
  const told = SURELY.exec(reply.slice(0, 4096))?.[0];
  return told === undefined ? null : { confidence: 0.9, text: told.trim(), hostname: null };
}
