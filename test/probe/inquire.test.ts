import assert from 'node:assert/strict';
import test from 'node:test';
import { MAX_INQUIRIES } from '../../src/defaults.js';
import { type Inquired, inquire } from '../../src/probe/inquire.js';
import type { MeetOptions } from '../../src/probe/visit.js';
import type { Inquiry, Protocol, RequestContext, Saying } from '../../src/protocols/types.js';
import { inquiry, pretendedProtocol } from '../helpers/pretended-protocol.js';
import { answering, type Behaviour, PretendedServer } from '../helpers/pretended-server.js';

const GREETING: Saying = { request: 'greeting', text: 'hello\r\n' };
const unknown = () => ({ product: false, version: false });

interface Inquiring {
  readonly server: PretendedServer;
  readonly inquired: Promise<Inquired>;
  readonly said: Promise<string[]>;
}

function inquiring(
  inquiries: readonly Inquiry[],
  behave: Behaviour,
  options: Partial<MeetOptions> = {},
  changes: Partial<Protocol> = {},
): Inquiring {
  const server = new PretendedServer(behave);
  const visit = server.visit({ known: unknown, ...options });
  const protocol = pretendedProtocol('some', { inquiries, ...changes });
  const talk = visit.take(server.connections[0]!);
  const known = { protocol, secure: false, said: [GREETING], talk, open: () => visit.open() };
  const inquired = server.clock.drive(inquire(visit, known));
  return { server, inquired, said: inquired.then(({ said }) => said.slice(1).map(({ text }) => text.trim())) };
}

const three = ['one', 'two', 'three'].map((name) => inquiry(name, `${name}\r\n`));
const echo: Behaviour = (connection) => {
  connection.onSent = (bytes) => connection.say(bytes.toUpperCase());
};

test('inquiries are put one after the other over the connection at hand', async () => {
  const { server, inquired } = inquiring(three, echo);
  assert.deepEqual((await inquired).said, [
    GREETING,
    { request: 'some/one', text: 'ONE\r\n' },
    { request: 'some/two', text: 'TWO\r\n' },
    { request: 'some/three', text: 'THREE\r\n' },
  ]);
  assert.deepEqual(server.heard, ['one\r\ntwo\r\nthree\r\n']);
});

test('an inquiry is left out once it is known what it asks for', async () => {
  const inquiries = [
    inquiry('product', 'product\r\n', { until: 'product' }),
    inquiry('version', 'version\r\n'),
    inquiry('again', 'again\r\n'),
  ];
  const known = (_protocol: Protocol, said: readonly Saying[]) => ({
    product: true,
    version: said.some(({ text }) => text.startsWith('VERSION')),
  });
  const { said } = inquiring(inquiries, echo, { known });
  assert.deepEqual(await said, ['VERSION']);
});

test('an inquiry is made of what was said before, and left out where it makes no sense', async () => {
  const seen: number[] = [];
  const count = ({ said, secure, host }: RequestContext) => {
    seen.push(said.length);
    return `${host} ${secure} ${said.length}\r\n`;
  };
  const { server, said } = inquiring([inquiry('one', count), inquiry('none', () => null), inquiry('two', count)], echo);
  assert.deepEqual(await said, ['MAIL.PORTOLAN.TEST FALSE 1', 'MAIL.PORTOLAN.TEST FALSE 2']);
  assert.equal(server.connections.length, 1);
});

test('what is not for every day is asked in full intensity only', async () => {
  const loud = [inquiry('loud', 'loud\r\n', { intensity: 'full' }), inquiry('soft', 'soft\r\n')];
  assert.deepEqual(await inquiring(loud, echo).said, ['SOFT']);
  assert.deepEqual(await inquiring(loud, echo, { intensity: 'full' }).said, ['LOUD', 'SOFT']);
  assert.deepEqual(await inquiring(loud, echo, { intensity: 'listen' }).said, []);
});

test('there is an end to inquiries', async () => {
  const many = Array.from({ length: 2 * MAX_INQUIRIES }, (_, index) => inquiry(`n${index}`, `n${index}\r\n`));
  assert.equal((await inquiring(many, echo).said).length, MAX_INQUIRIES);
});

test('a server that closes behind each answer is asked over new connections, unless it has to speak first there', async () => {
  const once: Behaviour = (connection) => {
    connection.onSent = (bytes) => {
      connection.say(bytes.toUpperCase());
      connection.hangUp();
    };
  };
  const patient = inquiring(three, once);
  assert.deepEqual(await patient.said, ['ONE', 'TWO', 'THREE']);
  assert.deepEqual(patient.server.heard, ['one\r\n', 'two\r\n', 'three\r\n']);
  const greeting = inquiring(three, once, {}, { serverFirst: true });
  assert.deepEqual(await greeting.said, ['ONE']);
  assert.deepEqual(greeting.server.heard, ['one\r\n']);
});

test('a server that was about to close when it was asked again is asked once more, over a new connection', async () => {
  const oneEach: Behaviour = (connection) => {
    let answers = 0;
    connection.onSent = (bytes) => {
      answers += 1;
      if (answers === 1) connection.say(bytes.toUpperCase());
      else connection.hangUp();
    };
  };
  const { server, said } = inquiring(three, oneEach);
  assert.deepEqual(await said, ['ONE', 'TWO', 'THREE']);
  assert.deepEqual(server.heard, ['one\r\ntwo\r\n', 'two\r\nthree\r\n', 'three\r\n']);
});

test('a server that closes without an answer is asked the same no third time', async () => {
  const { server, said } = inquiring(three.slice(0, 1), (connection) => {
    connection.onSent = () => connection.hangUp();
  });
  assert.deepEqual(await said, []);
  assert.deepEqual(server.heard, ['one\r\n', 'one\r\n']);
});

test('an inquiry that has to be the first word gets a connection of its own', async () => {
  const fresh = inquiry('two', 'two\r\n', { fresh: true });
  const { server, said } = inquiring([three[0]!, fresh, three[2]!], echo);
  assert.deepEqual(await said, ['ONE', 'TWO', 'THREE']);
  assert.deepEqual(server.heard, ['one\r\n', 'two\r\nthree\r\n']);
  assert.equal(server.connections[0]?.destroyed, true);
});

test('where a host may have one connection at a time, the last is let go before the next is opened', async () => {
  const fresh = inquiry('two', 'two\r\n', { fresh: true });
  let server: PretendedServer | undefined;
  const redial = async () => {
    if (server === undefined || !server.isLeft) throw new Error('there is no place');
    return server.connect();
  };
  const asked = inquiring([three[0]!, fresh], echo, { redial });
  server = asked.server;
  assert.deepEqual(await asked.said, ['ONE', 'TWO']);
});

test('half an answer is kept, and its connection is not used any more', async () => {
  const { server, said } = inquiring(three.slice(0, 2), answering({ one: 'half', two: 'whole\r\n' }));
  assert.deepEqual(await said, ['half', 'whole']);
  assert.deepEqual(server.heard, ['one\r\n', 'two\r\n']);
});

test('a server that never answers costs no more than the time of the visit', async () => {
  const { server, inquired } = inquiring(three, () => {});
  assert.deepEqual((await inquired).said, [GREETING]);
  assert.equal(server.clock.now(), 3000);
  assert.equal(server.clock.pending, 0);
  assert.deepEqual(server.heard, ['one\r\n']);
});

test('where nobody connects again, what is known stays', async () => {
  const failing = { redial: () => Promise.reject(new Error('refused')) };
  const { said } = inquiring(
    three,
    (connection) => {
      connection.onSent = (bytes) => {
        connection.say(bytes.toUpperCase());
        connection.hangUp();
      };
    },
    failing,
  );
  assert.deepEqual(await said, ['ONE']);
});
