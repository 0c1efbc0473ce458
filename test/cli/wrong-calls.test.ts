import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { cli, cliIn } from './run-cli.js';

/** Command line, and what its one line on stderr must say. */
const WRONG_CALLS: readonly (readonly [string, RegExp])[] = [
  ['', /a command is needed: lookup, scan, probe, /],
  ['scna localhost', /"scna": no such command \(did you mean scan\?\)/],
  ['scan', /a host to scan is needed, such as: portolan scan localhost/],
  ['scan 127.0.0.1 -p 65536', /"65536": a port is 1-65535/],
  ['scan 127.0.0.1 -p 0', /"0": port 0 is reserved/],
  ['scan 127.0.0.1 -p 80-22', /"80-22": .*\(did you mean 22-80\?\)/],
  ['scan 127.0.0.1 -p htpt', /"htpt": .*\(did you mean http\?\)/],
  ['scan 127.0.0.1 -p @mial', /"@mial": .*@mail/],
  ['scan 127.0.0.1 -p 25/udp', /"25\/udp": .*TCP/],
  ['scan 10.0.0.0/33', /"10\.0\.0\.0\/33": .*0-32/],
  ['scan 10.0.0.0/x', /"10\.0\.0\.0\/x": /],
  ['scan 10.0.0.300', /"10\.0\.0\.300": /],
  ['scan 25', /"25": .*-p 25/],
  ['scan 127.0.0.1 --timeout 0', /"0": --timeout is a duration .* from 1ms to 2m/],
  ['scan 127.0.0.1 --timeout 500', /"500": .*\(did you mean 500ms\?\)/],
  ['scan 127.0.0.1 --timeout soon', /"soon": --timeout is a duration such as 500ms, 2s or 1m/],
  ['scan 127.0.0.1 --timeout 1s --timeout 2s', /--timeout can be given only once/],
  ['scan 127.0.0.1 --probe-timeout 1h', /"1h": --probe-timeout is a duration/],
  ['scan 127.0.0.1 --retries 21', /"21": --retries is a whole number from 0 to 20/],
  ['scan 127.0.0.1 --retries some', /"some": --retries is a whole number/],
  ['scan 127.0.0.1 --concurrency 0', /"0": --concurrency is a whole number 1 or more/],
  ['scan 127.0.0.1 --rate 0', /"0": --rate is a number of connects a second, .* from 1\/m to 1000000\/s/],
  ['scan 127.0.0.1 --rate 500pps', /"500pps": --rate is .* \(did you mean 500\/s\?\)/],
  ['scan 127.0.0.1 --rate', /Not enough arguments following: rate/],
  ['scan 127.0.0.1 --max-per-host 0', /"0": --max-per-host is a whole number 1 or more/],
  ['scan 127.0.0.1 --threads 9', /"9": --threads is a whole number from 1 to 8/],
  ['scan 127.0.0.1 --seed -1', /"-1": --seed is a whole number|Not enough arguments following: seed/],
  ['scan 127.0.0.1 --seed x', /"x": --seed is a whole number/],
  ['scan 127.0.0.1 --seed 9007199254740993', /--seed is a whole number from 0 to 9007199254740991/],
  ['scan 127.0.0.1 --order up', /"up": --order is one of random, sequential/],
  ['scan 127.0.0.1 --budget 20', /"20": --budget is a duration .* \(did you mean 20s\?\)/],
  ['scan 127.0.0.1 --budget 200h', /"200h": --budget is a duration .* from 1ms to 168h/],
  ['scan 127.0.0.1 --shard 5/2', /"5\/2": a shard is .* \(did you mean 2\/5\?\)/],
  ['scan 127.0.0.1 --shard 0/2', /"0\/2": a shard is a number and how many there are/],
  ['scan 127.0.0.1 --polite --fast', /--polite and --fast exclude each other/],
  ['scan 127.0.0.1 --plan --ndjson', /--plan and --ndjson exclude each other/],
  ['scan 127.0.0.1 --plan --journal x', /--plan and --journal exclude each other/],
  ['scan 127.0.0.1 --plan --resume x', /--plan and --resume exclude each other/],
  ['scan 127.0.0.1 --no-resolve', /--no-resolve says something only with --plan/],
  ['scan 127.0.0.1 --no-discovery --discovery-ports 80', /--no-discovery and --discovery-ports exclude each other/],
  ['scan 127.0.0.1 --discovery-ports htpt', /"htpt": .*\(did you mean http\?\)/],
  ['scan 127.0.0.1 --exclude-ports 0', /"0": port 0 is reserved/],
  ['scan 127.0.0.1 -p 80 --exclude-ports 1-100', /"1-100": every port that was to be asked is excluded/],
  ['scan 127.0.0.1 --exclude 10.0.0.300', /"10\.0\.0\.300": /],
  ['scan 127.0.0.1 --exclude 127.0.0.0/8', /every address that was to be asked is excluded/],
  ['scan 127.0.0.1 --exclude no-such-host.invalid', /"no-such-host\.invalid": to be left out, but its addresses/],
  ['scan -i no/such/list', /"no\/such\/list": no such file; a list of targets is a file, or - for standard input/],
  ['scan -i .', /"\.": cannot be read: it is a folder/],
  ['scan -i', /Not enough arguments following: i/],
  ['scan -i a -i b', /"a b": --targets-file can be given only once/],
  ['scan 10.0.0.0/33 -i package.json', /"10\.0\.0\.0\/33": .*0-32/],
  ['scan 127.0.0.1 --patient=no', /--patient: this option takes no value/],
  ['scan 127.0.0.1 --no-discovery=1', /--no-discovery: this option takes no value/],
  ['scan 127.0.0.1 --identify loud', /"loud": --identify is one of off, listen, light, full/],
  ['probe 127.0.0.1 --identify off', /"off": --identify is one of listen, light, full/],
  ['scan 127.0.0.1 --signatures no/such.json', /"no\/such\.json": no such file of signatures\n$/],
  ['scan 127.0.0.1 --signatures no/such.json --plan', /"no\/such\.json": no such file of signatures\n$/],
  ['probe 127.0.0.1 --signatures .', /"\.": is a folder, not a file of signatures\n$/],
  ['probe 127.0.0.1 --signatures package.json', /"package\.json: signature file": protocol must be a string\n$/],
  ['scan 127.0.0.1 --signatures', /Not enough arguments following: signatures/],
  ['scan 127.0.0.1 --json --ndjson', /--json and --ndjson exclude each other/],
  ['scan 127.0.0.1 -4 -6', /-4 and -6 exclude each other/],
  ['scan -4 ::1', /"::1": an IPv6 address, but only IPv4/],
  ['scan 127.0.0.1 --concurency 5', /^portolan: --concurency: no such option \(did you mean --concurrency\?\)/],
  [
    'scan 127.0.0.1 -o /no/such/folder/x.json',
    /"\/no\/such\/folder\/x\.json": cannot be written: its folder does not exist/,
  ],
  ['scan 127.0.0.1 --timeout', /Not enough arguments following: timeout/],
  ['scan 127.0.0.1 -p', /Not enough arguments following: p/],
  ['scan 127.0.0.1 -o', /Not enough arguments following: o/],
  ['scan 127.0.0.1 -open', /no such option/],
  ['scan 127.0.0.1 -', /"-": nothing is read from standard input/],
  ['lookup -', /"-": nothing is read from standard input/],
  ['scan 127.0.0.1 --json=yes', /--json: this option takes no value/],
  ['data reset -- update', /"update": one word too many/],
  ['data -- reset update', /"update": one word too many/],
  ['data reset update', /"update": one word too many/],
  ['-- lookup 25', /a command is needed/],
  ['--', /a command is needed/],
  ...['yes', 'x', '1', 'no', 'true', 'false', ''].map(
    (value) => [`data update --check=${value}`, /--check: this option takes no value/] as const,
  ),
  ['data update --no-check=1', /--no-check: this option takes no value/],
  ['data -q=no', /-q: this option takes no value/],
  ['scan 127.0.0.1 --open=no', /--open: this option takes no value/],
  ['scan 127.0.0.1 --ndjson=1', /--ndjson: this option takes no value/],
  ['scan 127.0.0.1 -4=no', /-4: this option takes no value/],
  ['scan 127.0.0.1 -q6=no', /-q6: this option takes no value/],
  ['probe 127.0.0.1 --ipv6=no', /--ipv6: this option takes no value/],
  ['local --json=no', /--json: this option takes no value/],
  ['lookup 25 --quiet=no', /--quiet: this option takes no value/],
  ['lookup 25 --json=no', /--json: this option takes no value/],
  ['lookup 25 --help=no', /--help: this option takes no value/],
  ['lookup 25 --version=no', /--version: this option takes no value/],
  ['lookup 25 --kind port --kind smtp', /"port smtp": --kind can be given only once/],
  ['lookup 25 --transport tcp --transport=udp', /"tcp udp": --transport can be given only once/],
  ['lookup 25 --limit 1 --limit 2', /"1 2": --limit can be given only once/],
  ['lookup 25 --limit 1 --limit 1', /"1 1": --limit can be given only once/],
  ['lookup 25 --services a --services b', /"a b": --services can be given only once/],
  ['scan 127.0.0.1 -p 9 --show all --show few', /"all few": --show can be given only once/],
  ['scan 127.0.0.1 -p 9 --identify off --identify off', /"off off": --identify can be given only once/],
  ['scan 127.0.0.1 -p 9 -o a -o b', /"a b": --output can be given only once/],
  ['probe 127.0.0.1:9 --probe-timeout 1s --probe-timeout 2s', /"1s 2s": --probe-timeout can be given only once/],
  ['local --transport tcp --transport udp', /"tcp udp": --transport can be given only once/],
  ['lookup 25 --limit', /Not enough arguments following: limit/],
  ['lookup --limit', /Not enough arguments following: limit/],
  ['lookup --kind', /Not enough arguments following: kind/],
  ['lookup 25 --kind', /Not enough arguments following: kind/],
  ['lookup 25 --transport', /Not enough arguments following: transport/],
  ['lookup 25 --services', /Not enough arguments following: services/],
  ['lookup 25 --limit -ERR', /Not enough arguments following: limit/],
  ['lookup 25 --kind -ERR', /Not enough arguments following: kind/],
  ['lookup 25 --limit --json', /Not enough arguments following: limit/],
  ['lookup 25 --limit -- 3', /Not enough arguments following: limit/],
  ['lookup 25 --limit=', /limit/],
  ['lookup 25 --kind=', /kind/],
  ['data update --from', /Not enough arguments following: from/],
  ['lookup', /something to look up is needed, such as: portolan lookup 25/],
  ['25', /"25": no such command \(did you mean lookup 25\?\)/],
  ['probe', /a service to probe is needed/],
  ['probe 127.0.0.1:65536', /"127\.0\.0\.1:65536": /],
  ['lookup 65536', /"65536": /],
  ['lookup 80-22', /"80-22": .*\(did you mean 22-80\?\)/],
  ['lookup 25/tpc', /"25\/tpc": /],
  ['lookup proto:256', /"proto:256": /],
  ['scan localhost --lang fr', /"fr": --lang is one of en, zh-CN\n/],
  ['--lang', /^portolan: --lang is one of en, zh-CN\n/],
];

for (const [line, expected] of WRONG_CALLS) {
  test(`"portolan ${line}" gets one clear line and exit code 2`, async () => {
    const { code, stdout, stderr } = await cli(...line.split(' ').filter((word) => word !== ''));
    assert.match(stderr, expected);
    assert.match(stderr, /^portolan: [^\n]+\n$/);
    assert.deepEqual([code, stdout], [2, '']);
  });
}

for (const [line] of WRONG_CALLS) {
  test(`"portolan ${line}" is told in one Chinese line too`, async () => {
    const { code, stdout, stderr } = await cliIn('zh_CN.UTF-8', ...line.split(' ').filter((word) => word !== ''));
    assert.match(stderr, /^portolan: [^\n]*\p{Script=Han}[^\n]*\n$/u);
    assert.doesNotMatch(stderr, /\{\w+\}| (?:a|is|of|the) /);
    assert.deepEqual([code, stdout], [2, '']);
  });
}

test('a folder named as output file is refused before anything is asked', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const { code, stderr } = await cli('scan', '127.0.0.1', '-p', '1', '-o', folder);
  assert.match(stderr, /cannot be written: it is a folder/);
  assert.equal(code, 2);
});

test('control characters of a wrong value are shown, not obeyed', async () => {
  const calls = [['scan', '127.0.0.1', '-p', '\u001b[31mred'], ['\u001b[31mfoo'], ['scan', '--\u001b[31mfoo', 'x']];
  for (const words of calls) {
    const { code, stderr } = await cli(...words);
    assert.doesNotMatch(stderr, /\u001b/);
    assert.equal(code, 2);
  }
});
