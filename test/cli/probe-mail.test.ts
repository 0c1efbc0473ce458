import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { serveDns } from '../helpers/dns-server.js';
import { type Answer, type LineServer, serveLines, smtpAnswer } from '../helpers/line-server.js';
import { cli, cliIn, closedPort } from './run-cli.js';

const GREETING = '220 mail.portolan.test ESMTP Postfix\r\n';

/** An SMTP server that lets one log in before TLS. */
function careless(line: string, secure: boolean): string | Answer {
  if (/^EHLO /i.test(line) && !secure) return '250-mail.portolan.test\r\n250-AUTH PLAIN\r\n250 STARTTLS\r\n';
  return smtpAnswer(line, secure);
}

function smtp(t: TestContext, answer = smtpAnswer, greeting = GREETING): Promise<LineServer> {
  return serveLines(t, { greeting, answer });
}

test('a host with several services is one table, its closed ports a line, its findings below', async (t) => {
  const [first, second, closed] = [await smtp(t), await smtp(t, careless), await closedPort()];
  const ports = [first.endpoint.port, second.endpoint.port];
  const { code, stdout } = await cli('probe', '127.0.0.1', '-p', `${ports},${closed}`);
  assert.match(stdout, /^127\.0\.0\.1\n {2}SERVICE +ANSWER +PRODUCT +TLS +CERT +LOGIN +FINDINGS\n/);
  assert.equal(stdout.match(/^ {2}\d+ smtp +bad cert +Postfix +STARTTLS /gm)?.length, 2);
  assert.match(stdout, new RegExp(`\\n  closed: ${closed}\\n`));
  assert.match(stdout, new RegExp(`\\n  wrong  smtp-auth-in-clear  ${second.endpoint.port}\\n`));
  assert.match(stdout, /\n {9}> 250-AUTH PLAIN\n {9}To mend it: /);
  assert.equal(code, 0);
});

test('--fail-on decides by the gravest finding', async (t) => {
  const { endpoint } = await smtp(t, careless);
  const place = `127.0.0.1:${endpoint.port}`;
  for (const grade of ['wrong', 'weak', 'note']) {
    assert.equal((await cli('probe', place, '--fail-on', grade)).code, 1, grade);
  }
  const clean = await smtp(t, () => '250 fine\r\n', '220 mail.portolan.test\r\n');
  const { stdout } = await cli('probe', `127.0.0.1:${clean.endpoint.port}`, '--json');
  const { findings } = JSON.parse(stdout).summary;
  const codes = ['wrong', 'weak', 'note'].map(async (grade) => {
    const { code } = await cli('probe', `127.0.0.1:${clean.endpoint.port}`, '--fail-on', grade);
    return code;
  });
  const { wrong, weak, note } = findings;
  const expected = [wrong, wrong + weak, wrong + weak + note].map((count) => (count > 0 ? 1 : 0));
  assert.deepEqual(await Promise.all(codes), expected);
});

test('--fail-on also means a service that turns us away', async (t) => {
  const { endpoint } = await smtp(t, smtpAnswer, '554 mail.portolan.test ESMTP no service here\r\n');
  const place = `127.0.0.1:${endpoint.port}`;
  assert.equal((await cli('probe', place)).code, 0);
  assert.equal((await cli('probe', place, '--fail-on', 'wrong')).code, 1);
});

test('--transcript shows what was said, --explain what it means, each thing once', async (t) => {
  const [one, two] = [await smtp(t), await smtp(t)];
  const plain = await cli('probe', `127.0.0.1:${one.endpoint.port}`, '--transcript');
  assert.match(
    plain.stdout,
    /\nWhat was said at 127\.0\.0\.1:\d+\n +\d+ ms {2}S: {3}220 mail\.portolan\.test ESMTP Postfix\n/,
  );
  assert.match(plain.stdout, /\n +\d+ ms {2}C: {3}EHLO \[127\.0\.0\.1\]\n[\s\S]*\n +\d+ ms {2}TLS: TLSv1\.3 /);
  assert.doesNotMatch(plain.stdout, /\n +C: {3}/);
  const ports = `${one.endpoint.port},${two.endpoint.port}`;
  const { stdout } = await cli('probe', '127.0.0.1', '-p', ports, '--explain');
  assert.equal(stdout.match(/^What was said at /gm)?.length, 2);
  for (const subject of ['220', 'EHLO', 'SIZE 1000', 'QUIT']) {
    assert.equal(stdout.match(new RegExp(`^ +(?:= )${subject}: [A-Z]`, 'gm'))?.length, 1, `${subject} in ${stdout}`);
  }
  const chinese = await cliIn('zh_CN.UTF-8', 'probe', `127.0.0.1:${one.endpoint.port}`, '--explain');
  assert.match(chinese.stdout, / = EHLO：\p{Script=Han}/u);
});

test('--details shows every service, --markdown what a tracker takes', async (t) => {
  const [one, two] = [await smtp(t), await smtp(t)];
  const words = ['probe', '127.0.0.1', '-p', `${one.endpoint.port},${two.endpoint.port}`];
  const details = await cli(...words, '--details');
  assert.equal(details.stdout.match(/\n {2}largest message +1,000 bytes\n/g)?.length, 2);
  const { stdout } = await cli(...words, '--markdown');
  assert.match(
    stdout,
    /^### 127\.0\.0\.1\n\n\| SERVICE \| ANSWER \| .*\n\| --- .*\n\| \d+ smtp \| bad cert \| Postfix \|/,
  );
  assert.match(stdout, /\n- \*\*wrong\*\* `certificate-/);
});

test('the exchangers of a domain are found by the DNS server that was named, and probed', async (t) => {
  const { endpoint } = await smtp(t);
  const zone = [
    'portolan.test MX 10 mail.portolan.test',
    'mail.portolan.test A 127.0.0.1',
    'mail.portolan.test A 127.0.0.2',
  ];
  const dns = await serveDns(t, zone);
  const words = ['--mx', 'portolan.test', '--dns', dns.text, '-p', String(endpoint.port), '--timeout', '500ms'];
  const { code, stdout } = await cli('probe', ...words);
  assert.match(stdout, /^portolan\.test\n {2}mail goes to {2}10 mail\.portolan\.test: 127\.0\.0\.1, 127\.0\.0\.2\n/);
  assert.match(stdout, /\nExchangers of portolan\.test\n {2}SERVICE .*\n {2}10 +ready .*\n {2}mail\.portolan\.test /);
  assert.equal(code, 0);
  const first = await cli('probe', ...words, '--first', '--json');
  const { domains, results } = JSON.parse(first.stdout);
  assert.deepEqual([domains.length, results.length, results[0].origin.preference], [1, 1, 10]);
});

test('a domain that takes no mail is told, exit code 1', async (t) => {
  const dns = await serveDns(t, ['portolan.test MX 0 .']);
  const { code, stdout } = await cli('probe', '--mx', 'portolan.test', '--dns', dns.text);
  assert.match(stdout, /mail goes to {2}nobody: it takes no mail \(null MX\)\n/);
  assert.equal(code, 1);
});

test('a relay test names sender and recipient and takes them back; no mail is sent', async (t) => {
  const server = await smtp(t, (line, secure) =>
    /^MAIL|^RSET/i.test(line) ? '250 Ok\r\n' : /^RCPT/i.test(line) ? '554 5.7.1 no\r\n' : smtpAnswer(line, secure),
  );
  const { stdout } = await cli('probe', `127.0.0.1:${server.endpoint.port}`, '--relay-test', '--own-host');
  assert.match(stdout, /\n {2}relay test +refused, as it should \(from <.*> to\s+<.*>\)\n +554 5\.7\.1 no\n/);
  assert.deepEqual(
    server.lines.filter((line) => /DATA|BDAT/i.test(line)),
    [],
  );
});

test('a server that puts us off is asked once more, or not', async (t) => {
  const server = await smtp(t, smtpAnswer, '421 4.3.2 try later\r\n');
  const place = `127.0.0.1:${server.endpoint.port}`;
  const never = await cli('probe', place, '--retry-after', '0');
  assert.equal(server.connections, 1);
  assert.match(never.stdout, /busy \(421\)\n {2}outcome +it turns us away for now\n/);
  const once = await cli('probe', place, '--retry-after', '20ms');
  assert.equal(server.connections, 3);
  assert.match(once.stdout, /\n {2}earlier +a first try 0 s before: busy \(421\): 421 4\.3\.2 try later\n/);
});
