import { CARRIED_BY_HTTP, known, objectOf, textOf } from './http-carried.js';
import { type HttpResponse, jsonObject } from './http-message.js';
import { recognizeCarried } from './http-reply.js';
import type { Protocol } from './types.js';

/** The REST API of Elasticsearch and OpenSearch. */
export const elasticsearch: Protocol = {
  ...CARRIED_BY_HTTP,
  name: 'elasticsearch',
  title: 'Elasticsearch REST API',
  ports: [9200],
  tlsPorts: [],
  recognizeReply: (reply) => recognizeCarried(reply, toldBy),
  // The root itself tells name, cluster and version.
  inquiries: [],
};

/** How refusals of a search server begin. */
const REFUSAL = /^\{\s{0,4}"error"\s?:\s?\{\s{0,8}"root_cause"\s?:\s?\[\s{0,8}\{\s{0,8}"type"\s?:\s?"(\w{1,60})"/;
/** Realms of the security modules: X-Pack, OpenSearch, Open Distro, Search Guard. */
const REALM = /\brealm="(?:security|OpenSearch Security|Open Distro Security|Search Guard)"/;

function toldBy({ fields, body }: HttpResponse) {
  const answer = jsonObject(body) ?? {};
  const version = objectOf(answer['version']);
  if ('tagline' in answer && 'number' in version) {
    const extra = known({
      clusterName: textOf(answer['cluster_name']),
      nodeName: textOf(answer['name']),
      luceneVersion: textOf(version['lucene_version']),
    });
    return { extra, lines: [rootLine(version, textOf(answer['tagline']))] };
  }
  const refusal = REFUSAL.exec(body)?.[1];
  const challenge = fields.get('www-authenticate') ?? '';
  const realm = REALM.exec(challenge)?.[0] ?? '';
  const product = fields.get('x-elastic-product') ?? '';
  const isOther = realm === 'realm="security"' && refusal === undefined;
  if (product === '' && refusal === undefined && (realm === '' || isOther)) return null;
  return { extra: known({ refusal: refusal ?? '' }), lines: [`refused: ${refusal ?? '-'} ${realm} ${product}`] };
}

/** Such as `root: 2.11.0 opensearch tar, The OpenSearch Project: https://opensearch.org/`. */
function rootLine(version: Readonly<Record<string, unknown>>, tagline: string): string {
  const kind = textOf(version['distribution']) || textOf(version['build_flavor']) || '-';
  return `root: ${textOf(version['number'])} ${kind} ${textOf(version['build_type']) || '-'}, ${tagline}`;
}
