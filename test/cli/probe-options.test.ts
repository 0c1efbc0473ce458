import assert from 'node:assert/strict';
import test from 'node:test';
import { columnsOf } from '../../src/report/wrap.js';
import { cli, cliIn } from './run-cli.js';

const HOST = '127.0.0.1:9';
const WRONG: readonly (readonly [line: string, message: RegExp])[] = [
  [`${HOST} --first`, /--first says something only with --mx or --srv$/],
  [`${HOST} --relay-test`, /--relay-test asks a server .*: confirm with --own-host that the hosts are your own$/],
  [
    `${HOST} --identify listen --tls-versions`,
    /--tls-versions says nothing with --identify listen, which sends nothing$/,
  ],
  [`${HOST} --identify listen --helo x.example`, /--helo says nothing with --identify listen, which sends nothing$/],
  [`${HOST} --own-host`, /--own-host says something only with --relay-test$/],
  [`${HOST} --relay-from a@b.example`, /--relay-from says something only with --relay-test$/],
  [`${HOST} --relay-to a@b.example`, /--relay-to says something only with --relay-test$/],
  [`${HOST} --relay-test --own-host --relay-from nobody`, /"nobody": /],
  [`${HOST} --json --markdown`, /exclude each other$/],
  [`${HOST} --markdown --transcript`, /exclude each other$/],
  [`${HOST} --markdown --explain`, /exclude each other$/],
  [`${HOST} --markdown --details`, /exclude each other$/],
  [`${HOST} --json --explain`, /exclude each other$/],
  [`${HOST} --json --details`, /exclude each other$/],
  [`${HOST} --fail-on bad`, /"bad": --fail-on is one of wrong, weak, note$/],
  [`${HOST} --greet-timeout 10m`, /"10m": --greet-timeout is a duration .* to 5m$/],
  [`${HOST} --greet-timeout 0`, /"0": --greet-timeout is a duration/],
  [`${HOST} --retry-after 5`, /"5": --retry-after is a duration .*\(did you mean 5s\?\)$/],
  [`${HOST} --retry-after 11m`, /"11m": --retry-after is a duration .* to 10m$/],
  [`${HOST} --dns ns.example.org`, /"ns\.example\.org": a DNS server is given by its address/],
  [`${HOST} --dns 192.0.2.53:0`, /"192\.0\.2\.53:0": /],
  [`${HOST} --dns 192.0.2.53 --dns 192.0.2.54`, /--dns can be given only once$/],
  [`${HOST} --helo a.example --helo b.example`, /--helo can be given only once$/],
  [`${HOST} --helo=`, /"": a name for EHLO is a host name/],
  [`${HOST} --helo 192.0.2.1`, /"192\.0\.2\.1": .*\(did you mean \[192\.0\.2\.1\]\?\)$/],
  [`${HOST} --ca /no/such/file.pem`, /"\/no\/such\/file\.pem": no such file/],
  ['--mx 192.0.2.1', /"192\.0\.2\.1": a domain is a name such as example\.org$/],
  ['--mx postmaster@example.org', /a domain is a name .*\(did you mean example\.org\?\)$/],
  ['--srv example.org:993', /"example\.org:993": a domain is a name/],
  ['--mx', /Not enough arguments following: mx$/],
  [
    '',
    /a service to probe is needed, such as: portolan probe mail\.example\.org:25 \(or a domain: --mx example\.org\)$/,
  ],
];

for (const [line, message] of WRONG) {
  test(`one line says what is wrong with: probe ${line}`, async () => {
    const { code, stdout, stderr } = await cli('probe', ...line.split(' ').filter((word) => word !== ''));
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /^portolan: [^\n]+\n$/);
    assert.match(stderr.trimEnd(), message);
    assert.doesNotMatch(stderr, / {4}at /);
  });
}

test('a name for EHLO cannot break out of its line', async () => {
  for (const name of ['a\r\nMAIL FROM:<x@y>', 'a\nb', 'a b', 'a\tb', 'ä', 'x'.repeat(256)]) {
    const { code, stderr } = await cli('probe', HOST, '--helo', name);
    assert.equal(code, 2, name);
    assert.match(stderr, /^portolan: "[^\n]+": a name for EHLO is a host name[^\n]*\n$/);
  }
});

test('what is wrong is said in Chinese too', async () => {
  const { code, stderr } = await cliIn('zh_CN.UTF-8', 'probe', HOST, '--relay-test');
  assert.deepEqual([code, stderr.includes('请用 --own-host 确认这些主机是您自己的')], [2, true]);
});

test('every option of a probe has its help, by subject, within the width of the terminal', async () => {
  const { stdout } = await cli('probe', '--help');
  const options = [
    'mx',
    'srv',
    'first',
    'dns',
    'helo',
    'greet-timeout',
    'tls-versions',
    'ca',
    'relay-test',
    'own-host',
  ];
  const others = ['relay-from', 'relay-to', 'retry-after', 'transcript', 'explain', 'details', 'markdown', 'fail-on'];
  for (const option of [...options, ...others]) assert.match(stdout, new RegExp(`\\n +--${option} +[A-Z]`));
  for (const heading of ['What to ask:', 'How to talk:', 'TLS, certificates and relaying:', 'Output:']) {
    assert.ok(stdout.includes(`\n${heading}\n`), heading);
  }
  assert.deepEqual(
    stdout.split('\n').filter((line) => columnsOf(line) > 80),
    [],
  );
});
