import { test } from 'node:test';
import { check, handshake } from './verdict-input.js';

const EHLO = '250-mail.example.org\r\n250 STARTTLS\r\n';

test('a greeting that does not come to its end is told by how it ended', () => {
  check('smtp', {
    silence: { greeting: '', greetingEnd: 'timeout', code: 'no-greeting', phase: 'greeting', evidence: null },
    'a drip': { greeting: '220-Wait', greetingEnd: 'timeout', code: 'no-greeting', evidence: '220-Wait' },
    'hung up at once': { greeting: '', greetingEnd: 'closed', code: 'closed-early', phase: 'greeting' },
    'hung up in it': { greeting: '220-Wait\r\n', greetingEnd: 'closed', code: 'closed-early', evidence: '220-Wait' },
    'one without end': { greeting: '220-x\r\n'.repeat(9), greetingEnd: 'too-long', code: 'protocol-error' },
    'a refusal in time': { greeting: '554-No\r\n', greetingEnd: 'timeout', code: 'blocked-by-policy' },
  });
});

test('a talk that breaks off is told by how and where', () => {
  check('smtp', {
    'hung up for EHLO': {
      said: [['EHLO c', '', 'closed']],
      code: 'closed-early',
      phase: 'capabilities',
      evidence: null,
    },
    'hung up in the list': { said: [['EHLO c', '250-mail\r\n', 'closed']], code: 'closed-early', evidence: '250-mail' },
    'silent for EHLO': { said: [['EHLO c', '', 'timeout']], code: 'timed-out', phase: 'capabilities' },
    'a list without end': {
      said: [['EHLO c', '250-x\r\n', 'too-long']],
      code: 'protocol-error',
      phase: 'capabilities',
    },
    'hung up for STARTTLS': {
      said: [
        ['EHLO c', EHLO],
        ['STARTTLS', '', 'closed'],
      ],
      input: { startTls: 'failed' },
      code: 'closed-early',
      phase: 'tls',
    },
    'hung up inside TLS': {
      said: [
        ['EHLO c', EHLO],
        ['STARTTLS', '220 Go\r\n'],
        ['EHLO c', '', 'failed', true],
      ],
      input: { startTls: 'done', tls: handshake() },
      code: 'closed-early',
      phase: 'capabilities',
    },
    'hung up for HELO': {
      said: [
        ['EHLO c', '502 No\r\n'],
        ['HELO c', '', 'closed'],
      ],
      code: 'closed-early',
      phase: 'capabilities',
    },
    'hung up behind all that was to be told': {
      said: [
        ['EHLO c', EHLO],
        ['HELP', '', 'closed'],
      ],
      code: 'ready',
    },
  });
});

test('an answer that the protocol does not know is a protocol error', () => {
  check('smtp', {
    'a greeting of another code': { greeting: '250 Hello\r\n', code: 'protocol-error', phase: 'greeting' },
    'no code': { said: [['EHLO c', 'hello there\r\n']], code: 'protocol-error', evidence: 'hello there' },
    'a code of another command': { said: [['EHLO c', '220 Again\r\n']], code: 'protocol-error' },
    'codes that differ': { said: [['EHLO c', '250-a\r\n550 b\r\n', 'timeout']], code: 'protocol-error' },
    'neither EHLO nor HELO is known': {
      said: [
        ['EHLO c', '500 What?\r\n'],
        ['HELO c', '500 What?\r\n'],
      ],
      code: 'protocol-error',
      phase: 'capabilities',
    },
    'an answer to STARTTLS that is none': {
      said: [
        ['EHLO c', EHLO],
        ['STARTTLS', '250 Fine\r\n'],
      ],
      input: { startTls: 'refused' },
      code: 'protocol-error',
      phase: 'tls',
    },
  });
  check('pop3', {
    'a greeting without status': { greeting: 'hello\r\n', code: 'protocol-error' },
    'an answer without status': { said: [['CAPA', 'what\r\n']], code: 'protocol-error', phase: 'capabilities' },
  });
  check('imap', {
    'a greeting without status': { greeting: '* HELLO\r\n', code: 'protocol-error' },
    'a tag of nobody': {
      said: [['a1 CAPABILITY', '* CAPABILITY IMAP4rev1\r\nb7 OK done\r\n', 'timeout']],
      code: 'protocol-error',
      evidence: '* CAPABILITY IMAP4rev1 b7 OK done',
    },
    'silence behind what has its place': {
      said: [['a1 CAPABILITY', '* CAPABILITY IMAP4rev1\r\n', 'timeout']],
      code: 'timed-out',
    },
    'a status that is none': { said: [['a1 CAPABILITY', 'a1 MAYBE\r\n']], code: 'protocol-error' },
  });
  check('sieve', {
    'a list that ends with none of the three': { greeting: '"SIEVE" ""\r\nhello\r\n', code: 'protocol-error' },
    'an answer that is none': { said: [['STARTTLS', 'what\r\n']], code: 'protocol-error', phase: 'tls' },
  });
});

test('where no mail service was recognised, the port tells whether one was to be expected', () => {
  const nobody = { protocol: null, role: null, startTls: null, exchanges: [] } as const;
  const silent = { greeting: '', greetingEnd: 'timeout' } as const;
  check('smtp', {
    web: { greeting: 'HTTP/1.0 400\r\n', input: nobody, code: 'other-service', evidence: 'HTTP/1.0 400' },
    'a web server that waits': { ...silent, input: { ...nobody, service: 'http' }, code: 'other-service' },
    'silent at 25': { ...silent, input: nobody, code: 'no-greeting' },
    'hung up at 4190': { ...silent, greetingEnd: 'closed', input: { ...nobody, port: 4190 }, code: 'closed-early' },
    'silent at 8080': { ...silent, input: { ...nobody, port: 8080 }, code: 'other-service' },
    'refused at 25': { greeting: '421 Busy\r\n', input: nobody, code: 'temporarily-refused', evidence: '421 Busy' },
    'refused at 143': { greeting: '* BYE no\r\n', input: { ...nobody, port: 143 }, code: 'blocked-by-policy' },
    'files at 25': { greeting: '220 FTP server ready\r\n', input: nobody, code: 'other-service' },
  });
});
