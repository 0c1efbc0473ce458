import type { OfferWords } from '../../../report/offer-words.js';
import { formatNumber } from '../../../report/scan-table.js';
import { durationZh } from './durations.js';

const byUser = (isSo: boolean) => (isSo ? '，因用户而异' : '');

const DANE_MATCHES = {
  match: '相符',
  mismatch: '不符',
  'other-name': '与证书机构相符，但证书用于其他名称',
  'not-valid-now': '与证书机构相符，但证书当前不在有效期内',
  'not-sent': '不符；证书的签发者可能正是该机构，但它的证书没有发送',
  unusable: '不可用',
};

/** What a mail service offers, and what was found out about it, in Chinese. */
export const offersZh: OfferWords = {
  offerLabels: {
    origin: '询问身份',
    answer: '结果',
    earlier: '此前',
    size: '最大邮件',
    loginClear: '明文登录',
    loginTls: 'TLS 内登录',
    limits: '限额',
    holds: '定时投递',
    priorities: '优先级',
    proxy: '供代理使用',
    masked: '被改写',
    unknown: '未知的功能',
    timestamp: 'APOP 时间戳',
    keeps: '邮件保留',
    wait: '登录间隔',
    program: '实现',
    preauth: '登录',
    identity: '身份',
    scripts: '脚本可用',
    notify: '通知方式',
    keyExchange: '密钥交换',
    chain: '随附证书',
    versions: 'TLS 版本',
    dane: 'DANE',
    names: '反向名称',
    greetingName: '自称的名称',
    relayTest: '中继测试',
  },
  size: (human, bytes) => (human === '' ? `${formatNumber(bytes)} 字节` : `${human}（${formatNumber(bytes)} 字节）`),
  noFixedSize: '没有固定上限',
  noLogin: '无',
  plainLogin: '用户名和密码',
  futureRelease: (longest, until) => {
    const within = longest === null ? '' : `，最长 ${durationZh(longest * 1000)}`;
    return `可推迟发送${within}${until === null ? '' : `，最迟至 ${until}`}`;
  },
  deliverBy: (least) => `可按时投递${least === null ? '' : `，至少提前 ${durationZh(least * 1000)}`}`,
  priorities: (profile) => (profile === '' ? '有' : `方案 ${profile}`),
  keeps: (days, differs) => `${days === null ? '永久' : `${formatNumber(days)} 天`}${byUser(differs)}`,
  wait: (seconds, differs) => `至少 ${formatNumber(seconds)} 秒${byUser(differs)}`,
  preauth: '无需登录（PREAUTH）',
  redirects: (most) => `最多 ${formatNumber(most)} 次转发`,
  keyExchange: (name, bits) => `${name}，${formatNumber(bits)} 位`,
  versions: (accepted, refused, unknown) =>
    [
      accepted === '' ? '均不接受' : `接受：${accepted}`,
      refused === '' ? '' : `拒绝：${refused}`,
      unknown === '' ? '' : `无应答：${unknown}`,
    ]
      .filter((part) => part !== '')
      .join('；'),
  daneOutcomes: {
    pass: '通过',
    fail: '失败：没有记录与证书相符',
    unusable: '没有可用于邮件的记录',
    none: '没有记录',
    unknown: '未知',
  },
  daneRecord: (record, match) => (match === null ? record : `${record} ${DANE_MATCHES[match]}`),
  notValidated: '解析器未验证（DNSSEC）',
  noReverseName: '无',
  unconfirmed: (names) => `未确认：${names}`,
  resolvesTo: (addresses) => `解析为 ${addresses}`,
  doesNotResolve: '无法解析',
  relayTest: (outcome, from, to) =>
    `${{ refused: '已拒绝，应当如此', accepted: '已接受：这是开放中继', unclear: '不明' }[outcome]}（发件人 <${from}>，收件人 <${to}>）`,
};
