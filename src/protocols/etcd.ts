import { CARRIED_BY_HTTP, known, textOf, versionAt } from './http-carried.js';
import { type HttpResponse, jsonObject } from './http-message.js';
import { recognizeCarried } from './http-reply.js';
import type { Protocol } from './types.js';

/** Known to anybody, on client and peer ports alike. */
const VERSION = versionAt('/version');

/** The part of etcd that speaks HTTP/1; its keys are behind gRPC on the same port. IANA knows 2379 as etcd-client. */
export const etcd: Protocol = {
  ...CARRIED_BY_HTTP,
  name: 'etcd-client',
  title: 'etcd client API',
  ports: [2379, 2380, 4001],
  tlsPorts: [],
  recognizeReply: (reply) => recognizeCarried(reply, toldBy),
  inquiries: [VERSION],
};

function toldBy({ status, fields, body }: HttpResponse) {
  const answer = jsonObject(body) ?? {};
  const version = textOf(answer['etcdserver']) || textOf(answer['releaseVersion']);
  if (version !== '') {
    const extra = known({ clusterVersion: textOf(answer['etcdcluster']), storageVersion: textOf(answer['storage']) });
    return { extra, lines: [`version: etcd ${version}`] };
  }
  if (/^etcd \d/.test(body)) return { lines: [`version: ${textOf(body)}`] };
  // Nothing is at `/`, and etcd says so in Go's words, with what it lets pages of other origins do (etcd's --cors).
  const isLikeEtcd =
    status === 404 &&
    body === '404 page not found\n' &&
    fields.get('access-control-allow-headers') === 'accept, content-type, authorization' &&
    fields.get('access-control-allow-methods') === 'POST, GET, OPTIONS, PUT, DELETE';
  return isLikeEtcd ? {} : null;
}
