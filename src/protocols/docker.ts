import { CARRIED_BY_HTTP, known, objectOf, textOf, versionAt } from './http-carried.js';
import { type HttpResponse, jsonObject } from './http-message.js';
import { recognizeCarried } from './http-reply.js';
import type { Protocol } from './types.js';

/** What `docker version` asks; Docker's API reference, GET /version. */
const VERSION = versionAt('/version');

/** The API of Docker Engine, which Podman speaks too. */
export const docker: Protocol = {
  ...CARRIED_BY_HTTP,
  name: 'docker',
  title: 'Docker Engine API',
  ports: [2375],
  tlsPorts: [2376],
  tlsName: 'docker-s',
  recognizeReply: (reply) => recognizeCarried(reply, toldBy),
  inquiries: [VERSION],
};

function toldBy({ fields, body }: HttpResponse) {
  const answer = jsonObject(body) ?? {};
  const isVersion = 'ApiVersion' in answer && 'Version' in answer;
  const isEngine =
    /^(?:Docker|Libpod)\//.test(fields.get('server') ?? '') ||
    (fields.has('api-version') && (fields.has('ostype') || fields.has('docker-experimental')));
  if (!isVersion && !isEngine) return null;
  const apiVersion = textOf(answer['ApiVersion']) || (fields.get('api-version') ?? '');
  const extra = known({
    apiVersion,
    kernelVersion: textOf(answer['KernelVersion']),
    architecture: textOf(answer['Arch']),
  });
  return { extra, lines: isVersion ? [engineLine(answer)] : [] };
}

/** Such as `engine: Engine 24.0.7 linux, Docker Engine - Community`. */
function engineLine(answer: Readonly<Record<string, unknown>>): string {
  const components: unknown = answer['Components'];
  const engine = Array.isArray(components) ? textOf(objectOf(components[0])['Name']) : '';
  const platform = textOf(objectOf(answer['Platform'])['Name']);
  return `engine: ${engine || 'Engine'} ${textOf(answer['Version'])} ${textOf(answer['Os']) || '?'}, ${platform}`;
}
