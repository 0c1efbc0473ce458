import { test } from 'node:test';
import { check, greetings, handshake } from './verdict-input.js';

const EHLO = '250-mail.example.org\r\n250 STARTTLS\r\n';

test('421 and the other codes for now are a refusal for now (RFC 5321 sections 3.8 and 4.2.1)', () => {
  check('smtp', {
    ...greetings(
      'temporarily-refused',
      '421 mail.example.org Service not available, closing transmission channel',
      '421 4.3.2 All server ports are busy',
      '421 4.3.2 System not accepting network messages',
      '421 4.7.0 Try again later, closing connection.',
      '421 4.4.2 mail.example.org Error: timeout exceeded',
      '421 4.7.0 mail.example.org Error: too many errors',
      '421 Too many syntax or protocol errors',
      '421 4.3.1 Time limit exceeded',
      '450 4.3.2 Service currently unavailable',
      '451 4.3.0 Temporary lookup failure',
      '451 Temporary local problem - please try later',
      '452 4.3.1 Insufficient system storage',
      '454 4.3.0 Try again later',
      '450 4.7.1 Client host rejected: cannot find your hostname, [192.0.2.1]',
    ),
    'in answer to EHLO': {
      said: [['EHLO c', '421 Too busy\r\n']],
      code: 'temporarily-refused',
      phase: 'capabilities',
      evidence: '421 Too busy',
    },
    'in answer to STARTTLS, which is no missing TLS': {
      said: [
        ['EHLO c', EHLO],
        ['STARTTLS', '421 4.3.0 Closing\r\n', 'closed'],
      ],
      input: { startTls: 'failed' },
      code: 'temporarily-refused',
      phase: 'tls',
    },
    'in answer to anything else': {
      said: [
        ['EHLO c', EHLO],
        ['HELP', '421 Shutting down\r\n'],
      ],
      code: 'temporarily-refused',
      phase: 'capabilities',
    },
    'said unasked': {
      said: [
        ['EHLO c', EHLO],
        [null, '421 4.4.2 timeout\r\n'],
      ],
      code: 'temporarily-refused',
    },
    'behind HELO': {
      said: [
        ['EHLO c', '502 What?\r\n'],
        ['HELO c', '450 Later\r\n'],
      ],
      code: 'temporarily-refused',
    },
    'without its line end': { greeting: '421 Too busy', greetingEnd: 'closed', code: 'temporarily-refused' },
    'TLS that is not there for now (RFC 3207 section 4)': {
      said: [
        ['EHLO c', EHLO],
        ['STARTTLS', '454 4.7.0 TLS not available due to temporary reason\r\n'],
      ],
      input: { startTls: 'refused' },
      code: 'ready',
    },
  });
});

test('greylisting says so, or tells a stranger to come again', () => {
  check(
    'smtp',
    greetings(
      'greylisted',
      '450 4.2.0 Greylisted, see http://postgrey.example/help',
      '451 4.7.1 Greylisting in action, please come back later',
      '451 DT:SPM graylist, please try again',
      '421 Grey-listed for 300 seconds',
      '450 4.7.1 Please try again later',
      '451 4.7.1 Service unavailable - try again in 5 minutes',
      '451 4.7.1 Too many unknown senders, greylisted',
    ),
  );
});

test('a limit on how often we come is not the same as a busy server', () => {
  check('smtp', {
    ...greetings(
      'rate-limited',
      '421 4.7.0 mail.example.org Error: too many connections from 192.0.2.1',
      '421 Too many concurrent SMTP connections; please try again later.',
      '421 4.3.2 Connection rate limit exceeded.',
      '421 4.3.2 The maximum number of concurrent connections has exceeded a limit, closing transmission channel',
      '451 4.7.650 The mail server [192.0.2.1] has been temporarily rate limited due to IP reputation',
      '421 4.7.28 Unusual traffic',
      '450 4.7.1 Too many connections, try again later',
      '421 Throttled',
      '554 5.7.1 Too many connections from your address',
      '550 5.7.0 Rate limited',
    ),
    'several lines': {
      greeting:
        '421-4.7.0 [192.0.2.1] Our system has detected an unusual rate of\r\n421-4.7.0 unsolicited mail.\r\n421 4.7.0 See help\r\n',
      code: 'rate-limited',
      evidence:
        '421-4.7.0 [192.0.2.1] Our system has detected an unusual rate of 421-4.7.0 unsolicited mail. 421 4.7.0 See help',
    },
  });
});

test('a refusal for good, as greeting or for our EHLO, is policy', () => {
  check('smtp', {
    ...greetings(
      'blocked-by-policy',
      '554 No SMTP service here',
      '521 mail.example.org does not accept mail',
      '550 5.7.1 Service unavailable; client [192.0.2.1] blocked using dnsbl.example',
      '530 Access denied',
      '554 5.7.1 Too many spam reports',
    ),
    'several lines': {
      greeting: '554-mx.example.org\r\n554 Your access has been rejected due to poor reputation.\r\n',
      code: 'blocked-by-policy',
      evidence: '554-mx.example.org 554 Your access has been rejected due to poor reputation.',
    },
    'for EHLO and HELO': {
      said: [
        ['EHLO c', '550 5.7.1 Bad name\r\n'],
        ['HELO c', '503 Bad sequence\r\n'],
      ],
      code: 'blocked-by-policy',
      phase: 'capabilities',
      evidence: '550 5.7.1 Bad name',
    },
    'for HELO alone': {
      said: [
        ['EHLO c', '500 What?\r\n'],
        ['HELO c', '554 Go away\r\n'],
      ],
      code: 'blocked-by-policy',
      evidence: '554 Go away',
    },
    'for EHLO, and hangs up': {
      said: [
        ['EHLO c', '554 5.7.1 Rejected\r\n'],
        ['HELO c', '', 'closed'],
      ],
      code: 'blocked-by-policy',
    },
    'inside TLS': {
      said: [
        ['EHLO c', EHLO],
        ['STARTTLS', '220 Go\r\n'],
        ['EHLO c', '550 No\r\n', 'complete', true],
        ['HELO c', '550 No\r\n', 'complete', true],
      ],
      input: { startTls: 'done', tls: handshake() },
      code: 'blocked-by-policy',
      phase: 'capabilities',
    },
  });
});

test('what is asked for first, or not known, is no refusal', () => {
  check('smtp', {
    'EHLO is not known': {
      said: [
        ['EHLO c', '502 What?\r\n'],
        ['HELO c', '250 Hello\r\n'],
      ],
      code: 'ready',
    },
    'EHLO is refused and HELO is not': {
      said: [
        ['EHLO c', '550 No\r\n'],
        ['HELO c', '250 Hello\r\n'],
      ],
      code: 'ready',
    },
    'STARTTLS first (RFC 3207 section 4)': {
      said: [
        ['NOOP', '530 5.7.0 Must issue a STARTTLS command first\r\n'],
        ['EHLO c', EHLO],
        ['HELP', '530 5.7.0 Must issue a STARTTLS command first\r\n'],
      ],
      code: 'ready',
    },
    'HELP is not known': {
      said: [
        ['EHLO c', EHLO],
        ['HELP', '502 No\r\n'],
      ],
      code: 'ready',
    },
    'STARTTLS is refused for good': {
      said: [
        ['EHLO c', EHLO],
        ['STARTTLS', '502 5.5.1 Unknown\r\n'],
      ],
      input: { startTls: 'refused' },
      code: 'ready',
    },
    'the goodbye': {
      said: [
        ['EHLO c', EHLO],
        ['QUIT', '421 Bye\r\n'],
      ],
      code: 'ready',
    },
    'a relay test': {
      said: [
        ['EHLO c', EHLO],
        ['MAIL FROM:<>', '250 Ok\r\n'],
        ['RCPT TO:<a@b>', '421 Go away\r\n'],
        ['RSET', '', 'closed'],
      ],
      code: 'ready',
    },
  });
});
