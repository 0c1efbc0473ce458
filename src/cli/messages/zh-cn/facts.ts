import type { FactWords } from '../../../report/service-facts.js';

/** Names of facts that protocols tell; others stay as they are. */
const NAMES: Readonly<Record<string, string>> = {
  access: '访问',
  authentication: '认证方式',
  architecture: '架构',
  capabilities: '能力',
  cluster: '集群',
  clusterName: '集群名称',
  dialect: '方言',
  digests: '摘要算法',
  encryption: '加密',
  error: '错误',
  interface: '接口',
  issue: '登录提示',
  location: '跳转到',
  mechanisms: '认证机制',
  methods: '方法',
  mode: '模式',
  model: '型号',
  modules: '模块',
  nodeName: '节点名称',
  nodes: '节点',
  platform: '平台',
  poweredBy: '运行环境',
  programs: '程序',
  protocol: '协议',
  protocolVersion: '协议版本',
  protocolVersions: '协议版本',
  realm: '认证域',
  reason: '原因',
  refusal: '拒绝原因',
  release: '发行版本',
  responseCode: '应答码',
  security: '安全方式',
  server: '服务器',
  serverName: '服务器名称',
  signing: '签名',
  status: '状态码',
  system: '系统',
  title: '标题',
  tls: 'TLS',
  userAgent: '用户代理',
  vendor: '厂商',
  versionText: '版本文本',
  via: '经由',
};

/** Values that protocols choose from a few fixed words. */
const VALUES: Readonly<Record<string, string>> = {
  'authentication required': '需要认证',
  'host not allowed': '不允许此主机',
  none: '无',
  open: '开放',
  'password required': '需要密码',
  'protected mode': '保护模式',
  'not offered': '未提供',
  refused: '拒绝',
};

const named = (name: string) => (Object.hasOwn(NAMES, name) ? (NAMES[name] as string) : name);
const valued = (value: string) => (Object.hasOwn(VALUES, value) ? (VALUES[value] as string) : value);

/** Facts about services in Chinese. */
export const factsZh: FactWords = {
  fact(name, value) {
    if (name === 'title') return `"${value}"`;
    if (['server', 'userAgent', 'realm', 'versionText', 'model'].includes(name)) return value;
    return name === 'access' ? valued(value) : `${named(name)} ${valued(value)}`;
  },
  factName: named,
  factValue: valued,
  tlsFor: (version, name) => `${version}，证书属于 ${name}`,
  closesAtOnce: '随即关闭连接',
};
