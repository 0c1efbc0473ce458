import { formatNumber } from '../../../report/scan-table.js';
import type { ServiceMethod } from '../../../types.js';
import type { ProbeTexts } from '../en/probe.js';
import { factsZh } from './facts.js';
import { mailZh } from './mail.js';
import { offersZh } from './offers.js';
import { statesZh } from './states.js';

/** How a service's name was found. */
const METHODS: Readonly<Record<ServiceMethod, string>> = {
  port: '根据端口号推测',
  banner: '根据欢迎信息识别',
  probe: '根据对询问的应答识别',
};

const UNKNOWN_ISSUER = '本机不认识其签发者，服务器也没有附上签发者的证书';

/** Why a certificate is not trusted, by OpenSSL's and Node's words for it. */
const TRUST_PROBLEMS: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: '已过期',
  CERT_NOT_YET_VALID: '尚未生效',
  INVALID_PURPOSE: '不是给服务器用的',
  DEPTH_ZERO_SELF_SIGNED_CERT: '自签名，没有其他人为它担保',
  SELF_SIGNED_CERT_IN_CHAIN: '其签发机构不受本机信任',
  UNABLE_TO_GET_ISSUER_CERT: UNKNOWN_ISSUER,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNKNOWN_ISSUER,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN_ISSUER,
  ERR_TLS_CERT_ALTNAME_INVALID: '它是给其他名称用的',
};

/** What an OCSP response says of a certificate. */
const STATUSES = { good: '正常', revoked: '已吊销', unknown: '未知', none: '未说明此证书的状态' } as const;

/** Texts of the probe command in Chinese. */
export const probeZh: ProbeTexts = {
  noTarget: '需要写明要探测的服务，例如：portolan probe mail.example.org:25（或一个域：--mx example.org）',
  failure: (target, message) => `${target} 未被探测：${message}`,
  words: {
    ...statesZh,
    ...factsZh,
    ...mailZh,
    ...offersZh,
    greeting: '欢迎信息',
    nothingSaid: '（对方没有发来任何内容）',
    more: (characters) => `（还有 ${formatNumber(characters)} 个字符，见 --json）`,
    cut: {
      timeout: '（超时前没有更多内容）',
      closed: '（随后对方关闭了连接）',
      'too-long': '（已截断：比任何真实的欢迎信息都长）',
      failed: '（TLS 握手失败）',
      stopped: '（对方说完之前已中止）',
    },
    service: '服务',
    product: '产品',
    hostname: '主机名',
    os: '系统',
    evidence: '依据',
    offers: '提供',
    offersSecure: 'TLS 内提供',
    sameOffers: (gained, lost) =>
      `相同${gained === '' ? '' : `，另有 ${gained}`}${lost === '' ? '' : `，没有 ${lost}`}`,
    startTls: 'STARTTLS',
    startTlsOutcomes: {
      'not-offered': '未提供',
      refused: '声称提供，随后拒绝',
      failed: '提供，但握手失败',
      done: '已完成',
    },
    tls: 'TLS',
    certificate: '证书',
    trusted: '对此名称可信',
    nameUnchecked: '对其自己的名称可信；此次是按地址询问的',
    untrusted: (reason) =>
      `不可信：${Object.hasOwn(TRUST_PROBLEMS, reason) ? `${TRUST_PROBLEMS[reason]}（${reason}）` : reason}`,
    valid: (from, to) => `有效期 ${from} 至 ${to}`,
    validations: { organization: '组织验证（OV）', individual: '个人验证（IV）', extended: '扩展验证（EV）' },
    stapled: (status, until) =>
      `附带 OCSP 响应：${STATUSES[status ?? 'none']}${until === null ? '' : `，有效期至 ${until}`}`,
    unstapled: '要求附带 OCSP 响应，但没有收到',
    tlsaNeeded: (record) => `与其密钥相符的记录：${record}`,
    key: (key, signature) => `密钥 ${key}${signature === null ? '' : `，签名算法 ${signature}`}`,
    issuer: (name) => `签发者 ${name}`,
    unrecognized: '未能识别此处的服务。要报告，请先检查下面这一行（其中有服务器发来的内容），再分享：',
    injected: '同意 TLS 的应答之后的明文',
    refusesUs: '（它不接受我们作为客户端）',
    identified: (name, method, percent) => `${name}，${METHODS[method]}（${percent}%）`,
    evidenceText: (rule, text, bytes) =>
      text === '' ? `规则 ${rule}` : `"${text}"${bytes === null ? '' : `，第 ${bytes} 字节`}（规则 ${rule}）`,
  },
};
