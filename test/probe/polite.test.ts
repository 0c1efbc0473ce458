import assert from 'node:assert/strict';
import test from 'node:test';
import { probePort } from '../../src/probe/probe-port.js';
import { serveLines, smtpAnswer } from '../helpers/line-server.js';
import { hintOf, probeOptions } from '../helpers/probe-options.js';

const GREETING = '220 mail.portolan.test ESMTP\r\n';

test('an ambiguous greeting at a port of mail is settled by the conversation itself', async (t) => {
  const server = await serveLines(t, { greeting: '220 mail.portolan.test ready\r\n', answer: smtpAnswer });
  const report = await probePort(server.endpoint, probeOptions({ hint: hintOf('smtp'), port: 587 }));
  assert.deepEqual(server.lines.slice(0, 2), ['EHLO [127.0.0.1]', 'STARTTLS']);
  assert.equal(report.inspection?.settled?.request, 'smtp/ehlo');
});

test('behind a refusal nothing follows but the goodbye, whatever is not known yet', async (t) => {
  const known = () => ({ product: false, version: false });
  const smtp = await serveLines(t, {
    greeting: GREETING,
    answer: (line) => (/^EHLO/.test(line) ? '421 4.7.0 too many errors\r\n' : '221 bye\r\n'),
  });
  await probePort(smtp.endpoint, probeOptions({ known, hint: hintOf('smtp'), port: 25 }));
  assert.deepEqual(smtp.lines, ['EHLO [127.0.0.1]', 'QUIT']);
  const imap = await serveLines(t, {
    greeting: '* OK ready\r\n',
    answer: (line) => `* BYE shutting down\r\n${line.split(' ')[0]} OK done\r\n`,
  });
  await probePort(imap.endpoint, probeOptions({ known, hint: hintOf('imap'), port: 143 }));
  assert.deepEqual(imap.lines, ['a1 CAPABILITY', 'a4 LOGOUT']);
});

test('IMAP is asked who it is where it offers that, and not otherwise', async (t) => {
  const known = () => ({ product: false, version: false });
  for (const [words, asked] of [
    ['IMAP4rev1', []],
    ['IMAP4rev1 ID', ['a0 ID NIL']],
  ] as const) {
    const server = await serveLines(t, {
      greeting: '* OK ready\r\n',
      answer: (line) => `* CAPABILITY ${words}\r\n${line.split(' ')[0]} OK done\r\n`,
    });
    await probePort(server.endpoint, probeOptions({ known, hint: hintOf('imap'), port: 143 }));
    assert.deepEqual(server.lines, ['a1 CAPABILITY', ...asked, 'a4 LOGOUT']);
  }
});

test('a server that puts us off at an unusual port is asked nothing', async (t) => {
  for (const greeting of ['421 4.3.2 too busy\r\n', '450 4.7.1 greylisted\r\n', '451 Rate limit\r\n']) {
    const server = await serveLines(t, { greeting, answer: () => '221 bye\r\n' });
    await probePort(server.endpoint, probeOptions());
    assert.deepEqual(server.lines, ['QUIT']);
  }
});
