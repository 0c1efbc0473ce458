import type { StateWords } from '../../../report/state-words.js';

const STATES: StateWords['states'] = {
  open: '开放',
  closed: '关闭',
  filtered: '被过滤',
  unreachable: '不可达',
  unknown: '未知',
};

/** The fixed words for what led to a state. */
const REASONS: Readonly<Record<string, string>> = {
  accepted: '已接受连接',
  refused: '连接被拒绝',
  reset: '连接被重置',
  'no-answer': '无应答',
  'host-unreachable': '主机不可达',
  'network-unreachable': '网络不可达',
  'protocol-unreachable': '协议不可达',
  prohibited: '被策略禁止',
  'no-descriptor': '文件描述符不足',
  'no-source-port': '源端口用尽',
  'no-buffer': '缓冲区不足',
  'no-permission': '权限不足',
  'network-down': '网络已断开',
  'no-route': '没有路由',
  'no-such-family': '不支持此地址族',
  'self-connect': '连接到了自身',
  'refusals-limited': '拒绝应答受限',
  'host-went-silent': '主机不再应答',
  'accepted-once': '只接受过一次连接',
  stopped: '已中止',
  budget: '时间用尽',
  error: '出错',
};

/** States of a port in Chinese. */
export const statesZh: StateWords = {
  states: STATES,
  because: (state, reason) => `${STATES[state]}（${reasonZh(reason)}）`,
};

/** The Chinese of a reason; a system's code such as `EPROTO` stays as it is. */
export function reasonZh(reason: string): string {
  return Object.hasOwn(REASONS, reason) ? (REASONS[reason] as string) : reason;
}
