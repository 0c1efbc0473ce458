import { asUint32, lengthFrame, uint32 } from './bytes.js';
import type { Frame } from './types.js';

/** Identifier of every call: one a connection, so that it need not differ. */
const TRANSACTION = 0x706f7274;
const LAST_FRAGMENT = 0x80000000;

/** How a program answered a call (RFC 5531 section 9). */
export type CallResult =
  | { readonly status: 'success'; readonly body: string }
  | { readonly status: 'mismatch'; readonly lowest: number; readonly highest: number }
  | { readonly status: 'denied' | 'unavailable' | 'failed' };

/** Four bytes with the length of the fragment before it (RFC 5531 section 11). Replies to small calls have one. */
export const rpcRecord: Frame = lengthFrame(4, (text) =>
  uint32(text, 0) >= LAST_FRAGMENT ? 4 + (uint32(text, 0) - LAST_FRAGMENT) : Number.NaN,
);

/** A call without arguments and without credentials (RFC 5531 section 9). */
export function call(program: number, version: number, procedure: number): string {
  const body = [TRANSACTION, 0, 2, program, version, procedure, 0, 0, 0, 0].map(asUint32).join('');
  return asUint32(LAST_FRAGMENT + body.length) + body;
}

/** The reply to a call of ours; null where it is none. */
export function parseReply(reply: string): CallResult | null {
  if (rpcRecord(reply) === 0 || uint32(reply, 4) !== TRANSACTION || uint32(reply, 8) !== 1) return null;
  const status = uint32(reply, 12);
  if (status === 1) return { status: 'denied' };
  const verifier = 24 + Math.ceil(uint32(reply, 20) / 4) * 4;
  const accepted = uint32(reply, verifier);
  if (status !== 0 || Number.isNaN(accepted)) return null;
  if (accepted === 0) return { status: 'success', body: reply.slice(verifier + 4, rpcRecord(reply)) };
  const [lowest, highest] = [uint32(reply, verifier + 4), uint32(reply, verifier + 8)];
  if (accepted === 2 && !Number.isNaN(highest)) return { status: 'mismatch', lowest, highest };
  return { status: accepted === 1 ? 'unavailable' : 'failed' };
}
