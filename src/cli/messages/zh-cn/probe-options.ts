import type { ProbeOptionTexts } from '../en/probe-options.js';

/** The help of the probe command in Chinese. */
export const probeOptionsZh: ProbeOptionTexts = {
  groups: {
    reach: '询问对象：',
    talk: '对话方式：',
    trust: 'TLS、证书与中继：',
    output: '输出：',
  },
  targets: '主机:端口，或要探测其邮件端口的主机；使用 --mx 或 --srv 时可以省略',
  ports: '要探测的端口，写法与 scan 相同。默认：邮件端口 25、110、143、465、587、993、995、4190；使用 --mx 时为 25',
  identify: '只监听（listen）、发送客户端日常所说的话（light，默认），或再加上少见、可能被记入日志的询问（full）',
  mx: '此域的每个邮件交换器的每个地址；可多次给出',
  srv: '此域的 SRV 记录为邮件客户端指明的服务；可多次给出',
  first: '与 --mx 和 --srv 一起使用：只取最优先的交换器的第一个地址，以及每种服务最优先的服务器的第一个地址',
  dns: '询问此 DNS 服务器，写成地址，例如 192.0.2.53 或 192.0.2.53:5353，而不是系统的服务器',
  helo: '在 EHLO 中自报的名称。默认：方括号中的本机地址',
  greetTimeout: '等待服务器说完欢迎信息的最长时间；有些服务器会故意等待 20s',
  retryAfter: '服务器暂时拒绝时（421、灰名单），多久以后再询问一次；0 表示不再询问',
  tlsVersions: '尝试服务器接受哪些 TLS 版本，每个服务最多再连接三次',
  ca: '同时信任此 PEM 文件中的证书颁发机构；可多次给出',
  relayTest: '询问是否接收任何人发给任何人的邮件；需要 --own-host。不会发送邮件。',
  ownHost: '确认这些主机是您自己的，或其所有者同意进行中继测试',
  relayFrom: '中继测试使用的发件人。默认：空地址，与退信相同',
  relayTo: '中继测试使用的收件人。默认：保留供示例使用的域中的一个地址',
  details: '显示每个服务的全部情况，而不只是表格',
  transcript: '显示对话及时间',
  explain: '显示对话，并解释其中每一行的含义（包含 --transcript）',
  markdown: '以 Markdown 输出表格和发现，供问题跟踪系统使用',
  failOn: '存在此级别或更严重的发现时，退出码为 1',
  needsOwnHost:
    '--relay-test 会请求服务器为他人接收邮件，其所有者可能将此视为攻击：请用 --own-host 确认这些主机是您自己的',
  notWhenListening: (option) => `--${option} 与 --identify listen 一起没有意义：后者什么都不发送`,
  firstOfWhat: '--first 只能与 --mx 或 --srv 一起使用',
  examples: [
    ['$0 probe mail.example.org', '一台主机的邮件服务概览'],
    ['$0 probe 127.0.0.1:25 --explain', '一个服务的对话及其含义'],
    ['$0 probe --mx example.org --first', '一个域最优先的邮件交换器'],
    ['$0 probe mail.example.org --tls-versions --fail-on wrong', '用于每夜检查：退出码 1'],
  ],
};
