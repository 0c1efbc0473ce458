import { DISCOVERY_PORTS, PACES } from '../../../defaults.js';
import { formatNumber } from '../../../report/scan-table.js';
import type { ScanOptionTexts } from '../en/scan-options.js';

const { polite, normal, fast } = PACES;

/** The help of the scan command in Chinese. */
export const scanOptionsZh: ScanOptionTexts = {
  groups: {
    reach: '目标和端口：',
    speed: '速度（默认以网络实际能承受的为准）：',
    exactness: '精确度和顺序：',
    names: '服务名称：',
    output: '输出：',
  },
  targets: '主机名、地址、网络（192.0.2.0/28）、地址范围（192.0.2.1-9）、主机:端口、URL',
  targetsFile: '从文件读取更多目标，边读边扫描；- 表示标准输入（也可写作 -iL）',
  ports: '端口：25,8000-8100,0x1f90,smtp,@mail,all。默认：@common',
  exclude: '排除这些目标，即使它们在某个网络之中；主机:端口只排除该端口',
  excludePorts: '在所有主机上排除这些端口',
  noDiscovery: '扫描每个地址的每个端口，即使没有主机应答',
  discoveryPorts: `用来判断网络中各地址是否有主机的端口。默认：${DISCOVERY_PORTS.join(',')}`,
  shard: '只扫描其中一份，例如 2/5：五份合起来就是全部',
  polite: `每秒最多 ${polite.rate} 次连接，同一主机同时最多 ${polite.maxPerHost} 个，总共最多 ${polite.concurrency} 个`,
  fast: `从同时 ${formatNumber(fast.firstWindow)} 个连接（而不是 ${normal.firstWindow} 个）开始，最多 ${formatNumber(fast.concurrency)} 个：用于自己的网络`,
  rate: '每秒连接数上限，例如 500、10k/s 或 30/m',
  concurrency: '同时进行的连接数上限',
  maxPerHost: '对同一主机同时进行的连接数上限',
  budget: '在此时间内结束，例如 20s 或 5m，最可能开放的端口优先',
  threads: '进行连接的线程数，1 到 8',
  retries: '对无应答的端口重试的次数，0 到 20',
  verify: '凡是决定结果的都再问一次',
  patient: '如果主机限制拒绝应答的频率，就等到每一个拒绝应答',
  order: '先问可能开放的端口、其余随机，或全部从小到大',
  seed: '重复另一次扫描的随机顺序',
  identify:
    '识别服务：只按端口号（off）、只监听（listen）、也发送客户端日常所说的话（light，默认），或再加上少见、可能被记入日志的询问（full）',
  plan: '不发送任何内容：只显示将要扫描什么、受什么限制、需要多长时间',
  noResolve: '与 --plan 一起使用：不解析主机名，每个名称算作一个地址',
  open: '只列出开放的端口（等同于 --show open）',
  show: '列出开放的端口和少量其他端口、所有扫描过的端口，或只列出开放的端口',
  ndjson: '每行输出一条 JSON 记录，得到结果后立即输出',
  output: '把结果写入文件',
  journal: '把每个结果立即写入文件，以便中断的扫描可以继续',
  resume: '从这份日志继续；可以多次给出，也可以是各分片的日志',
  byRoundTrips: '根据往返时间',
  byLoss: '根据丢包率',
  bySize: '根据扫描的规模',
  noLimit: '无',
  random: '随机',
  examples: [
    ['$0 scan localhost', '本机的常用端口'],
    ['$0 scan mail.example.org -p @mail', '一台主机的邮件端口'],
    ['$0 scan 192.0.2.0/24 --exclude 192.0.2.1 --plan', '扫描一个网络时将要询问什么'],
    ['$0 scan -i hosts.txt -p 22,80,443 --json', '一份主机清单的三个端口，供程序使用'],
    ['$0 scan 192.0.2.7 -p all --budget 20s', '20 秒内所能得知的结果'],
  ],
};
