import assert from 'node:assert/strict';
import { closeSync, existsSync, openSync } from 'node:fs';
import test from 'node:test';
import { scanZh } from '../../src/cli/messages/zh-cn/scan.js';
import { fit } from '../../src/cli/progress.js';
import { columnsOf } from '../../src/report/wrap.js';
import { cli, cliIn, closedPort, greeter, resultOf, startCli } from './run-cli.js';

const POSTFIX = '220 mail.example.org ESMTP Postfix\r\n';
const chinese = (...words: string[]) => cliIn('zh_CN.UTF-8', ...words);

test('a scan in Chinese has a Chinese table and summary, its columns aligned', async (t) => {
  const [open, closed] = [await greeter(t, POSTFIX), await closedPort()];
  const { code, stdout } = await chinese('scan', '127.0.0.1', '-p', `${open},${closed}`);
  const lines = stdout.split('\n');
  const [heading = '', ...rows] = lines.slice(1, 4);
  assert.match(heading, /^ {2}端口 +状态 +服务 +详情$/);
  assert.match(stdout, new RegExp(`\\n  ${open}/tcp +开放 +smtp +Postfix，自称 mail\\.example\\.org\\n`));
  assert.match(stdout, new RegExp(`\\n  ${closed}/tcp +关闭\\n`));
  const column = (line: string, word: string) => columnsOf(line.slice(0, line.indexOf(word)));
  const row = rows.find((line) => line.includes('smtp')) ?? '';
  assert.deepEqual([column(row, '开放'), column(row, 'smtp')], [column(heading, '状态'), column(heading, '服务')]);
  assert.match(stdout, /\n扫描了 2 个端口，用时 [\d.]+ 秒：开放 1，关闭 1。\n$/);
  assert.equal(code, 0);
});

test('a scan without an open port, and one of a name that does not resolve, say so in Chinese', async () => {
  const none = await chinese('scan', '127.0.0.1', '-p', String(await closedPort()), '--open');
  assert.match(none.stdout, /^127\.0\.0\.1 没有开放的端口。\n/);
  const { code, stdout, stderr } = await chinese('scan', 'no-such-host.invalid', '-p', '25');
  assert.equal(stderr, 'no-such-host.invalid 未被扫描：没有这个主机名\n');
  assert.match(stdout, /结果不完整：1 个目标未被扫描。\n$/);
  assert.equal(code, 3);
});

test('a probe in Chinese labels what the server said', async (t) => {
  const port = await greeter(t, POSTFIX);
  const { stdout } = await chinese('probe', `127.0.0.1:${port}`, '--retry-after', '0');
  assert.match(stdout, /\n {2}欢迎信息 {2}220 mail\.example\.org ESMTP Postfix\n/);
  assert.match(stdout, /\n {2}服务 {6}smtp，根据欢迎信息识别（\d+%）\n/);
  assert.match(stdout, /\n {2}主机名 {4}mail\.example\.org\n/);
  const closed = await closedPort();
  assert.equal((await chinese('probe', `127.0.0.1:${closed}`)).stdout, `127.0.0.1:${closed}  关闭（连接被拒绝）\n`);
  const unresolved = await chinese('probe', 'no-such-host.invalid:25');
  assert.equal(unresolved.stdout, 'no-such-host.invalid:25 未被探测：没有这个主机名\n');
});

test('JSON is the same in every language', async () => {
  const words = ['probe', `127.0.0.1:${await closedPort()}`, 'no-such-host.invalid:25', '--json'];
  const stable = ({ stdout }: { stdout: string }) => stdout.replace(/"(?:rttMs|at)": .*/g, '');
  assert.equal(stable(await chinese(...words)), stable(await cli(...words)));
});

test('help in Chinese is Chinese throughout, and fits the terminal', async () => {
  for (const words of [
    ['--help'],
    ['scan', '--help'],
    ['probe', '--help'],
    ['lookup', '--help'],
    ['local', '--help'],
    ['data', '--help'],
  ]) {
    const { code, stdout } = await chinese(...words);
    assert.match(stdout, /\n选项：\n {2}-h, --help +显示帮助 +\[布尔值\]\n/);
    assert.doesNotMatch(stdout, /boolean|string|choices|default:|Options|Examples|undefined/);
    assert.deepEqual(
      stdout.split('\n').filter((line) => columnsOf(line) > 80),
      [],
    );
    assert.equal(code, 0);
  }
});

test('--lang decides over the locale, before the command and behind it', async () => {
  assert.match((await cli('--lang', 'zh', 'scan', '--help')).stdout, /选项/);
  assert.match((await chinese('scan', '--help', '--lang=en')).stdout, /Options:/);
});

test('the process speaks the language of its locale, its own failures included', async () => {
  const { code, stderr } = await resultOf(startCli(['lookup', '65536'], { locale: 'zh_CN.UTF-8' }));
  assert.match(stderr, /^portolan: "65536"：端口是 0 到 65535 的数字\n$/);
  assert.equal(code, 2);
  if (!existsSync('/dev/full')) return;
  const full = openSync('/dev/full', 'w');
  const broken = await resultOf(startCli(['probe', '127.0.0.1:1', '--lang', 'zh'], { stdout: full }));
  closeSync(full);
  assert.deepEqual([broken.code, broken.stderr], [2, 'portolan: 无法写出结果：ENOSPC\n']);
});

test('progress in Chinese counts as in English, and is cut by its columns', () => {
  const latestOpen = [{ address: '192.0.2.1', port: 22 }];
  const counts = { planned: 65_535, settled: 10_000, open: 1, latestOpen };
  const progress = { ...counts, sent: 12_000, window: 640, inFlight: 64, loss: 0.031, rttMs: 20 };
  const line = scanZh.progress(progress, { perSecond: 5000, leftMs: 12_000 }, false);
  assert.equal(line, '10,000/65,535 · 5,000/秒 · 剩余 12 秒 · 同时最多 640 个 · 丢失 3.1% · 开放 1 个：22');
  assert.equal(columnsOf(fit(line, 40)) <= 40, true);
  assert.match(fit(line, 40), /…$/);
  assert.equal(fit(line, 100), line);
});
