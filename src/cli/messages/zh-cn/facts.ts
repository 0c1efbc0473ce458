import type { FactWords } from '../../../report/service-facts.js';

/** Names of facts that protocols tell; others stay as they are. */
const NAMES: Readonly<Record<string, string>> = {
  access: '访问',
  authentication: '认证方式',
  capabilities: '能力',
  dialect: '方言',
  error: '错误',
  location: '跳转到',
  mode: '模式',
  model: '型号',
  modules: '模块',
  poweredBy: '运行平台',
  protocol: '协议',
  protocolVersion: '协议版本',
  protocolVersions: '协议版本',
  reason: '原因',
  release: '发行版本',
  responseCode: '应答码',
  security: '安全方式',
  server: '服务器',
  signing: '签名',
  status: '状态码',
  title: '标题',
  tls: 'TLS',
};

/** Values that protocols choose from a few fixed words. */
const VALUES: Readonly<Record<string, string>> = {
  'authentication required': '需要认证',
  open: '开放',
  'password required': '需要密码',
  'protected mode': '保护模式',
  refused: '拒绝',
};

const named = (name: string) => (Object.hasOwn(NAMES, name) ? (NAMES[name] as string) : name);
const valued = (value: string) => (Object.hasOwn(VALUES, value) ? (VALUES[value] as string) : value);

/** Facts about services in Chinese. */
export const factsZh: FactWords = {
  fact(name, value) {
    if (name === 'title') return `"${value}"`;
    if (name === 'server' || name === 'model') return value;
    return name === 'access' ? valued(value) : `${named(name)} ${valued(value)}`;
  },
  factName: named,
  factValue: valued,
  certificateFor: (name) => `证书属于 ${name}`,
  closesAtOnce: '随即关闭连接',
};
