import { MAX_DNS_POINTERS } from '../defaults.js';

/** What a message holds is not what its form promises: too short, a name that leads in circles, lengths that do not fit. */
export class MalformedError extends Error {}

/** Bytes of the longest name, its length bytes and the final zero included (RFC 1035 section 3.1). */
const LONGEST_NAME_BYTES = 255;
/** The two bits that tell a label (00) from a pointer (11); RFC 1035 section 4.1.4. */
const KIND = 0xc0;
const POINTER = 0xc0;

/** Reads a DNS message from front to back. Never beyond its end, and never for longer than it has bytes to justify. */
export class WireReader {
  readonly #bytes: Buffer;
  #at: number;
  readonly #end: number;

  constructor(bytes: Buffer, start = 0, end = bytes.length) {
    if (start > end || end > bytes.length) throw new MalformedError('a length leads beyond the end');
    this.#bytes = bytes;
    this.#at = start;
    this.#end = end;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#end;
  }

  /** A number of one byte. */
  uint8(): number {
    return this.#bytes.readUInt8(this.#advance(1));
  }

  /** A number of two bytes. */
  uint16(): number {
    return this.#bytes.readUInt16BE(this.#advance(2));
  }

  /** The next bytes. */
  take(length: number): Buffer {
    const start = this.#advance(length);
    return this.#bytes.subarray(start, start + length);
  }

  /** All bytes that are left. */
  rest(): Buffer {
    return this.take(this.#end - this.#at);
  }

  /** The next bytes as a message of their own, whose names may still point to what stands before. */
  part(length: number): WireReader {
    const start = this.#advance(length);
    return new WireReader(this.#bytes, start, start + length);
  }

  /** A name, compressed or not, as {@link DnsRecord} tells it. Each pointer leads further back, so that there is an end. */
  name(): string {
    const labels: string[] = [];
    let reader: WireReader = this;
    let earliest = this.#at;
    let pointers = 0;
    let bytes = 1;
    for (let length = reader.uint8(); length !== 0; length = reader.uint8()) {
      if ((length & KIND) === POINTER) {
        const target = ((length & ~KIND) << 8) | reader.uint8();
        pointers += 1;
        if (target >= earliest || pointers > MAX_DNS_POINTERS) throw new MalformedError('a name leads in circles');
        reader = new WireReader(this.#bytes, target);
        earliest = target;
      } else {
        bytes += 1 + length;
        if ((length & KIND) !== 0) throw new MalformedError('a label is of no known kind');
        if (bytes > LONGEST_NAME_BYTES) throw new MalformedError('a name is too long');
        labels.push(labelText(reader.take(length)));
      }
    }
    return labels.length === 0 ? '.' : labels.join('.');
  }

  #advance(length: number): number {
    const start = this.#at;
    if (start + length > this.#end) throw new MalformedError('the message ends too early');
    this.#at = start + length;
    return start;
  }
}

/** A label as text, in lower case (RFC 4343), with what is no part of a host name escaped. */
function labelText(bytes: Buffer): string {
  return bytes
    .toString('latin1')
    .replace(/[^!-~]|[.\\]/g, escaped)
    .replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

function escaped(character: string): string {
  if (character === '.' || character === '\\') return `\\${character}`;
  return `\\${String(character.charCodeAt(0)).padStart(3, '0')}`;
}

/** A name of plain labels, as it is sent. */
export function nameBytes(name: string): Buffer {
  const labels = name.split('.').map((label) => Buffer.concat([Buffer.of(label.length), Buffer.from(label, 'latin1')]));
  return Buffer.concat([...labels, Buffer.of(0)]);
}
