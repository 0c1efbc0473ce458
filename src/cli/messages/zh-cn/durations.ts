import { type RoundDuration, roundDuration } from '../../../report/durations.js';

const UNITS: Readonly<Record<RoundDuration['unit'], string>> = {
  second: '秒',
  minute: '分钟',
  hour: '小时',
  day: '天',
};

/** A duration in Chinese: `0.4 秒`, `12 秒`, `3 分钟`. */
export function durationZh(ms: number): string {
  const { amount, unit } = roundDuration(ms);
  return `${amount} ${UNITS[unit]}`;
}
