import type { LookupTexts } from '../en/lookup.js';

/** Texts of the lookup command in Chinese. */
export const lookupZh: LookupTexts = {
  queryDescribe: '端口、端口范围、服务名，或 proto:编号',
  noQuery: '需要写明要查询的内容，例如：portolan lookup 25',
  jsonDescribe: '输出 JSON',
  quietDescribe: '不提示没有找到的内容',
  examples: [
    ['$0 lookup 25', '端口 25 和 IP 协议 25 是什么'],
    ['$0 lookup smtp 853/udp', '一次查询多项'],
    ['$0 lookup 20-25', '一段端口范围'],
    ['$0 lookup proto:47', '一个 IP 协议'],
    ['$0 lookup "post office"', '描述中的词语'],
  ],
  notFound: (query, near) => {
    const hint = near.length > 0 ? `（您是指 ${near.join('、')} 吗？）` : '';
    return `"${query}"：没有这样的端口、服务或协议${hint}`;
  },
  table: {
    port: (port) => `端口 ${port}`,
    ports: (query) => `${query} 的端口`,
    protocol: (number) => `IP 协议 ${number}（不是端口）`,
    difference: '协议号说明 IP 数据包承载的是什么；端口号说明 TCP 或 UDP 数据包交给主机上的哪个程序。',
    aliases: (names) => `又称 ${names}`,
    registeredAs: (range) => `登记范围为 ${range}`,
    ipv6ExtensionHeader: 'IPv6 扩展头部',
    deprecated: '已弃用',
    status: {
      assigned: '已分配，无名称',
      reserved: '保留',
      unassigned: '未分配',
      dynamic: '动态端口，从不分配',
      experimental: '供实验使用',
    },
  },
};
