/** Queries as people say them, and how they are written for the reference; the first one that fits counts. */
const SAYINGS: readonly (readonly [said: RegExp, meant: (parts: readonly string[]) => string])[] = [
  [
    /^(?:the )?(?:(tcp|udp|sctp|dccp)[ :/]*)?(?:port|端口号?|連接埠|连接埠|埠)[ :]*(\d{1,5})$/i,
    ([transport = '', port]) => portOf(port, transport),
  ],
  [/^(\d{1,5}) ?(?:号|號)?(?:端口|連接埠|连接埠|埠| port)$/i, ([port]) => portOf(port, '')],
  [/^(tcp|udp|sctp|dccp)[ :]+(\d{1,5})$/i, ([transport = '', port]) => portOf(port, transport)],
  [/^(\d{1,5}) ?(tcp|udp|sctp|dccp)$/i, ([port, transport = '']) => portOf(port, transport)],
  [
    /^(?:the )?(?:ip )?(?:proto|protocol|协议号?|協議號?)(?: (?:number|no\.?))?[ :]*(\d{1,3})$/i,
    ([protocol]) => `proto:${protocol}`,
  ],
  [
    /^(?:smtp )?(?:error|reply|status|code|错误代码|错误码?|返回码|应答码|状态码)(?: code)?[ :]*([2-5]\d\d|[245]\.\d{1,3}\.\d{1,3})$/i,
    ([code]) => `smtp:${code}`,
  ],
  [/^(?!tcp|udp|ip)([a-z][a-z\d-]*) ?(?:端口|連接埠)号?$/i, ([name]) => `port:${name}`],
];
/** A dash or wave between two numbers, as word processors and people in East Asia write it. */
const OTHER_RANGE = /^(\d+)\s*[–—~〜]\s*(\d+)$/;

/**
 * A query as the reference writes it: full-width letters and digits as ASCII (Unicode's NFKC), `20~25` as `20-25`, and what
 * people say for it (`port 110`, `protocol 6`, `error 550`, `端口 110`) in its short form. Other text stays as it is.
 */
export function plainQuery(text: string): string {
  const query = text.normalize('NFKC').trim().replace(OTHER_RANGE, '$1-$2');
  for (const [said, meant] of SAYINGS) {
    const parts = said.exec(query);
    if (parts !== null) return meant(parts.slice(1));
  }
  return query;
}

function portOf(port: string | undefined, transport: string): string {
  return transport === '' ? `port:${port}` : `${port}/${transport.toLowerCase()}`;
}
