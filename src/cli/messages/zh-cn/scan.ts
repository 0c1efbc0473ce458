import { MAX_CONCURRENCY } from '../../../defaults.js';
import { percentText } from '../../../report/scan-footer.js';
import { formatNumber } from '../../../report/scan-table.js';
import type { HostRemark } from '../../../types.js';
import type { ScanTexts } from '../en/scan.js';
import { durationZh } from './durations.js';
import { factsZh } from './facts.js';
import { reasonZh, statesZh } from './states.js';

/** Texts of the scan command in Chinese. */
export const scanZh: ScanTexts = {
  noTarget: '需要写明要扫描的主机，例如：portolan scan localhost',
  failure: (target, message) => `${target} 未被扫描：${message}`,
  lowered: (asked, used) =>
    used === MAX_CONCURRENCY
      ? `--concurrency 已从 ${formatNumber(asked)} 降至 ${formatNumber(used)}，即单台机器的合理上限`
      : `--concurrency 已从 ${formatNumber(asked)} 降至 ${formatNumber(used)}，即本进程可同时打开的上限`,
  goOn: (journal) => `把 --journal 换成 --resume ${journal} 可以从这里继续`,
  notice(remark, host, patient) {
    const notices: Readonly<Record<typeof remark, string>> = {
      'refusals-limited': patient
        ? `${host} 限制拒绝应答的频率；将等到每一个拒绝应答`
        : `${host} 限制拒绝应答的频率，因此无应答的端口可能是关闭的（--patient 会等到每一个拒绝应答）`,
      'went-silent': `${host} 不再应答，可能是因为询问过多；暂时不再询问`,
      'answers-again': `${host} 重新开始应答，之后将放慢询问`,
      'accepts-everything': `${host} 在每个端口上都接受连接，像蜜罐或中间设备那样：其开放的端口说明不了什么`,
    };
    return notices[remark];
  },
  progress({ planned, settled, open, latestOpen, window, loss }, { perSecond, leftMs }, isOpenEnded) {
    if (planned === 0) return '正在开始';
    const shown = [...new Set(latestOpen.map(({ port }) => port))];
    const parts = [
      `${formatNumber(settled)}/${formatNumber(planned)}${isOpenEnded ? '+' : ''}`,
      `${formatNumber(Math.round(perSecond))}/秒`,
      leftMs === undefined || isOpenEnded ? '' : `剩余 ${durationZh(leftMs)}`,
      window > 0 ? `同时最多 ${formatNumber(window)} 个` : '',
      (loss ?? 0) >= 0.01 ? `丢失 ${percentText(loss ?? 0)}%` : '',
      `开放 ${formatNumber(open)} 个${shown.length > 0 ? `：${shown.join(' ')}` : ''}`,
    ];
    return parts.filter((part) => part !== '').join(' · ');
  },
  words: {
    port: '端口',
    state: '状态',
    service: '服务',
    details: '详情',
    ...statesZh,
    ...factsZh,
    comma: '，',
    counts: (counts) => counts.map(([count, state]) => `${statesZh.states[state]} ${formatNumber(count)}`).join('，'),
    notShown: (counts) => `未列出：${counts}`,
    quietHosts(named, others) {
      if (others > 0) return `${named.join('、')} 及另外 ${formatNumber(others)} 台主机没有开放的端口。`;
      return `${named.join('、')} 没有开放的端口。`;
    },
    remarks(remarks, patient) {
      const has = (remark: HostRemark) => remarks.includes(remark);
      return [
        has('refusals-limited') && !patient
          ? '它限制拒绝应答的频率：无应答的端口可能是关闭的（--patient 会等到每一个拒绝应答）。'
          : '',
        has('refusals-limited') && patient ? '它限制拒绝应答的频率；已等到每一个拒绝应答。' : '',
        has('went-silent') && has('answers-again') ? '询问过快时它不再应答，放慢之后又重新应答。' : '',
        has('went-silent') && !has('answers-again') ? '它不再应答，之后也没有恢复。' : '',
        has('accepts-everything') ? '它在每个端口上都接受连接，像蜜罐或中间设备那样：其开放的端口说明不了什么。' : '',
      ].filter((line) => line !== '');
    },
    absent: (absent, addresses) =>
      `${formatNumber(addresses)} 个地址中有 ${formatNumber(absent)} 个没有任何主机的迹象，未再继续询问（--no-discovery 会全部询问）。`,
    resumed: (resumed) => `其中 ${formatNumber(resumed)} 个的结果来自日志。`,
    askedAgain: (retried, recovered, lossPercent) =>
      `起初无应答的 ${formatNumber(retried)} 个端口中，有 ${formatNumber(recovered)} 个在再次询问时应答；丢失了 ${lossPercent}% 的探测。`,
    missed(estimate, sampled, answers) {
      const why =
        sampled === 0
          ? '根据丢包率'
          : `再次询问了 ${formatNumber(sampled)} 个无应答的端口，其中 ${formatNumber(answers)} 个有应答`;
      return `可能漏掉的开放端口：${estimate === null ? '几乎没有' : `大约 ${estimate} 个`}（${why}）。`;
    },
    nobody: '没有任何应答：要么没有主机，要么全部被过滤。',
    seed: (seed) => `使用 --seed ${seed} 可按相同的顺序再次扫描。`,
    unrecognized(ports, others) {
      const rest = others === 0 ? '' : `（--json 中还有 ${formatNumber(others)} 个）`;
      return `未能识别端口 ${ports.replaceAll('，', '、')} 上的服务。要报告，请先检查以下各行（其中有服务器发来的内容），再分享${rest}：`;
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
