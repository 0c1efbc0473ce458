import type { MtaStsProblem } from '../../../mail/domain/mta-sts.js';
import type { CertificateState, MailWords } from '../../../report/mail-words.js';

/** Why an exchanger has no address. */
const ADDRESS_PROBLEMS: Readonly<Record<string, string>> = {
  'no-such-name': '没有这个名称',
  'no-address': '没有地址',
  failed: '解析器没有应答',
  'null-mx': '不接收邮件（空 MX）',
  'address-literal': '这是地址，而此处必须是名称',
  'bad-name': '不是主机名',
};

/** Why there is no policy of MTA-STS. */
const POLICY_PROBLEMS: Readonly<Record<MtaStsProblem, string>> = {
  'dns-failed': '未知：解析器没有应答',
  'several-records': '没有策略：记录不止一条',
  'invalid-record': '没有策略：记录无效',
  unresolvable: '没有策略：其主机名无法解析',
  unreachable: '没有策略：其主机无法到达',
  timeout: '没有策略：其主机没有及时应答',
  stopped: '未知：已中止',
  'tls-failed': '没有策略：其主机不能建立 TLS',
  certificate: '没有策略：其主机的证书未通过验证',
  redirected: '没有策略：其主机跳转到别处，而此处不允许跟随',
  'not-found': '没有策略：其主机没有这个页面',
  'server-error': '没有策略：其主机出错',
  'wrong-media-type': '没有策略：其主机提供的不是 text/plain',
  'too-large': '没有策略：内容过大',
  'cut-off': '没有策略：连接中断',
  'invalid-line': '没有策略：其中有一行格式不对',
  'invalid-version': '没有策略：其中没有有效的 version',
  'invalid-mode': '没有策略：其中没有有效的 mode',
  'invalid-max-age': '没有策略：其中没有有效的 max_age',
  'invalid-mx': '没有策略：其中没有有效的 mx',
};

const GRADES = { wrong: '错误', weak: '薄弱', note: '提示' };
const MODES = { enforce: '强制（enforce）', testing: '测试（testing）', none: '无（none）' };

function certificateState(state: CertificateState): string {
  switch (state.kind) {
    case 'left':
      return `剩 ${state.days} 天`;
    case 'expired':
      return state.days === 0 ? '今天过期' : `过期 ${state.days} 天`;
    case 'not-yet-valid':
      return '尚未生效';
    case 'other-name':
      return '名称不符';
    case 'self-signed':
      return '自签名';
    case 'untrusted':
      return '不可信';
    case 'missing':
      return '无';
    default:
      return '无法读取';
  }
}

const known = (words: Readonly<Record<string, string>>, word: string) =>
  Object.hasOwn(words, word) ? (words[word] as string) : word;

/** The report about mail services at a glance in Chinese. */
export const mailZh: MailWords = {
  comma: '，',
  listComma: '、',
  colon: '：',
  aside: (text) => `（${text}）`,
  verdicts: {
    ready: '就绪',
    refused: '关闭',
    'timed-out': '无应答',
    'network-blocks-port': '途中被阻断',
    unreachable: '不可达',
    'not-asked': '未能询问',
    'no-greeting': '无欢迎信息',
    'closed-early': '中途挂断',
    'temporarily-refused': '繁忙',
    greylisted: '灰名单',
    'rate-limited': '频率受限',
    'blocked-by-policy': '被拒绝',
    'tls-alert': 'TLS 警报',
    'tls-failed': 'TLS 失败',
    certificate: '证书有误',
    'protocol-error': '协议错误',
    'other-service': '其他服务',
  },
  verdictTexts: {
    ready: '它接受我们作为客户端',
    refused: '主机拒绝连接',
    'timed-out': '它没有及时应答',
    'network-blocks-port': '几台互不相关的邮件交换器都没有应答：很可能是您所在的网络不允许连接外部的这个端口',
    unreachable: '有路由器说无法到达',
    'not-asked': '本机未能询问',
    'no-greeting': '它接受了连接，但没有及时说完欢迎信息',
    'closed-early': '它在说明所提供的功能之前就挂断了',
    'temporarily-refused': '它暂时拒绝我们',
    greylisted: '它暂时拒绝我们，因为还不认识我们（灰名单）',
    'rate-limited': '它暂时拒绝我们，因为我们来得太频繁',
    'blocked-by-policy': '它按其策略拒绝我们',
    'tls-alert': '它以警报中断了 TLS 握手',
    'tls-failed': 'TLS 握手没有成功',
    certificate: '它能工作，但会检查证书的客户端会放弃',
    'protocol-error': '它的应答不符合其协议',
    'other-service': '不是邮件客户端或发件方使用的服务',
  },
  earlier: (seconds, verdict) => `${seconds} 秒前的第一次尝试：${verdict}`,
  grades: GRADES,
  gradeCounts: ({ wrong, weak, note }) =>
    [wrong > 0 ? `${wrong} 个错误` : '', weak > 0 ? `${weak} 个薄弱` : '', note > 0 ? `${note} 个提示` : '']
      .filter((part) => part !== '')
      .join('，'),
  gradeCount: (count, grade) => `${count} ${GRADES[grade]}`,
  columns: {
    service: '服务',
    answer: '结果',
    product: '产品',
    tls: 'TLS',
    certificate: '证书',
    login: '登录',
    findings: '发现',
  },
  tlsStates: { none: '无', refused: '被拒绝', failed: '失败' },
  certificateState,
  certificateShort: (state) => (state.kind === 'expired' ? '已过期' : certificateState(state)),
  logins: { clear: '明文', tls: 'TLS', none: '无' },
  portsWithout: (verdict, ports) => `${verdict}：${ports}`,
  hostsOf: (kind, domain) => `${domain} 的${kind === 'mx' ? '邮件交换器' : '客户端服务'}`,
  exchangerOf: (domain, preference) => `${domain} 的邮件交换器，优先级 ${preference}`,
  implicitExchangerOf: (domain) => `接收 ${domain} 的邮件（该域没有 MX 记录）`,
  namedFor: (services, domain) => `${domain} 的 ${services}`,
  total: (asked, ready, counts) => `询问了 ${asked} 个服务，${ready} 个就绪：${counts === '' ? '没有发现' : counts}。`,
  mend: '改进方法',
  seeAbove: (id) => `同上文的 ${id}。`,
  moreLines: (lines) => `……还有 ${lines} 行，见 --json`,
  moreEntries: (entries) => `……还有 ${entries} 项，见 --json`,
  noFindings: '没有发现问题：没有错误，也没有薄弱之处。',
  findingsTotal: (counts) => `发现：${counts}`,
  domain: {
    mail: '邮件送往',
    mtaSts: 'MTA-STS',
    clients: '供客户端',
    kinds: {
      implicit: '它自己的地址，因为没有 MX 记录',
      null: '无处：它不接收邮件（空 MX）',
      none: '无处：它既没有 MX 记录，也没有地址',
      'no-such-domain': '无处：没有这个域',
      unknown: '未知：解析器没有应答',
    },
    alias: (name) => `${name} 的别名`,
    omitted: (count) => `另有 ${count} 个从略`,
    noAddress: (problem) => known(ADDRESS_PROBLEMS, problem),
    noMtaSts: '无',
    mtaStsProblem: (problem) => known(POLICY_PROBLEMS, problem),
    policy: (mode, names, days) => `${MODES[mode]}，用于 ${names === '' ? '无' : names}，保留 ${days} 天`,
    notProvided: '不提供',
    noClients: '没有 SRV 记录',
  },
  transcriptOf: (place) => `与 ${place} 的对话`,
  speakers: { client: 'C:', server: 'S:', tls: 'TLS:' },
};
