import assert from 'node:assert/strict';
import type { ConverseOptions, Findings, Protocol, Reply, Request, RequestContext } from '../../src/protocols/types.js';

/** What a conversation said and found out. */
export interface Outcome {
  /** Lines sent, and `<starttls>` for an upgrade. */
  readonly said: readonly string[];
  readonly findings: Findings;
}

/** One answer: the text of a complete reply, or how the read ended otherwise. */
export type Answer = string | Reply;

/**
 * Runs a conversation against a list of replies, in order; behind the last one the connection is closed. As the driver does,
 * it says goodbye where the last reply was whole.
 */
export function talk(protocol: Protocol, answers: readonly Answer[], options: Partial<ConverseOptions> = {}): Outcome {
  assert.ok(protocol.converse, `${protocol.name} holds no conversation`);
  const conversation = protocol.converse({ clientName: 'client.example', secure: false, startTls: true, ...options });
  const left = [...answers];
  const said: string[] = [];
  let last: Reply = { text: '', end: 'closed' };
  for (let step = conversation.next(), count = 0; ; count += 1) {
    if (step.done) {
      if (last.end === 'complete' && protocol.farewell !== null) said.push(protocol.farewell);
      return { said, findings: step.value };
    }
    assert.ok(count < 12, `no end after ${said.join(', ')}`);
    if (step.value.do === 'send') said.push(step.value.line);
    if (step.value.do === 'starttls') said.push('<starttls>');
    const answer = left.shift() ?? { text: '', end: 'closed' };
    last = typeof answer === 'string' ? { text: answer, end: 'complete' } : answer;
    step = conversation.next(last);
  }
}

/** What requests are made of, where a test does not care. */
export function requestContext(changes: Partial<RequestContext> = {}): RequestContext {
  return { host: 'server.example', port: 1, secure: false, clientName: '[127.0.0.1]', said: [], ...changes };
}

/** The bytes of a request; null where it is not put. */
export function bytesOf({ bytes }: Request, context: Partial<RequestContext> = {}): string | null {
  return typeof bytes === 'string' ? bytes : bytes(requestContext(context));
}
