import assert from 'node:assert/strict';
import test from 'node:test';
import { IMPATIENCE_MS, LISTEN_MS } from '../../src/defaults.js';
import { meet } from '../../src/probe/meet.js';
import type { Met } from '../../src/probe/meeting.js';
import type { MeetOptions } from '../../src/probe/visit.js';
import { http } from '../../src/protocols/http.js';
import { jetdirect } from '../../src/protocols/jetdirect.js';
import { smtp } from '../../src/protocols/smtp.js';
import { answering, type Behaviour, PretendedServer } from '../helpers/pretended-server.js';

const PAGE = 'HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok';
const MODEL = '@PJL INFO ID\r\n"HP LaserJet 4200"\r\n\f';
const KNOWN = { protocols: [smtp, http, jetdirect], ladder: [[http]] };
const PRINTER = { protocol: jetdirect, secure: false };

async function meeting(behave: Behaviour, options: Partial<MeetOptions> = {}): Promise<[Met, PretendedServer]> {
  const server = new PretendedServer(behave);
  const visit = server.visit({ ...KNOWN, ...options });
  const met = await server.clock.drive(meet(visit, visit.take(server.connections[0]!)));
  visit.end();
  assert.ok(server.isLeft, 'every connection is closed');
  return [met, server];
}

/** Hangs up on who says nothing for so long, and answers others. */
function impatient(ms: number): Behaviour {
  return (connection, index, server) => {
    answering({ GET: PAGE })(connection, index, server);
    server.later(ms, () => {
      if (connection.sent === '') connection.hangUp();
    });
  };
}

test('a server that hangs up on a silent client before we speak is asked over another connection', async () => {
  for (const ms of [IMPATIENCE_MS, LISTEN_MS - 1]) {
    const [met, server] = await meeting(impatient(ms));
    assert.equal(met.protocol?.name, 'http');
    assert.deepEqual(server.heard, ['', 'GET / HTTP/1.0\r\n\r\n']);
  }
});

test('a server that hangs up at once wants nobody, and is not asked', async () => {
  const [met, server] = await meeting(impatient(IMPATIENCE_MS - 1));
  assert.deepEqual([met.protocol, met.greeting], [null, { text: '', end: 'closed' }]);
  assert.deepEqual(server.heard, ['']);
});

test('a server that hangs up on everybody after a while is told as one that closed', async () => {
  const [met] = await meeting((connection, _index, server) => server.later(200, () => connection.hangUp()));
  assert.deepEqual([met.protocol, met.greeting], [null, { text: '', end: 'closed' }]);
});

test('nothing is sent to a printer unless everything is asked for, and then only what it understands', async () => {
  for (const intensity of ['listen', 'light'] as const) {
    const [met, server] = await meeting(answering({ '': MODEL }), { hint: PRINTER, intensity });
    assert.deepEqual([met.protocol, server.heard], [null, ['']]);
  }
  const [met, server] = await meeting(answering({ '\x1b': MODEL }), { hint: PRINTER, intensity: 'full' });
  assert.equal(met.protocol?.name, 'pdl-datastream');
  assert.deepEqual(server.heard, [jetdirect.openings[0]?.bytes]);
  const [silent, other] = await meeting(() => {}, { hint: PRINTER, intensity: 'full' });
  assert.equal(silent.protocol, null);
  assert.equal(other.connections.length, 1);
});
