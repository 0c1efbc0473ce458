import { test } from 'node:test';
import { check, greetings, handshake } from './verdict-input.js';

test('-ERR refuses us in POP3, unless its response code says for how long (RFC 2449 section 8, RFC 3206 section 4)', () => {
  check('pop3', {
    ...greetings('blocked-by-policy', '-ERR Access denied', '-ERR', '-ERR [SYS/PERM] Unavailable for good'),
    ...greetings(
      'temporarily-refused',
      '-ERR [SYS/TEMP] Temporary system problem',
      '-ERR [IN-USE] Do you have another POP session running?',
      '-ERR Server busy, try again later',
    ),
    ...greetings(
      'rate-limited',
      '-ERR [LOGIN-DELAY] minimum time between mail checks violation',
      '-ERR [SYS/TEMP] Too many connections',
      '-ERR Maximum number of connections from user+IP exceeded',
    ),
    'no CAPA is no refusal': { said: [['CAPA', '-ERR Unknown command\r\n']], code: 'ready' },
    'no STLS is no refusal': {
      said: [
        ['CAPA', '+OK\r\nSTLS\r\n.\r\n'],
        ['STLS', '-ERR No TLS\r\n'],
      ],
      input: { startTls: 'refused' },
      code: 'ready',
    },
    'STLS for now': {
      said: [
        ['CAPA', '+OK\r\nSTLS\r\n.\r\n'],
        ['STLS', '-ERR [SYS/TEMP] Later\r\n'],
      ],
      code: 'ready',
    },
  });
});

test('BYE refuses us in IMAP, unless its words or its response code say for how long (RFC 5530 section 3)', () => {
  check('imap', {
    ...greetings(
      'blocked-by-policy',
      '* BYE Access denied',
      '* BYE [ALERT] You are not welcome',
      '* BYE [CONTACTADMIN] Ask your administrator',
    ),
    ...greetings(
      'temporarily-refused',
      '* BYE [UNAVAILABLE] Temporary problem',
      '* BYE [INUSE] Somebody else is here',
      '* BYE Server shutting down.',
    ),
    ...greetings(
      'rate-limited',
      '* BYE [LIMIT] Enough',
      '* BYE [UNAVAILABLE] Too many connections',
      '* BYE Maximum number of connections from user+IP exceeded',
    ),
    'in answer to a command': {
      said: [['a1 CAPABILITY', '* BYE Autologout; idle for too long\r\n', 'closed']],
      code: 'blocked-by-policy',
      phase: 'capabilities',
      evidence: '* BYE Autologout; idle for too long',
    },
    'NO for now': { said: [['a1 CAPABILITY', 'a1 NO [UNAVAILABLE] x\r\n']], code: 'temporarily-refused' },
    'BAD for what every server knows': { said: [['a1 CAPABILITY', 'a1 BAD Unknown\r\n']], code: 'protocol-error' },
    'STARTTLS is refused': {
      said: [
        ['a1 CAPABILITY', '* CAPABILITY STARTTLS\r\na1 OK x\r\n'],
        ['a2 STARTTLS', 'a2 NO [ALERT] x\r\n'],
      ],
      input: { startTls: 'refused' },
      code: 'ready',
    },
    'ID is not known': {
      said: [
        ['a1 CAPABILITY', 'a1 OK x\r\n'],
        ['a0 ID NIL', 'a0 BAD x\r\n'],
      ],
      code: 'ready',
    },
    'the goodbye says BYE': {
      said: [
        ['a1 CAPABILITY', 'a1 OK x\r\n'],
        ['a4 LOGOUT', '* BYE\r\na4 OK x\r\n'],
      ],
      code: 'ready',
    },
  });
});

test('BYE and NO refuse us in ManageSieve (RFC 5804 section 1.3)', () => {
  check('sieve', {
    ...greetings('blocked-by-policy', 'BYE "Go away"', 'NO "Go away"'),
    ...greetings('temporarily-refused', 'BYE (TRYLATER) "Busy"', 'NO (TRYLATER) "x"'),
    ...greetings('rate-limited', 'BYE "Too many connections"'),
    'STARTTLS is refused': {
      said: [['STARTTLS', 'NO "TLS is off"\r\n']],
      input: { startTls: 'refused' },
      code: 'ready',
    },
    'BYE for STARTTLS': { said: [['STARTTLS', 'BYE (TRYLATER) "x"\r\n']], code: 'temporarily-refused', phase: 'tls' },
    'nothing is announced inside TLS': {
      said: [
        ['STARTTLS', 'OK\r\n'],
        [null, '', 'closed', true],
      ],
      input: { startTls: 'done', tls: handshake() },
      code: 'closed-early',
      phase: 'capabilities',
    },
  });
});
