import { uint8, uint24, uint32 } from './bytes.js';

/** Head of a frame of HTTP/2: length, type, flags, stream (RFC 9113 section 4.1). */
const HEAD_BYTES = 9;
/** Longest payload before both sides have agreed to more (RFC 9113 section 4.2). */
const MOST_PAYLOAD_BYTES = 16_384;
const SETTINGS = 4;
const GOAWAY = 7;

/**
 * Length of the frame with which a server of HTTP/2 begins, or turns down who does not speak it: SETTINGS or GOAWAY of the
 * connection. 0 where it is neither, or not all of its head is there.
 */
export function http2FrameLength(text: string): number {
  if (text.length < HEAD_BYTES || uint32(text, 5) !== 0) return 0;
  const length = uint24(text, 0);
  const type = uint8(text, 3);
  const fits =
    (type === SETTINGS && length % 6 === 0 && uint8(text, 4) <= 1) ||
    (type === GOAWAY && length >= 8 && uint8(text, 4) === 0);
  return fits && length <= MOST_PAYLOAD_BYTES ? HEAD_BYTES + length : 0;
}
