import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { PortolanError } from '../../src/errors.js';
import { relayAddresses, relayTestConversation } from '../../src/mail/relay-test.js';
import type { RelayTest } from '../../src/mail/types.js';
import type { Reply } from '../../src/protocols/types.js';

const ADDRESSES = { from: 'a@sender.example', to: 'b@recipient.example' };

/** Runs the test against replies in order; behind the last one the connection is closed. */
function ask(
  replies: readonly (string | Reply)[],
  addresses = ADDRESSES,
): { readonly said: readonly string[]; readonly result: RelayTest } {
  const conversation = relayTestConversation(addresses);
  const left = [...replies];
  const said: string[] = [];
  for (let step = conversation.next(); ; ) {
    if (step.done) return { said, result: step.value };
    assert.equal(step.value.do, 'send');
    if (step.value.do === 'send') said.push(step.value.line);
    assert.ok(said.length <= 3, said.join(', '));
    const reply = left.shift() ?? { text: '', end: 'closed' };
    step = conversation.next(typeof reply === 'string' ? { text: reply, end: 'complete' } : reply);
  }
}

test('a server that takes the recipient is an open relay, and everything is taken back', () => {
  for (const reply of ['250 2.1.5 Ok\r\n', '251 Will forward\r\n', '252 Cannot verify\r\n', '250-a\r\n250 b\r\n']) {
    const { said, result } = ask(['250 Ok\r\n', reply, '250 Ok\r\n']);
    assert.deepEqual(said, ['MAIL FROM:<a@sender.example>', 'RCPT TO:<b@recipient.example>', 'RSET']);
    assert.equal(result.outcome, 'accepted', reply);
    assert.deepEqual([result.from, result.to], [ADDRESSES.from, ADDRESSES.to]);
  }
});

test('a server that says no for good is none', () => {
  const refusals = [
    '554 5.7.1 <b@recipient.example>: Relay access denied\r\n',
    '550 relay not permitted\r\n',
    '550 5.7.1 Relaying denied\r\n',
    "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)\r\n",
    '530 5.7.0 Must issue a STARTTLS command first\r\n',
    '530 5.7.0 Authentication required\r\n',
    '503 5.5.4 Error: send AUTH command first\r\n',
    '550 5.1.1 <b@recipient.example>: we do not relay\r\n',
    '550 5.1.2 Relaying not allowed\r\n',
    '553 5.1.3 Log in first: authentication required\r\n',
  ];
  for (const reply of refusals) {
    const { said, result } = ask(['250 Ok\r\n', reply, '250 Ok\r\n']);
    assert.equal(result.outcome, 'refused', reply);
    assert.equal(result.reply, reply.trim());
    assert.equal(said.at(-1), 'RSET');
  }
});

test('what says nothing of relaying leaves it open', () => {
  const replies: (string | Reply)[] = [
    '450 4.7.1 Greylisted\r\n',
    '421 Closing\r\n',
    '450 4.1.2 Domain not found\r\n',
    '550 5.1.0 Address rejected\r\n',
    '550 5.1.1 User unknown\r\n',
    '550 5.1.6 Mailbox has moved\r\n',
    '550 5.1.2 Domain not found\r\n',
    '550 5.7.25 No reverse name\r\n',
    '556 5.1.10 Recipient address has null MX\r\n',
    '501 5.1.3 Bad recipient address syntax\r\n',
    '354 Go on\r\n',
    'hello\r\n',
    { text: '', end: 'timeout' },
    { text: '250 O', end: 'closed' },
  ];
  for (const reply of replies) {
    const { said, result } = ask(['250 Ok\r\n', reply, '250 Ok\r\n']);
    assert.equal(result.outcome, 'unclear', JSON.stringify(reply));
    assert.equal(said.at(-1), 'RSET');
  }
});

test('an address in a refusal says nothing of relaying, whatever it is', () => {
  const addresses = { from: '', to: 'relay-test@auth.example' };
  const outcomeOf = (reply: string) => ask(['250 Ok\r\n', reply, '250 Ok\r\n'], addresses).result.outcome;
  assert.equal(
    outcomeOf('550 5.1.1 <relay-test@auth.example>: Recipient address rejected: User unknown\r\n'),
    'unclear',
  );
  assert.equal(outcomeOf('550 5.1.1 <Relay-Test@AUTH.example>... User unknown\r\n'), 'unclear');
  assert.equal(outcomeOf('550 5.1.1 <relay-test@auth.example>: relay access denied\r\n'), 'refused');
});

test('a sender that is not taken ends it, with that reply', () => {
  const outcomes: Record<string, RelayTest['outcome']> = {
    '530 5.7.0 Authentication required\r\n': 'refused',
    '550 5.7.1 Access denied\r\n': 'refused',
    '553 5.1.8 Domain of sender does not exist\r\n': 'unclear',
    '501 5.1.7 Bad sender address syntax\r\n': 'unclear',
    '451 4.3.0 Try later\r\n': 'unclear',
  };
  for (const [reply, outcome] of Object.entries(outcomes)) {
    const { said, result } = ask([reply]);
    assert.deepEqual(said, ['MAIL FROM:<a@sender.example>']);
    assert.deepEqual([result.outcome, result.reply], [outcome, reply.trim()]);
  }
  assert.deepEqual(ask([]).result, { ...ADDRESSES, outcome: 'unclear', reply: '' });
});

test('by default the sender is the empty path and the recipient one at a domain reserved for examples', () => {
  const addresses = relayAddresses();
  assert.deepEqual(addresses, { from: '', to: 'relay-test@example.com' });
  assert.deepEqual(relayAddresses({ from: undefined, to: undefined }), addresses);
  assert.deepEqual(relayAddresses({ from: '<>' }), addresses);
  assert.equal(ask(['250 Ok\r\n'], addresses).said[0], 'MAIL FROM:<>');
});

test('an address stays one address in one line', () => {
  const wrong = [
    'a@b\r\nDATA',
    'a@b\n',
    'a@b\0',
    'a b@c',
    'a@b\t',
    'a@b> SIZE=1',
    '<a@b>',
    'a@b,>',
    'ä@b',
    'a',
    '@b',
    'a@',
    `${'a'.repeat(254)}@b`,
  ];
  for (const address of wrong) {
    const isRefused = (error: unknown) => error instanceof PortolanError && error.code === 'ERR_OPTION';
    assert.throws(() => relayAddresses({ to: address }), isRefused, address);
    assert.throws(() => relayAddresses({ from: address }), isRefused, address);
    assert.throws(() => relayTestConversation({ ...ADDRESSES, to: address }).next(), isRefused, address);
  }
  assert.throws(() => relayAddresses({ to: '' }), PortolanError);
  for (const address of ['a@b', 'a+b%c@d.example', 'postmaster@[192.0.2.1]', "o'x!y@b"]) {
    assert.equal(relayAddresses({ to: address }).to, address);
  }
});

test('whatever comes back it ends, and the content of a mail is never begun', () => {
  const reply = fc.record({
    text: fc.oneof(
      fc.constantFrom('250 Ok\r\n', '354 Go ahead\r\n', '250-', '2', '220 x\r\n', '550 No\r\n', '421 \r\n', '\0'),
      fc.string({ maxLength: 30, unit: 'binary' }),
    ),
    end: fc.constantFrom<Reply['end']>('complete', 'timeout', 'closed', 'too-long', 'failed'),
  });
  fc.assert(
    fc.property(fc.array(reply, { maxLength: 6 }), (replies) => {
      const { said, result } = ask(replies);
      for (const line of said)
        assert.match(line, /^(?:MAIL FROM:<a@sender\.example>|RCPT TO:<b@recipient\.example>|RSET)$/);
      const first = replies[0];
      const isTaken = first?.end === 'complete' && first.text.startsWith('2');
      assert.equal(said.at(-1), isTaken ? 'RSET' : 'MAIL FROM:<a@sender.example>');
      if (result.outcome === 'accepted') assert.match(replies[1]?.text ?? '', /^2\d\d/);
    }),
  );
});
