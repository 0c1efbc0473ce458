import type { DurationCase } from '../../../plan-record.js';
import { formatNumber } from '../../../report/scan-table.js';
import type { PlanTexts } from '../en/plan.js';
import { durationZh } from './durations.js';

const CASES: Readonly<Record<DurationCase['assumes'], (rttMs: number) => string>> = {
  refusing: (rttMs) => `每个端口都在 ${rttMs} 毫秒内应答`,
  silent: (rttMs) => `主机在 ${rttMs} 毫秒内应答，但几乎所有端口都无应答`,
  absent: () => '始终没有任何应答',
};

/** What a plan says in Chinese. */
export const planZh: PlanTexts = {
  failure: (target, message) => `${target} 将不会被扫描：${message}`,
  words: {
    title: '没有发送任何内容。将要询问：',
    labels: {
      hosts: '地址',
      ports: '端口',
      pairs: '组合',
      excluded: '排除',
      shard: '分片',
      order: '顺序',
      discovery: '发现',
      limit: '限制',
      budget: '时限',
      expected: '用时',
    },
    hosts: ({ hosts }) => `${formatNumber(hosts)} 个`,
    namesNotLookedUp: (names) => `${formatNumber(names)} 个名称未解析，各算作一个地址`,
    ports: (ports, count) => `${formatNumber(count)} 个：${ports}`,
    pairs: ({ pairs, isReckoned }) => `${isReckoned ? '大约 ' : ''}${formatNumber(pairs)} 个地址与端口的组合`,
    excluded: (hosts, pairs) => `${formatNumber(hosts)} 个地址，${formatNumber(pairs)} 个组合`,
    shard: (shard, pairs) => `${shard}，全部共 ${formatNumber(pairs)} 个组合`,
    order: (order, seed) =>
      order === 'sequential' ? '从小到大' : `可能开放的端口优先，其余随机；使用 --seed ${seed} 可重复此顺序`,
    firstPorts: (ports) => `最先询问 ${ports}`,
    discovery: (hosts, ports) =>
      `先在端口 ${ports} 上查看 ${formatNumber(hosts)} 个地址；没有主机迹象的地址不再继续询问`,
    limit({ binding, inFlight, perSecond, descriptors }, { concurrency, maxPerHost }) {
      const rate = `往返时间为 100 毫秒时每秒大约 ${formatNumber(Math.round(perSecond))} 次连接`;
      const texts: Readonly<Record<typeof binding, string>> = {
        pairs: '无：全部连接可以同时进行',
        rate: `速率：每秒最多 ${formatNumber(Number(perSecond.toPrecision(3)))} 次连接`,
        'max-per-host': `对同一主机的连接：同时最多 ${formatNumber(maxPerHost ?? inFlight)} 个，因此${rate}`,
        concurrency: `同时进行的连接：最多 ${formatNumber(concurrency)} 个，因此${rate}`,
        descriptors: `本进程最多可同时打开 ${formatNumber(descriptors ?? inFlight)} 个连接，因此${rate}`,
        process: `本进程每秒大约可进行 ${formatNumber(perSecond)} 次连接；其他限制允许更多`,
      };
      return texts[binding];
    },
    budget: (ms) => `在 ${durationZh(ms)}内结束，届时尚未询问的为未知`,
    expected: (fromMs, toMs) => `${durationZh(fromMs)}到 ${durationZh(toMs)}`,
    durationCase: ({ assumes, rttMs, durationMs }) => `${durationZh(durationMs)}：${CASES[assumes](rttMs ?? 0)}`,
    assumption: (probeTimeoutMs) =>
      `前提是网络能承受上述限制所允许的速度${probeTimeoutMs === null ? '' : `；开放但不发送欢迎信息的端口最多再用 ${durationZh(probeTimeoutMs)}`}`,
  },
};
