import type { ErrorWords } from '../../../errors.js';
import { DATA_PROBLEMS } from './data-problems.js';
import { JOURNAL_PROBLEMS } from './journal-problems.js';
import { SCRIPT_PROBLEMS } from './script-problems.js';

const PORT = '端口可以是 1 到 65535 的数字、范围、服务名、@端口组或 "all"';
const TARGET = '目标可以是主机名、地址、网络（如 192.0.2.0/24）或地址范围';
const OCTETS = 'IPv4 地址由四个 0-255 的十进制数组成，如 192.0.2.1';
const QUERY =
  '查询可以是端口、范围、端口/tcp、服务名、proto:编号、proto:名称，或 smtp:、pop3:、imap:、sieve:、sasl: 加上一个词';
const RATE = '{option} 是每秒的连接数，如 500、10k/s 或 30/m';
const DURATION = '{option} 是一段时间，如 500ms、2s 或 1m';

/** The Chinese of what an error says is wrong, and of the reasons that it names, by the English. */
const PROBLEMS: Readonly<Record<string, string>> = {
  ...DATA_PROBLEMS,
  ...JOURNAL_PROBLEMS,
  ...SCRIPT_PROBLEMS,

  // Probes of mail.
  'a domain is a name such as example.org': '域名是形如 example.org 的名称',
  'a name for EHLO is a host name, or an address in brackets, without blanks and control characters':
    'EHLO 的名称是主机名或方括号中的地址，不含空格和控制字符',
  'a relay test needs the confirmation that the host is your own': '中继测试需要确认主机是您自己的',
  'the DNS server could not tell the exchangers of this domain (silent, or broken DNSSEC)':
    'DNS 服务器无法告知该域的邮件交换主机（没有答复，或 DNSSEC 有误）',
  'the DNS server could not tell the addresses of {exchangers} (silent, or broken DNSSEC)':
    'DNS 服务器无法告知 {exchangers} 的地址（没有答复，或 DNSSEC 有误）',
  'the DNS server could not tell the services of this domain (silent, or broken DNSSEC)':
    'DNS 服务器无法告知该域的服务（没有答复，或 DNSSEC 有误）',
  'the DNS server gave no answer about some services of this domain: {services}':
    'DNS 服务器没有答复该域的部分服务：{services}',
  'an SRV record names a host, not an address': 'SRV 记录里写的是主机名，不是地址',

  // Ports.
  'no port given: a port is a number from 1 to 65535, a range, a service name, a @group or "all"': `没有给出端口：${PORT}`,
  'no service of this name; a port is a number from 1 to 65535, a range, a service name, a @group or "all"': `没有这个名称的服务；${PORT}`,
  'nothing before, after or between commas': '逗号的前面、后面或中间缺少内容',
  'a range is written without blanks': '端口范围中不能有空格',
  'a range is written with a hyphen': '范围用连字符书写',
  'a range runs from the lower to the higher port': '端口范围应从小到大',
  'a transport follows the port': '传输协议写在端口之后',
  'a port is 1-65535': '端口为 1-65535',
  'a port is a number, 1-65535': '端口是 1-65535 的数字',
  'port 0 is reserved and cannot be connected to; a port is 1-65535': '端口 0 是保留端口，无法连接；端口为 1-65535',
  'only TCP is scanned': '只扫描 TCP',
  'this service has no TCP port, and only TCP is scanned': '此服务没有 TCP 端口，而这里只扫描 TCP',
  'no such group of ports; the groups: none are known': '没有这个端口组；目前没有任何端口组',
  'no such group of ports; the groups: {groups}': '没有这个端口组；可用的端口组：{groups}',
  'every port that was to be asked is excluded': '要询问的端口全部被排除了',
  'ports are a text such as "25,80-90"': '端口应为文本，如 "25,80-90"',

  // Targets.
  'no target given: a target is a host name, an address, a network such as 192.0.2.0/24, or a range': `没有给出目标：${TARGET}`,
  'a target does not start with a hyphen; a target is a host name, an address, a network such as 192.0.2.0/24, or a range': `目标不能以连字符开头；${TARGET}`,
  'at least one target is needed': '至少需要一个目标',
  'a target is a text': '目标应为文本',
  'no such file; a list of targets is a file, or - for standard input':
    '没有这个文件；目标清单应为文件，或用 - 表示标准输入',
  'every address that was to be asked is excluded': '要询问的地址全部被排除了',
  'a line of a list has at most {most} characters': '列表中的一行最多 {most} 个字符',
  'line {line}: {fault}': '第 {line} 行：{fault}',
  'target {number}: {fault}': '第 {number} 个目标：{fault}',
  'the targets could not be read to the end ({reason})': '未能读完全部目标（{reason}）',
  'a target is a host': '目标应为主机',
  'a target is a host; an IPv4 address is four octets of 0-255, such as 192.0.2.1': `目标应为主机；${OCTETS}`,
  'a target is a host name, an address, a network or a range, and this names no host':
    '目标可以是主机名、地址、网络或地址范围，而这里没有写明主机',
  'a target has at most {most} addresses (an IPv4 /0, an IPv6 /96)':
    '一个目标最多包含 {most} 个地址（IPv4 的 /0、IPv6 的 /96）',
  'a target has at most {most} characters': '目标最多 {most} 个字符',
  'a target has no blanks': '目标中不能有空格',
  'a target has no control characters': '目标中不能有控制字符',
  'a target has no user': '目标中不能有用户名',
  'targets are separate arguments': '多个目标应写成各自独立的参数',
  'this URL names no host': '这个 URL 没有写明主机',
  'a prefix length follows an address, and a path is allowed in a URL only':
    '前缀长度只能跟在地址之后，路径只能出现在 URL 中',
  'brackets are for IPv6 addresses': '方括号只用于 IPv6 地址',
  'the bracket is not closed': '方括号没有闭合',
  'only a colon and a port may follow the bracket': '方括号之后只能是冒号和端口',
  "a plan's entry is a range of 1 to {most} addresses of its family":
    '计划中的一项应为同一地址族的 1 到 {most} 个连续地址',

  // Host names.
  'a host name has at most {most} characters': '主机名最多 {most} 个字符',
  'a host name has letters, digits, hyphens and dots only': '主机名只能包含字母、数字、连字符和点',
  'a host name has no empty part between its dots': '主机名的点之间不能为空',
  'a part of a host name has at most {most} characters': '主机名中由点分隔的每一段最多 {most} 个字符',
  'no part of a host name starts or ends with a hyphen': '主机名中由点分隔的每一段都不能以连字符开头或结尾',
  'the last part of a host name is not a number': '主机名的最后一段不能是数字',
  'not a valid internationalised host name (IDNA)': '不是有效的国际化主机名（IDNA）',

  // Addresses, networks and ranges.
  'an IPv4 address is four octets of 0-255, such as 192.0.2.1': OCTETS,
  'an octet is 0-255': '地址中的每个数为 0-255',
  'octets have no leading zeros: some programs read them as octal, some as decimal':
    '地址中的数不能有前导零：有的程序按八进制解读，有的按十进制解读',
  'an address has no final dot': '地址末尾不能有点',
  'an address is written in ASCII digits': '地址应使用 ASCII 数字书写',
  'an IPv{family} address is a number of {bits} bits': 'IPv{family} 地址是一个 {bits} 位的数',
  'an IPv{given} address, but only IPv{asked} is to be asked': '这是 IPv{given} 地址，但只要求使用 IPv{asked}',
  'not an IPv6 address, such as 2001:db8::1 or [2001:db8::1]:25':
    '不是 IPv6 地址；正确的写法如 2001:db8::1 或 [2001:db8::1]:25',
  'only an IPv6 address has a zone': '只有 IPv6 地址才有区域标识',
  'a network is an address and a prefix length, such as 192.0.2.0/24': '网络写作地址加前缀长度，如 192.0.2.0/24',
  'a network is written with its prefix length': '网络应写明前缀长度',
  'the prefix length of an IPv{family} network is 0-{bits}': 'IPv{family} 网络的前缀长度为 0-{bits}',
  'a range is 192.0.2.1-20 (last octet) or 192.0.2.1-192.0.3.5':
    '地址范围写作 192.0.2.1-20（只写最后一个数）或 192.0.2.1-192.0.3.5',
  'a range is 192.0.2.1-20 (last octet), 192.0.2.1-192.0.3.5 or 2001:db8::1-2001:db8::5':
    '地址范围写作 192.0.2.1-20（只写最后一个数）、192.0.2.1-192.0.3.5 或 2001:db8::1-2001:db8::5',
  'a range runs from the lower to the higher address': '地址范围应从小到大',
  'a range has addresses of one family, IPv4 or IPv6': '地址范围的两端应属于同一地址族：IPv4 或 IPv6',
  'a range has addresses of one zone': '地址范围的两端应属于同一区域',

  // Options.
  '{option} is one of {choices}': '{option} 只能是 {choices} 之一',
  '{option} can be given only once': '{option} 只能给出一次',
  '{option} is a whole number': '{option} 应为整数',
  '{option} is a number of connects a second, such as 500, 10k/s or 30/m': RATE,
  '{option} is a number of connects a second, such as 500, 10k/s or 30/m, from 1/m to {most}/s': `${RATE}，从 1/m 到 {most}/s`,
  'rate is a number from 1/60 to {most}': 'rate 应为 1/60 到 {most} 的数',
  '{option} is a duration such as 500ms, 2s or 1m': DURATION,
  '{option} is a duration such as 500ms, 2s or 1m, with its unit': `${DURATION}，必须带单位`,
  '{option} is a duration such as 500ms, 2s or 1m, from 1ms to {longest}': `${DURATION}，从 1ms 到 {longest}`,
  '{name} is a whole number from {least} to {most}': '{name} 应为 {least} 到 {most} 的整数',
  '{name} is a whole number {least} or more': '{name} 应为不小于 {least} 的整数',
  '{name} is a positive integer': '{name} 应为正整数',
  'a shard is a number and how many there are, such as 2/5: from 1/1 to {most}/{most}':
    '分片写作编号和总数，如 2/5：从 1/1 到 {most}/{most}',
  'family is 4 or 6': 'family 为 4 或 6',
  'only TCP and UDP sockets are listed': '只列出 TCP 和 UDP 套接字',

  // Names that are resolved.
  'no such host name': '没有这个主机名',
  'no address for this name': '此名称没有地址',
  'no IPv{family} address for this name': '此名称没有 IPv{family} 地址',
  'to be left out, but its addresses are not known: {reason}': '需要排除，但无法得知它的地址：{reason}',
  'stopped before the name was resolved': '名称解析完成之前已中止',
  'the name could not be resolved (unknown reason)': '无法解析此名称（原因不明）',
  'the name could not be resolved ({code})': '无法解析此名称（{code}）',
  'the resolver did not answer within {seconds} s': '解析器在 {seconds} 秒内没有应答',
  'the DNS server did not answer in time': 'DNS 服务器没有及时应答',
  'a DNS server is given by its address: its name would have to be resolved first':
    'DNS 服务器用地址表示：名称本身还需要解析',
  'a DNS server is an address, with a port if it is not 53: 192.0.2.53 or [2001:db8::53]:5353':
    'DNS 服务器应为地址，端口不是 53 时须写明端口：192.0.2.53 或 [2001:db8::53]:5353',
  'the resolver gave no answer; the name may or may not exist': '解析器没有给出结果；此名称可能存在，也可能不存在',
  'the resolver returned {address}, which is no address': '解析器返回了 {address}，这不是地址',

  // Lookups.
  'empty; a query is a port, a range, PORT/tcp, a service name, proto:NUMBER, proto:NAME, or smtp:, pop3:, imap:, sieve: or sasl: and a word': `查询为空；${QUERY}`,
  'nothing after the colon; a query is a port, a range, PORT/tcp, a service name, proto:NUMBER, proto:NAME, or smtp:, pop3:, imap:, sieve: or sasl: and a word': `冒号之后没有内容；${QUERY}`,
  'unknown prefix; only port:, proto:, smtp:, pop3:, imap:, sieve:, sasl: and topic: exist':
    '未知的前缀；只有 port:、proto:、smtp:、pop3:、imap:、sieve:、sasl: 和 topic:',
  'after the slash stands tcp, udp, sctp or dccp': '斜杠之后应为 tcp、udp、sctp 或 dccp',
  'a port is a number from 0 to {last}': '端口是 0 到 {last} 的数字',
  'a port is a whole number from 0 to {last}': '端口是 0 到 {last} 的整数',
  'one port or range a query': '一个查询只能包含一个端口或一个范围',
  'the range has no end': '范围没有终点',
  'the range runs backwards': '范围的起点大于终点',
  'not a hexadecimal number: 0x is followed by 0-9 and a-f': '不是十六进制数：0x 之后只能是 0-9 和 a-f',
  'an IP protocol is a name or a number from 0 to {last}': 'IP 协议可以是名称或 0 到 {last} 的编号',
  'an IP protocol number is 0 to {last}': 'IP 协议号为 0 到 {last}',
  'an IP protocol number is a whole number from 0 to {last}': 'IP 协议号是 0 到 {last} 的整数',

  // Files.
  'cannot be written: {reason}': '无法写入：{reason}',
  'cannot be written: {reason}; everything is in {kept}': '无法写入：{reason}；全部内容保存在 {kept}',
  'permission denied': '权限不足',
  'the file system is read-only': '文件系统是只读的',
  'its folder does not exist': '所在的文件夹不存在',
  'part of its path is not a folder': '路径中的某一部分不是文件夹',
  'it is a folder': '这是一个文件夹',
  'no space left': '磁盘空间不足',
  'its reader has gone': '读取方已经退出',
  'cannot be listed in the bundled data': '无法在随附的数据中列出',
  'cannot be read from the bundled data': '无法从随附的数据中读取',

  // Signatures.
  'a signature file must be an object': '特征文件应为对象',
  'a signature must be an object': '特征应为对象',
  'the signatures must be an array': '特征列表应为数组',
  'the captures must be an object': '捕获组表应为对象',
  'this signature id is there twice': '此特征标识出现了两次',
  'the id must begin with {protocol}/': '标识应以 {protocol}/ 开头',
  'the pattern must begin with ^': '模式应以 ^ 开头',
  'the pattern is not a regular expression': '模式不是正则表达式',
  'the only flag allowed is i': '只允许标志 i',
  'the pattern has no group for {name}': '模式中没有对应 {name} 的捕获组',
  '{name} is not one of {fields}': '{name} 不在 {fields} 之中',
  '{key} must be a string': '{key} 应为字符串',
  'the pattern is not of RE2 syntax, which has no lookaround and no backreference: {reason}':
    '模式不符合 RE2 语法（其中没有环视和反向引用）：{reason}',
  'has more than {most} bytes': '超过 {most} 字节',
  'is not JSON: {reason}': '不是 JSON：{reason}',
  'an address of mail is name@domain, in ASCII without blanks and angle brackets':
    '邮件地址的格式为 name@domain，只用 ASCII，不含空格和尖括号',
  'no such file of signatures': '没有这个特征文件',
  'is a folder, not a file of signatures': '是文件夹，不是特征文件',

  // Authorities to trust.
  'no such file of certificates': '没有这个证书文件',
  'is a folder, not a file of certificates': '是文件夹，不是证书文件',
  'has no certificate in it: neither PEM nor DER': '其中没有证书：既不是 PEM 也不是 DER',
  'certificate number {number} in it cannot be read': '其中第 {number} 个证书无法读取',
};

/** How errors are said in Chinese. */
export const problemsZh: ErrorWords = {
  problem: (text) => (Object.hasOwn(PROBLEMS, text) ? (PROBLEMS[text] as string) : text),
  hint: (suggestion) => `（是否指 ${suggestion}？）`,
  colon: '：',
  or: ' 或 ',
};

/** Every text that is translated here. */
export const translatedProblems: readonly string[] = Object.keys(PROBLEMS);
