import fc from 'fast-check';

/** Pieces that replies of some protocol are made of, and what is often forgotten. */
const PIECES = [
  ...[
    '220 ',
    '220-',
    '250-STARTTLS\r\n',
    '250 STARTTLS\r\n',
    '211-',
    '500 ',
    '+OK ',
    '-ERR',
    '* OK ',
    '* BYE',
    'a1 OK',
  ],
  ...['a2 OK', '{5}', '{99999999999}', '* CAPABILITY IMAP4rev1 STARTTLS\r\n', '\r\n', '\n', '\r', '.', '.\r\n', 'STLS'],
  ...[
    'HTTP/1.1 200 OK\r\n',
    'HTTP/1.1 ',
    'Content-Length: 3\r\n',
    'Transfer-Encoding: chunked\r\n',
    '\r\n\r\n',
    '0\r\n\r\n',
  ],
  ...['Server: x\r\n', '<title>', '</title>', '$5\r\n', '$999999999\r\n', '+PONG\r\n', 'VALUE ', 'END\r\n', '{"', '}'],
  ...[
    '\x15\x03\x01\0\x02\x02\x28',
    '\x16\x03',
    '\0',
    '\0\0\0\x08',
    '\xff\xff\xff\xff',
    '\xff\xfd\x18',
    '\x30\x84',
    'SSH-',
  ],
  ...['\x05\0', 'RFB 003.008\n', 'AMQP', '\x0a', '\x7f', '\x80\0', '\x0a5.5.5-10.11.6-MariaDB\0', '@RSYNCD: 31.0\n'],
];

/** Any bytes, often such as look like a reply. */
export const anyBytes: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), bytesFrom({ maxLength: 12 })), {
    maxLength: 20,
  })
  .map((parts) => parts.join(''));

/** A reply with its bytes changed, cut, or followed by others: what gets furthest into a decoder. */
export function likeReply(example: string): fc.Arbitrary<string> {
  const change = fc.record({ at: fc.nat(Math.max(0, example.length - 1)), byte: fc.integer({ min: 0, max: 255 }) });
  return fc
    .record({
      changes: fc.array(change, { maxLength: 4 }),
      cut: fc.nat(example.length),
      whole: fc.boolean(),
      tail: anyBytes,
    })
    .map(({ changes, cut, whole, tail }) => {
      const characters = [...example];
      for (const { at, byte } of changes) characters[at] = String.fromCharCode(byte);
      return (whole ? characters : characters.slice(0, cut)).join('') + tail;
    });
}

/** What the longest hostile input repeats. */
export const UNITS: readonly string[] = [
  ...[
    '2',
    ' ',
    '\n',
    '\0',
    '\xff',
    '\x80',
    '220-\n',
    '+OK\n',
    '..\n',
    '* {0}\n',
    '* {',
    '<@',
    'SSH',
    '\nSSH',
    'ftp ',
    'a.',
    '.',
  ],
  ...[
    'a: b\r\n',
    '\r',
    '\r\n\r',
    '<title>',
    '<title ',
    '</',
    'HTTP/1.1 ',
    '$1\r\n',
    '\0\0\0\x01',
    '\x30\x02',
    '\x30\x80',
    '{',
    '":',
  ],
];

function bytesFrom(length: { maxLength: number }): fc.Arbitrary<string> {
  return fc.array(fc.integer({ min: 0, max: 255 }), length).map((bytes) => String.fromCharCode(...bytes));
}
