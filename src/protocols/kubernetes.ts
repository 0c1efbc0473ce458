import { CARRIED_BY_HTTP, known, textOf, versionAt } from './http-carried.js';
import { type HttpResponse, jsonObject } from './http-message.js';
import { recognizeCarried } from './http-reply.js';
import type { Protocol } from './types.js';

/** What `kubectl version` asks, of anybody by default (system:public-info-viewer). */
const VERSION = versionAt('/version');

/** The API of Kubernetes. */
export const kubernetes: Protocol = {
  ...CARRIED_BY_HTTP,
  name: 'kubernetes',
  title: 'Kubernetes API',
  ports: [],
  tlsPorts: [6443, 16443],
  recognizeReply: (reply) => recognizeCarried(reply, toldBy),
  inquiries: [VERSION],
};

function toldBy({ fields, body }: HttpResponse) {
  const answer = jsonObject(body) ?? {};
  if ('gitVersion' in answer) {
    const [version, platform] = [textOf(answer['gitVersion']), textOf(answer['platform'])];
    const extra = known({ platform, goVersion: textOf(answer['goVersion']) });
    return { extra, lines: [`version: ${version} ${platform}`] };
  }
  // How every refusal looks (Kubernetes API conventions, "Response Status Kind").
  const isStatus = answer['kind'] === 'Status' && answer['apiVersion'] === 'v1' && 'code' in answer;
  if (!isStatus && !fields.has('x-kubernetes-pf-flowschema-uid')) return null;
  return { extra: known({ reason: textOf(answer['reason']) }), lines: [`refused: ${textOf(answer['message'])}`] };
}
