import { httpResponse } from './http-message.js';
import { untilBuildMetric } from './http-metrics.js';
import { getRequest } from './http-reply.js';
import type { Frame, Inquiry } from './types.js';

/** Where an application tells its version to anybody, and how its pages are known. */
interface VersionPage {
  readonly name: string;
  readonly path: string;
  /** Words of which one is in its answers, fields included; lower case. */
  readonly words: readonly string[];
  readonly until: 'product' | 'version';
  /** Default a whole response. */
  readonly frame?: Frame;
}

/** Public pages of widespread applications, from their documentation. None of them wants a password. */
const VERSION_PAGES: readonly VersionPage[] = [
  // Go's answer where nothing is at `/`: etcd and many servers of an API have this page.
  { name: 'version', path: '/version', words: ['404 page not found'], until: 'product' },
  { name: 'grafana', path: '/api/health', words: ['<title>grafana</title>', 'grafana_session'], until: 'version' },
  { name: 'gitea', path: '/api/v1/version', words: ['i_like_gitea=', 'i_like_forgejo='], until: 'version' },
  { name: 'sonarqube', path: '/api/server/version', words: ['<title>sonarqube</title>'], until: 'version' },
  { name: 'jellyfin', path: '/System/Info/Public', words: ['<title>jellyfin</title>'], until: 'version' },
  { name: 'plex', path: '/identity', words: ['x-plex-protocol: '], until: 'version' },
  { name: 'vault', path: '/v1/sys/health', words: ['<title>vault</title>'], until: 'version' },
  { name: 'nextcloud', path: '/status.php', words: ['nextcloud', 'nc_samesitecookie'], until: 'version' },
  { name: 'kibana', path: '/api/status', words: ['kbn-name: '], until: 'version' },
  {
    name: 'prometheus',
    path: '/api/v1/status/buildinfo',
    words: ['<a href="/graph">found</a>', '<a href="/classic/graph">found</a>', '<a href="/query">found</a>'],
    until: 'version',
  },
  // Tomcat sends no words behind the status, and its version on the page of an error: browsers ask every server for this.
  {
    name: 'favicon',
    path: '/favicon.ico',
    words: ['http/1.1 200 \r\n', 'http/1.1 302 \r\n'],
    until: 'version',
  },
  // The server of aria2 has nothing but its interface.
  {
    name: 'jsonrpc',
    path: '/jsonrpc',
    words: ['\r\ncontent-length: 0\r\nexpires: '],
    until: 'product',
  },
  { name: 'alertmanager', path: '/api/v2/status', words: ['<title>alertmanager</title>'], until: 'version' },
  // One collector is enough, where every processor of a large machine has its lines.
  {
    name: 'node-exporter',
    path: '/metrics?collect[]=time',
    words: ['<title>node exporter</title>'],
    until: 'version',
    frame: untilBuildMetric,
  },
  {
    name: 'metrics',
    path: '/metrics',
    words: ['href="/metrics"', "href='/metrics'", 'href="metrics"', '<title>prometheus pushgateway</title>'],
    until: 'version',
    frame: untilBuildMetric,
  },
];

/** They are asked only where the page is the application's. */
export const APPLICATION_INQUIRIES: readonly Inquiry[] = VERSION_PAGES.map(({ name, path, words, until, frame }) => ({
  name,
  bytes: (context) => {
    const said = context.said.map(({ text }) => text.toLowerCase());
    return said.some((text) => words.some((word) => text.includes(word))) ? getRequest(path, context) : null;
  },
  frame: frame ?? httpResponse,
  until,
}));
