import type { LookupWords } from '../../../report/lookup-table.js';
import type { LookupTexts } from '../en/lookup.js';

const TYPES = {
  command: '命令',
  reply: '应答',
  'enhanced-status': '增强状态码',
  keyword: '扩展',
  'response-code': '应答代码',
  mechanism: '机制',
} as const;

function tlsOf(port: number, transport: string, or: string): string {
  if (transport !== 'udp') return 'TLS';
  return port === 853 ? `DTLS ${or} QUIC` : 'DTLS';
}

const table: LookupWords = {
  port: (port) => `端口 ${port}`,
  ports: (query) => `${query} 的端口`,
  otherPorts: '其他端口',
  others: '命令、代码与概念',
  protocol: (number) => `IP 协议 ${number}（不是端口）`,
  difference: '协议号说明 IP 数据包承载的是什么；端口号说明 TCP 或 UDP 数据包交给主机上的哪个程序。',
  replyDifference: '应答码是邮件服务器对命令的答复，与同一数字的端口无关。',
  aliases: (names) => `又称 ${names}`,
  registeredAs: (range) => `登记范围为 ${range}`,
  ipv6ExtensionHeader: 'IPv6 扩展头部',
  deprecated: '已弃用',
  status: {
    assigned: '已分配，无名称',
    reserved: '保留',
    deregistered: '已注销',
    unassigned: '未分配',
    dynamic: '动态端口，从不分配',
    experimental: '供实验使用',
  },
  range: {
    system: '系统端口（0-1023）',
    user: '用户端口（1024-49151）',
    dynamic: '动态端口（49152-65535）',
  },
  historicName: (name, instead) => (instead === null ? `${name} 是历史名称` : `${name} 是历史名称，请使用 ${instead}`),
  sharedNames: (names) => `多个服务共用此端口：${names}`,
  twin: ({ port, transport, name, relation, command }, here) => {
    const upgrade = `起初为明文，${command ?? '某个命令'} 之后使用 TLS`;
    const twin = `${port}/${transport}${name === '' ? '' : ` ${name}`}`;
    if (relation === 'upgrade') return here ? `本端口${upgrade}` : `${twin}：${upgrade}`;
    if (relation === 'clear') return `${twin}：起初为明文`;
    return `${twin}：从第一个字节起使用 ${tlsOf(port, transport, '或')}`;
  },
  basis: { custom: '惯用', dissector: 'Ethereal 的默认端口' },
  belief: (belief, fact) => `常见误解：${belief}事实：${fact}`,
  sourced: (text, source) => `${text}（${source}）`,
  mail: (protocol, type, name) => `${protocol} ${TYPES[type]} ${name}`,
  standing: {
    standard: '标准',
    extension: '属于扩展',
    obsolete: '已废弃',
    private: '没有 RFC 规定',
  },
  comma: '、',
  semicolon: '；',
  colon: '：',
  brackets: (text) => `（${text}）`,
  labels: {
    chineseNames: '中文名称',
    systemNames: '本系统名称',
    kind: '范围',
    names: '名称',
    tls: 'TLS',
    transport: '实际使用',
    custom: '惯用（非 IANA）',
    dissector: 'Ethereal 默认',
    risk: '风险',
    note: '说明',
    history: '历史关联',
    references: '参考文献',
    aliases: '也可查',
    syntax: '语法',
    parts: '各位含义',
    replies: '应答',
    example: '示例',
    standing: '地位',
  },
};

/** Texts of the lookup command in Chinese. */
export const lookupZh: LookupTexts = {
  queryDescribe: '端口、范围、名称、proto:编号、smtp:550、pop3:UIDL、粘贴的应答，或若干词语',
  noQuery: '需要写明要查询的内容，例如：portolan lookup 25',
  jsonDescribe: '输出 JSON',
  quietDescribe: '不提示没有找到的内容',
  limitDescribe: '搜索最多给出多少条结果',
  kindDescribe: '只要这一类结果',
  transportDescribe: '只要使用此传输协议的端口',
  servicesDescribe: '加入服务文件（例如 /etc/services）中的名称，作为系统自己的名称',
  examples: [
    ['$0 lookup 25', '端口 25 和 IP 协议 25 是什么'],
    ['$0 lookup smtp 853/udp', '一次查询多项'],
    ['$0 lookup 20-25', '一段端口范围'],
    ['$0 lookup proto:47', '一个 IP 协议'],
    ['$0 lookup 远程登录', '描述中的词语，中文或英文'],
    ['$0 lookup smtp:EHLO pop3:UIDL imap:FETCH', '邮件协议的命令'],
    ['$0 lookup "550 5.7.1 Relaying denied"', '服务器应答的每一部分'],
  ],
  notFound: (query, near) => {
    const hint = near.length > 0 ? `（您是指 ${near.join('、')} 吗？）` : '';
    return `"${query}"：没有这样的端口、服务或协议${hint}`;
  },
  nearest: (query, name) => `没有名为 ${query} 的条目；最接近的是 ${name}：`,
  notWhole: (value) => `"${value}"：--limit 是 1 到 1000 之间的整数`,
  noServicesFile: '不是最大 4 MiB 的普通文件',
  unreadable: (file, reason) => `"${file}"：无法读取服务文件：${reason}`,
  table,
};
