/** The Chinese of what is wrong with the script of a server for tests. */
export const SCRIPT_PROBLEMS: Readonly<Record<string, string>> = {
  'a script has at most {most} bytes': '脚本最多 {most} 字节',
  'line {line}: the indentation is that of no block around it': '第 {line} 行：缩进与外层的任何块都不一致',
  'line {line}: at most {most} blocks within one another': '第 {line} 行：块最多嵌套 {most} 层',
  'line {line}: the text stands in double quotes': '第 {line} 行：文本应写在双引号中',
  'line {line}: no such escape; there are {escapes}': '第 {line} 行：没有这种转义；可用的有 {escapes}',
  'line {line}: no such placeholder; there are {names}': '第 {line} 行：没有这个占位符；可用的有 {names}',
  'line {line}: {tag} stands at the beginning of a pattern': '第 {line} 行：{tag} 只能写在模式的开头',
  'line {line}: a pattern has *, ?, and {tag} at its beginning, and no other placeholder':
    '第 {line} 行：模式中可用 *、? 和开头的 {tag}，没有其他占位符',
  'line {line}: a duration is a number with its unit, such as 250ms, 2s or 1m':
    '第 {line} 行：时间为带单位的数字，如 250ms、2s 或 1m',
  'line {line}: a wait lasts at most {most} ms': '第 {line} 行：等待最长 {most} 毫秒',
  'line {line}: a size is a whole number of bytes, or of kb, mb or gb, such as 10mb':
    '第 {line} 行：大小为整数字节，或带 kb、mb、gb 单位，如 10mb',
  'line {line}: at most {most} bytes': '第 {line} 行：最多 {most} 字节',
  'line {line}: a whole number from 1 to {most} is needed': '第 {line} 行：需要 1 到 {most} 的整数',
  'line {line}: one of these is needed: {known}': '第 {line} 行：应为以下之一：{known}',
  'line {line}: nothing follows this word': '第 {line} 行：这个词后面不能有内容',
  'line {line}: the steps that belong to it follow, indented': '第 {line} 行：其步骤应在下面缩进书写',
  'line {line}: nothing is indented below such a step': '第 {line} 行：这种步骤下面不能有缩进的内容',
  'line {line}: the pattern before it has {stars} *, to which {1} and so on belong':
    '第 {line} 行：之前的模式有 {stars} 个 *，{1} 等与之对应',
  'line {line}: inject stands between the S: of the go-ahead and starttls':
    '第 {line} 行：inject 应写在准许 TLS 的 S: 与 starttls 之间',
  'line {line}: a state is a word of small letters, digits and hyphens, other than clear and tls':
    '第 {line} 行：状态名由小写字母、数字和连字符组成，且不能是 clear 或 tls',
  'line {line}: such a block stands at the outermost level, or in that of a connection':
    '第 {line} 行：这种块应写在最外层，或连接块的第一层',
  'line {line}: no such step; S: is what the server says, C: what the client must say':
    '第 {line} 行：没有这种步骤；S: 为服务器所说，C: 为客户端应说',
  'line {line}: no step sets the state {state}': '第 {line} 行：没有步骤设置状态 {state}',
  'line {line}: line {other} before it takes every line': '第 {line} 行：之前的第 {other} 行已接受所有行',
  'line {line}: nothing is done behind {word}': '第 {line} 行：{word} 之后不会再执行任何步骤',
  'line {line}: min is above max': '第 {line} 行：min 高于 max',
  'line {line}: behind starttls stand certificate=NAME, min=VERSION, max=VERSION, ciphers=LIST':
    '第 {line} 行：starttls 之后可写 certificate=名称、min=版本、max=版本、ciphers=列表',
  'line {line}: it is written when C: PATTERN, or when in tls C: PATTERN, in clear, in a state':
    '第 {line} 行：写作 when C: 模式，或 when in tls C: 模式（in clear、in 状态名亦可）',
  'line {line}: it is written connection 2, connection 2-4, connection 3- or busy 10':
    '第 {line} 行：写作 connection 2、connection 2-4、connection 3- 或 busy 10',
  'line {line}: a range runs from the lower to the higher number': '第 {line} 行：范围应从小到大',
  'the script begins TLS, for which the option "tls" has the key and certificate':
    '脚本要开始 TLS，为此选项 "tls" 应给出密钥和证书',
  'the option "certificates" has none of this name': '选项 "certificates" 中没有这个名称',
  'TLS cannot begin with these options: {reason}': '无法以这些选项开始 TLS：{reason}',
  'a scripted server listens at an address of loopback, such as 127.0.0.1 or ::1, unless "exposed" is true':
    '脚本服务器只监听回环地址，如 127.0.0.1 或 ::1，除非 "exposed" 为 true',
};
