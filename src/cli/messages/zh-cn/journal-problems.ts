const OTHER = '这是另一次扫描的日志：';

/** The Chinese of what is wrong with the journal of a scan, by the English. */
export const JOURNAL_PROBLEMS: Readonly<Record<string, string>> = {
  // The file.
  'no such file; resume goes on from a journal, and journal begins one':
    '没有这个文件；resume 从已有的日志继续，journal 开始新的日志',
  'cannot be read: {reason}': '无法读取：{reason}',
  'is no file of its own; a journal is one': '不是普通文件；日志应为普通文件',
  'is no journal': '不是日志',
  'is no journal, or its first line is damaged': '不是日志，或者第一行已损坏',
  'is a journal already; resume goes on from it': '已经是一份日志；用 resume 可以从它继续',
  'holds something else; a journal is begun in a new file': '其中有别的内容；日志应写入新文件',
  'line {line} is damaged': '第 {line} 行已损坏',
  'is a journal of another version of portolan (format {version})':
    '这是另一个版本的 portolan 的日志（格式 {version}）',
  'another scan is writing to it (process {holder})': '另一次扫描正在写入（进程 {holder}）',
  'another scan seems to be writing to it; if none is, remove {lock}':
    '似乎有另一次扫描正在写入；如果没有，请删除 {lock}',

  '{name} is the path of a file': '{name} 应为文件路径',

  // Its plan.
  'is the journal of another scan': '这是另一次扫描的日志',
  'is the journal of another scan: its target {target} is none of this one': `${OTHER}它的目标 {target} 不在这次扫描之中`,
  'is the journal of another scan: it does not have the target {target}': `${OTHER}它没有目标 {target}`,
  'is the journal of another scan: only one of the two reads its targets as they come': `${OTHER}两者之中只有一个是边读取目标边扫描的`,
  'is the journal of another scan: it has {before} targets, this one {now}': `${OTHER}它有 {before} 个目标，这次有 {now} 个`,
  'is the journal of another scan: its ports are {before}, not {now}': `${OTHER}它的端口是 {before}，不是 {now}`,
  'is the journal of another scan: it leaves out the ports {before}, this one {now}': `${OTHER}它排除的端口是 {before}，这次是 {now}`,
  'is the journal of another scan: it asks {before}, this one {now}': `${OTHER}它询问 {before}，这次询问 {now}`,
  'is the journal of another scan: only one of the two leaves out {target}': `${OTHER}两者之中只有一个排除了 {target}`,
};
