import { formatNumber } from '../../../report/scan-table.js';
import type { LocalTexts } from '../en/local.js';

/** Texts of the local command in Chinese. */
export const localZh: LocalTexts = {
  ports: '只列出这些端口：25,8000-8100,smtp,@mail,53/udp。默认：全部',
  transport: '只列出该传输协议的套接字',
  examples: [
    ['$0 local', '本机在监听什么，谁能访问'],
    ['$0 local 25 smtp', '这些端口是否有程序在监听'],
    ['$0 local --transport udp --json', '已绑定的 UDP 套接字，供程序使用'],
  ],
  nothing: '本机没有监听任何端口。',
  unmatched: (ports) => `${ports}：没有程序在监听`,
  nothingOf: (transport) => `${transport}：没有程序在监听`,
  untold: (transports) =>
    `结果不完整：系统不提供 ${transports.map((name) => name.toUpperCase()).join(' 和 ')} 套接字的信息。`,
  withoutProcess: (count) =>
    `有 ${formatNumber(count)} 个套接字不知道属于哪个进程：以 root 身份运行可看到其他用户的进程名。`,
  words: {
    port: '端口',
    address: '地址',
    reachableBy: '可访问者',
    process: '进程',
    service: '服务',
    exposures: { all: '所有人', address: '所在网络', loopback: '仅本机' },
    comma: '、',
    more: (shown, others) => `${shown} 等，另有 ${formatNumber(others)} 个`,
    registeredFor: (description, names) => `${description}（登记给 ${names}）`,
    risk: (text) => `风险：${text}`,
    summary({ all, address, loopback }) {
      const parts = [
        all > 0 ? `${formatNumber(all)} 个可被所有人访问` : '',
        address > 0 ? `${formatNumber(address)} 个可被单个地址所在网络访问` : '',
        loopback > 0 ? `${formatNumber(loopback)} 个仅本机可访问` : '',
      ];
      return `正在监听：${parts.filter((part) => part !== '').join('，')}。未考虑防火墙。`;
    },
  },
};
