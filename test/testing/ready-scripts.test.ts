import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { type ProbeRecord, probe } from '../../src/index.js';
import type { ScriptedServer } from '../../src/testing/index.js';
import { changed, type ReadyScript, readyScript, serveScript } from '../helpers/scripted.js';
import { connectTo } from './client.js';

/** What the project's own probe finds there. */
async function probed({ host, port }: ScriptedServer): Promise<ProbeRecord> {
  for await (const record of probe({ targets: `${host}:${port}` })) if (record.type === 'probe') return record;
  throw new Error('nothing was probed');
}

const OFFERS: Readonly<Record<ReadyScript, readonly [clear: RegExp, inside: RegExp]>> = {
  smtp: [/STARTTLS/, /AUTH PLAIN LOGIN/],
  pop3: [/STLS/, /SASL PLAIN/],
  imap: [/LOGINDISABLED/, /AUTH=PLAIN/],
  sieve: [/STARTTLS/, /SASL PLAIN/],
};

for (const name of Object.keys(OFFERS) as ReadyScript[]) {
  test(`the ready ${name} server is probed from greeting to good-bye without a fault`, async (t) => {
    const server = await serveScript(t, readyScript(name));
    const { service, startTls, capabilities, secureCapabilities } = await probed(server);
    await server.settled();
    assert.equal(service?.name, name);
    assert.equal(startTls, 'done');
    const [clear, inside] = OFFERS[name];
    assert.match(capabilities?.join('\n') ?? '', clear);
    assert.match(secureCapabilities?.join('\n') ?? '', inside);
    assert.deepEqual(server.problems, []);
  });

  test(`the ready ${name} server takes no login in clear`, async (t) => {
    const server = await serveScript(t, readyScript(name));
    const { capabilities } = await probed(server);
    assert.doesNotMatch(capabilities?.join('\n') ?? '', /AUTH PLAIN|AUTH=|USER|SASL PLAIN/);
  });
}

test('every ready script is tested', () => {
  const names = readdirSync(new URL('../fixtures/scripts', import.meta.url)).filter((file) => file.endsWith('.txt'));
  assert.deepEqual(names.map((file) => file.replace('.txt', '')).sort(), Object.keys(OFFERS).sort());
});

test('injected bytes are found by the probe', async (t) => {
  const script = changed(readyScript('smtp'), { '  starttls\n': '  inject 250 evil\n  starttls\n' });
  const { injected, startTls } = await probed(await serveScript(t, script));
  assert.equal(startTls, 'done');
  assert.equal(injected, '250 evil\r\n');
});

/** What a client says, and what comes back: the last thing that it waits for. */
const TALKS: Readonly<Record<ReadyScript, readonly (readonly [line: string, end: string])[]>> = {
  smtp: [
    ['EHLO client.test', '250 AUTH PLAIN LOGIN\r\n'],
    ['MAIL FROM:<a@portolan.test>', '530 '],
    ['AUTH PLAIN AGEAYg==', '235 '],
    ['MAIL FROM:<a@portolan.test> SIZE=10', '250 '],
    ['RCPT TO:<b@elsewhere.test>', '550 5.1.1 <b@elsewhere.test>: no such address\r\n'],
    ['RCPT TO:<b@portolan.test>', '250 '],
    ['DATA', '354 '],
    ['Subject: ahoy\r\n\r\nQUIT\r\n.', '250 2.0.0 Ok: queued'],
    ['VRFY x', '500 5.5.1 Command unrecognized: VRFY x\r\n'],
    ['QUIT', '221 '],
  ],
  pop3: [
    ['CAPA', '.\r\n'],
    ['USER anna', '+OK anna\r\n'],
    ['PASS Correct horse', '-ERR [AUTH]'],
    ['PASS correct horse', '+OK 1 message\r\n'],
    ['RETR 1', '\r\n\r\n..starts with a dot\r\n.\r\n'],
    ['QUIT', '+OK bye\r\n'],
  ],
  imap: [
    ['a1 AUTHENTICATE PLAIN', '+ \r\n'],
    ['AGEAYg==', 'a1 OK '],
    ['a2 FETCH 1 BODY[]', 'a2 BAD '],
    ['a3 SELECT INBOX', 'a3 OK [READ-WRITE]'],
    ['a4 FETCH 1 BODY[]', '* 1 FETCH (BODY[] {15}\r\nSubject: ahoy\r\n)\r\na4 OK fetched\r\n'],
    ['NOOP', '* BAD '],
    ['a6 LOGOUT', 'a6 OK done\r\n'],
  ],
  sieve: [
    ['AUTHENTICATE "PLAIN" "AGEAYg=="', 'OK\r\n'],
    ['PUTSCRIPT "one" {6+}\r\nkeep;\n', 'OK\r\n'],
    ['LISTSCRIPTS', '"vacation" ACTIVE\r\nOK\r\n'],
    ['NOOP', 'OK "done"\r\n'],
    ['LOGOUT', 'OK "bye"\r\n'],
  ],
};

for (const [name, talk] of Object.entries(TALKS) as [ReadyScript, (typeof TALKS)[ReadyScript]][]) {
  test(`the ready ${name} server serves a client inside TLS`, async (t) => {
    const server = await serveScript(t, `allow pipelining\n${readyScript(name)}`, { implicitTls: true });
    const client = (await connectTo(t, server)).startTls();
    await client.until(name === 'sieve' ? 'ready"\r\n' : '\r\n');
    for (const [line, end] of talk) assert.ok((await client.ask(line, end)).includes(end), `${line}: ${client.text}`);
    await client.closed();
    await server.settled();
    assert.deepEqual(server.problems, []);
  });
}
