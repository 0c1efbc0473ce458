import { singleLine, splitLines } from './framing.js';
import type { Frame, Protocol, Recognition, Request } from './types.js';

/** Several lines, the last of which counts nodes; the refusal of the command is one line. */
const report: Frame = (text) => {
  if (!/^[A-Z]/i.test(text) || /^[^\n:]{0,80} is not executed/.test(text)) return singleLine(text);
  const last = /\nNode count: [^\n]*\n/.exec(text);
  return last === null ? 0 : last.index + last[0].length;
};

/** One of the four-letter words, the only one that is allowed by default since 3.5.3 (ZooKeeper's administration guide). */
const OPENING: Request = { name: 'srvr', bytes: 'srvr', frame: report };

/** Apache ZooKeeper and ClickHouse Keeper. */
export const zookeeper: Protocol = {
  name: 'zookeeper',
  title: 'Apache ZooKeeper four-letter words',
  ports: [2181, 9181],
  tlsPorts: [2281],
  tlsName: null,
  serverFirst: false,
  frame: report,
  recognize: () => null,
  recognizeReply,
  questions: [],
  openings: [OPENING],
  inquiries: [],
  farewell: null,
  converse: null,
};

function recognizeReply(reply: string): Recognition | null {
  const refusal = /^(?:srvr|GET ) is not executed because it is not (?:in the whitelist|on the white list)/.exec(
    reply,
  )?.[0];
  if (refusal !== undefined) return { confidence: 0.95, text: refusal, hostname: null };
  const text = /^[A-Za-z]{1,20}(?: Keeper)? version: [ -~]{1,200}/.exec(reply)?.[0];
  if (text === undefined) return null;
  const mode = splitLines(reply)
    .find((line) => line.startsWith('Mode: '))
    ?.slice('Mode: '.length);
  if (mode === undefined && !/^Zookeeper/i.test(text)) return null;
  return { confidence: 0.95, text, hostname: null, extra: mode === undefined ? {} : { mode } };
}
