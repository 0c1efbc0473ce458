import { MAX_CONCURRENCY } from '../../../defaults.js';
import { formatNumber } from '../../../report/scan-table.js';
import type { ScanTexts } from '../en/scan.js';
import { reasonZh, statesZh } from './states.js';

/** Texts of the scan command in Chinese. */
export const scanZh: ScanTexts = {
  targets: '主机名、地址、网络（192.0.2.0/28）、地址范围（192.0.2.1-9）、主机:端口、URL',
  ports: '端口：25,8000-8100,0x1f90,smtp,@mail,all。默认：@common',
  retries: '对无应答的端口重试的次数，0 到 20',
  concurrency: '同时进行的连接数上限',
  open: '只列出开放的端口（等同于 --show open）',
  show: '列出开放的端口和少量其他端口、所有扫描过的端口，或只列出开放的端口',
  identify: '只按端口号、通过监听，或同时用无害的询问来识别服务',
  ndjson: '每行输出一条 JSON 记录，得到结果后立即输出',
  output: '把结果写入文件',
  noTarget: '需要写明要扫描的主机，例如：portolan scan localhost',
  examples: [
    ['$0 scan localhost', '本机的常用端口'],
    ['$0 scan mail.example.org -p @mail', '一台主机的邮件端口'],
    ['$0 scan 192.0.2.0/28 -p 22,80,443 --json', '16 个地址的三个端口，供程序使用'],
  ],
  failure: (target, message) => `${target} 未被扫描：${message}`,
  lowered: (asked, used) =>
    used === MAX_CONCURRENCY
      ? `--concurrency 已从 ${formatNumber(asked)} 降至 ${formatNumber(used)}，即单台机器的合理上限`
      : `--concurrency 已从 ${formatNumber(asked)} 降至 ${formatNumber(used)}，即本进程可同时打开的上限`,
  progress({ planned, settled, open, latestOpen }, elapsedMs) {
    if (planned === 0) return '正在开始';
    const rate = elapsedMs > 0 ? (settled * 1000) / elapsedMs : 0;
    const left = rate > 0 ? `剩余 ${Math.ceil((planned - settled) / rate)} 秒` : '';
    const shown = latestOpen.map(({ port }) => port);
    const found = `开放 ${formatNumber(open)} 个${shown.length > 0 ? `：${shown.join(' ')}` : ''}`;
    const parts = [
      `${formatNumber(settled)}/${formatNumber(planned)}`,
      `${formatNumber(Math.round(rate))}/秒`,
      left,
      found,
    ];
    return parts.filter((part) => part !== '').join(' · ');
  },
  words: {
    port: '端口',
    state: '状态',
    service: '服务',
    details: '详情',
    ...statesZh,
    comma: '，',
    counts: (counts) => counts.map(([count, state]) => `${statesZh.states[state]} ${formatNumber(count)}`).join('，'),
    notShown: (counts) => `未列出：${counts}`,
    quietHosts(named, others) {
      if (others > 0) return `${named.join('、')} 及另外 ${formatNumber(others)} 台主机没有开放的端口。`;
      return `${named.join('、')} 没有开放的端口。`;
    },
    hostname: (name) => `自称 ${name}`,
    summary: (asked, counts, seconds) =>
      `扫描了 ${formatNumber(asked)} 个端口，用时 ${seconds} 秒：${counts === '' ? '无结果' : counts}。`,
    stopped: '已提前中止。',
    incomplete({ unknown, unknownReasons, failedTargets }) {
      const why = Object.keys(unknownReasons).map(reasonZh).join('、');
      const parts = [
        unknown > 0 ? `${formatNumber(unknown)} 个端口未能扫描（${why}）` : '',
        failedTargets > 0 ? `${formatNumber(failedTargets)} 个目标未被扫描` : '',
      ];
      return `结果不完整：${parts.filter((part) => part !== '').join('，')}。`;
    },
  },
};
