/** Something that a server of a protocol says: unasked, or to a request. */
export interface ProtocolExample {
  /** `greeting`, or the request that it answers, as `redis/ping`. */
  readonly request: string;
  /** One character a byte (Latin-1). */
  readonly text: string;
  /** Nothing in it tells where it ends: a prompt, bytes without a length. Default not. */
  readonly unframed?: true;
}

/** One for every protocol, by its name: short, complete, and nobody else's. */
export const EXAMPLES: Readonly<Record<string, ProtocolExample>> = {
  smtp: { request: 'greeting', text: '220 mail.example.org ESMTP\r\n' },
  pop3: { request: 'greeting', text: '+OK ready\r\n' },
  imap: { request: 'greeting', text: '* OK ready\r\n' },
  ftp: { request: 'greeting', text: '220 FTP ready\r\n' },
  ssh: { request: 'greeting', text: 'SSH-2.0-x\r\n' },
  http: { request: 'http/get', text: 'HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok' },
  redis: { request: 'redis/ping', text: '+PONG\r\n' },
  tls: { request: 'http/get', text: '\x15\x03\x01\x00\x02\x02\x46' },
};
