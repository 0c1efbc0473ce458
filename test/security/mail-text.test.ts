import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import type { ProbeRecord } from '../../src/probe-records.js';
import { decodeBytes } from '../../src/server-text.js';
import { assertHonest, MailNet, NAME, probed, probesIn, type Shown, show } from '../helpers/hostile-mail.js';
import { type Act, type Answer, answering, tlsOver } from '../helpers/hostile-server.js';
import { serve } from '../helpers/server.js';

/** Milliseconds for one server: for one whose talk goes to its end, and for one that nobody understands. */
const TIMEOUT_MS = 3000;
const HOPELESS_MS = 200;

/** What a server puts wherever it can; `\xNN` is a byte. */
const PAYLOADS: readonly (readonly [what: string, bytes: string])[] = [
  ['terminal commands', '\x1b[2J\x1b]0;owned\x07\x1b[31mred'],
  ['C1 controls as single bytes', '\x9b2J\x9d0;owned\x9c'],
  ['NULs and backspaces', 'a\0b\b\b\b'],
  ['text that turns its direction', Buffer.from('\u202egpj.exe\u2066\u200b', 'utf8').toString('latin1')],
  ['bad UTF-8', '\xc3(\xff\xfe\xed\xa0\x80\xf8'],
  ['CR alone and other line ends', `a\rb\x0b\x0c${Buffer.from('\x85\u2028\u2029', 'utf8').toString('latin1')}`],
  ['markup of Markdown', '|x|](http://evil.test)[y](http://evil.test) `z` ```'],
  ['HTML', '<img/src=x/onerror=alert(1)><script>alert(1)</script>'],
  ['mentions and numbers', '@owner #12 GH-12 www.evil.test'],
  ['formulas', '=HYPERLINK("http://evil.test")'],
];

/** Puts a payload into every field of a protocol that reaches somebody. */
interface Dialect {
  readonly port: number;
  readonly act: (payload: string) => Act;
}

const DIALECTS: Readonly<Record<string, Dialect>> = {
  SMTP: {
    port: 587,
    act: (x) =>
      upgrading(`220-${NAME} ESMTP Postfix (${x})\r\n220 ${x}\r\n`, '220 go ahead\r\n', x, (line, isInside) => {
        if (!line.startsWith('EHLO')) return line === 'QUIT' ? `221 ${x}\r\n` : `550 5.7.1 ${x}\r\n`;
        const words = [
          `SIZE ${x}`,
          `AUTH PLAIN ${x}`,
          `LIMITS ${x}=${x} RCPTMAX=${x}`,
          `MT-PRIORITY ${x}`,
          `XCLIENT ${x}`,
        ];
        const more = [x, `X${x}`, `FUTURERELEASE 1 ${x}`, ...(isInside ? [] : ['STARTTLS'])];
        return `250-${x}\r\n${[...words, ...more].map((word) => `250-${word}\r\n`).join('')}250 HELP ${x}\r\n`;
      }),
  },
  POP3: {
    port: 110,
    act: (x) =>
      upgrading(`+OK <1.2@${x}> ${x}\r\n`, `+OK ${x}\r\n`, x, (line, isInside) => {
        if (line !== 'CAPA') return `-ERR [X${x}] ${x}\r\n`;
        const upgrade = isInside ? '' : 'STLS\r\n';
        return `+OK ${x}\r\n${upgrade}IMPLEMENTATION ${x}\r\nSASL ${x}\r\nEXPIRE ${x}\r\nX${x}\r\n${x}\r\n.\r\n`;
      }),
  },
  IMAP: {
    port: 143,
    act: (x) =>
      upgrading(`* OK [X-${x}] ${x}\r\n`, `a2 OK ${x}\r\n`, x, (line, isInside) => {
        const tag = line.split(' ', 1)[0];
        const list = `* CAPABILITY IMAP4rev1 ID ${isInside ? '' : 'STARTTLS '}AUTH=${x} ${x}=${x}\r\n`;
        if (/CAPABILITY/.test(line)) return `${list}* X ${x}\r\n${tag} OK ${x}\r\n`;
        const quoted = x.replace(/["\\]/g, '\\$&');
        const literal = `{${x.length}}\r\n${x}`;
        if (/ ID /.test(line))
          return `* ID ("name" "${quoted}" "${quoted}" ${literal} "version" ${literal})\r\n${tag} OK ${x}\r\n`;
        return `* BYE ${x}\r\n${tag} OK ${x}\r\n`;
      }),
  },
  ManageSieve: {
    port: 4190,
    act: (x) => {
      const value = `{${x.length}}\r\n${x}`;
      const list = (isInside: boolean) =>
        `"IMPLEMENTATION" ${value}\r\n"SIEVE" ${value}\r\n"SASL" ${value}\r\n"OWNER" ${value}\r\n"VERSION" ${value}\r\n${
          isInside ? '' : '"STARTTLS"\r\n'
        }OK ${value}\r\n`;
      return upgrading(list(false), 'OK\r\n', list(true), () => `NO ${value}\r\n`, list(true));
    },
  },
};

/** A server that takes STARTTLS, with something behind its go-ahead. */
function upgrading(
  greeting: string,
  goAhead: string,
  injection: string,
  answer: (line: string, isInside: boolean) => string,
  unasked = '',
): Act {
  const inside: Answer = (line) => answer(line, true);
  return answering(greeting, (line, socket) => {
    if (!/^(?:STLS|(?:\S+ )?STARTTLS)$/.test(line)) return answer(line, false);
    socket.write(`${goAhead}${injection}\r\n`, 'latin1');
    tlsOver(socket, answering(unasked, inside));
    return undefined;
  });
}

/** Probes servers that say the payload wherever they can, one of each protocol at one host. */
async function meet(
  t: TestContext,
  payload: string,
  probeTimeoutMs = TIMEOUT_MS,
): Promise<{ probes: ProbeRecord[]; shown: Shown }> {
  const net = new MailNet();
  const dialects = Object.values(DIALECTS);
  for (const { port, act } of dialects) net.put(NAME, port, await serve(t, act(payload)));
  const ports = dialects.map(({ port }) => port).join();
  const records = await probed(net, { targets: NAME, ports, probeTimeoutMs, helo: 'client.portolan.test' });
  return { probes: probesIn(records), shown: show(records) };
}

/** What Markdown would take for markup, and a tracker for a link. */
const MARKUP = /\]\(|<img|<script|@owner|#12|GH-12|evil\.test/;

/** Markdown without what stands in fences and in code. */
function withoutCode(markdown: string): string {
  return markdown
    .replace(/^( *)(`{3,})text\n[\s\S]*?^\1\2$/gm, '')
    .replace(/(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '');
}

for (const [what, payload] of PAYLOADS) {
  test(`${what} in every field of every protocol: exact for programs, shown and not obeyed for people`, async (t) => {
    const { probes, shown } = await meet(t, payload);
    assert.equal(probes.length, 4);
    for (const record of probes) {
      const said = record.transcript.filter(({ from }) => from === 'server').map(({ text }) => text);
      const isKept = said.some((text) => text.includes(payload) || text.includes(decodeBytes(payload)));
      assert.ok(isKept, String(record.port));
      assert.notEqual(record.injected, null);
      assert.ok(record.findings.some(({ id }) => id === 'starttls-injection'));
    }
    assert.equal(probes[0]?.startTls, 'done');
    assert.doesNotMatch(withoutCode(shown.markdown), MARKUP);
    for (const row of shown.markdown.split('\n').filter((line) => line.startsWith('| '))) {
      assert.equal(row.match(/(?<!\\)\|/g)?.length, 8, row);
    }
    await assertHonest(t);
  });
}

test('plain words in the same fields are shown as they are', async (t) => {
  const { probes, shown } = await meet(t, 'harmless');
  for (const { startTls, secureOffers } of probes) {
    assert.equal(startTls, 'done');
    assert.match(JSON.stringify(secureOffers), /harmless/i);
  }
  for (const text of [shown.en, shown.zh, shown.markdown]) assert.match(text, /harmless/);
});

test('line ends in every field part lines and nothing else: a result, whose forms keep theirs', async (t) => {
  for (const payload of [
    'a\nb',
    'a\r\nb',
    '\r\n.\r\n',
    '\r\n250 STARTTLS\r\n250 ',
    '\r\na1 OK\r\na2 OK\r\n',
    '\r\nOK\r\n"SASL" "',
  ]) {
    const { probes, shown } = await meet(t, payload, HOPELESS_MS);
    assert.equal(probes.length, 4);
    assert.ok(probes.every(({ state, verdict }) => state === 'open' && verdict.code !== 'not-asked'));
    assert.equal(shown.markdown.match(/^\| /gm)?.length, 2 + 4);
  }
  await assertHonest(t);
});
