const BROKEN = '文件被截断或已损坏';

/** The Chinese of what is wrong with a file or a URL that should hold one of IANA's registries, by the English. */
export const DATA_PROBLEMS: Readonly<Record<string, string>> = {
  // Reading and writing.
  'no such file': '没有这个文件',
  'cannot be read ({code})': '无法读取（{code}）',
  'cannot be removed: {reason}': '无法删除：{reason}',
  'a second file of the same registry': '同一注册表的第二个文件',
  'more than {most} bytes, which the registry never has': '超过 {most} 字节，注册表不可能这么大',

  // Downloads.
  'not a URL that can be read: http://… or https://…, without a password':
    '不是可以读取的 URL：应为 http://… 或 https://…，并且不带密码',
  'no connection ({code})': '无法连接（{code}）',
  'not read within {seconds} s': '未能在 {seconds} 秒内读取完毕',
  'stopped before it was read': '读取完成之前已中止',
  'the connection broke off after {bytes} bytes': '连接在收到 {bytes} 字节后中断',
  'the server answers with status {status}': '服务器应答的状态码为 {status}',
  'the server leads from https to {url}, which anybody on the way could change':
    '服务器从 https 重定向到 {url}，途中任何人都可以篡改其内容',
  'the server leads from one place to another more than {times} times': '服务器重定向超过 {times} 次',

  // The file as a whole.
  'is empty': '文件是空的',
  'is not text in UTF-8': '不是 UTF-8 文本',
  'is not plain text: it holds control characters': '不是纯文本：其中有控制字符',
  'ends inside a quoted field: it is cut off or damaged': `在带引号的字段中结束：${BROKEN}`,
  'line {line} is no whole record: the file is cut off or damaged': `第 {line} 行不是完整的记录：${BROKEN}`,
  'line {line} is not well-formed XML: the file is cut off or damaged': `第 {line} 行不是格式正确的 XML：${BROKEN}`,
  "has neither the columns of IANA's ports nor those of its protocol numbers":
    '其中的列既不是 IANA 端口注册表的，也不是其协议号注册表的',
  "is XML, but neither IANA's registry of ports nor that of its protocol numbers":
    '是 XML，但既不是 IANA 的端口注册表，也不是其协议号注册表',

  // Its records.
  'line {line}: {name} is no service name': '第 {line} 行：{name} 不是服务名',
  'line {line}: {ports} is no port number': '第 {line} 行：{ports} 不是端口号',
  'line {line}: {transport} is no transport protocol with ports': '第 {line} 行：{transport} 不是有端口的传输协议',
  'line {line}: {number} is no protocol number': '第 {line} 行：{number} 不是协议号',
  'has {total} records, where the registry of ports has more than {fewest}: it is cut off':
    '有 {total} 条记录，而端口注册表的记录超过 {fewest} 条：文件被截断',
  'has {total} records, where what is in use has {inUse}: it is cut off':
    '有 {total} 条记录，而正在使用的数据有 {inUse} 条：文件被截断',
  'has more than {most} records, which the registry never has': '记录超过 {most} 条，注册表不可能有这么多',
  'has a record of more than {most} elements: it is damaged': '有一条记录的元素超过 {most} 个：文件已损坏',
  '{name} has {width} ports, where no name of the registry has more than {widest}: it cannot be right':
    '{name} 有 {width} 个端口，而注册表中没有一个名称的端口超过 {widest} 个：内容不可能正确',
  'has rows that overlap in bulk: it cannot be right': '大量行相互重叠：内容不可能正确',
  'ends with {last}, where names without a port come last, up to z: it is cut off':
    '以 {last} 结尾，而注册表应以无端口的名称结尾，直到 z：文件被截断',
  'says nothing of port {port}: a part of it is missing': '没有提到端口 {port}：缺少一部分内容',
  'lacks {name} at port {port}/{transport}: it cannot be right':
    '端口 {port}/{transport} 处没有 {name}：内容不可能正确',
  'says nothing of protocol number {number}: a part of it is missing': '没有提到协议号 {number}：缺少一部分内容',
  'has protocol number {number} more than once: it is damaged': '协议号 {number} 出现不止一次：文件已损坏',
  'lacks {keyword} as protocol number {number}: it cannot be right': '协议号 {number} 不是 {keyword}：内容不可能正确',
  'names {named} ports, where the registry names more than {fewest}: it is damaged':
    '只有 {named} 个端口有名称，而注册表中超过 {fewest} 个：文件已损坏',
};
