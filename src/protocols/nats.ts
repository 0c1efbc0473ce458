import { singleLine } from './framing.js';
import type { Protocol, Recognition } from './types.js';

/** NATS: the server introduces itself with one line of JSON (NATS client protocol, INFO). */
export const nats: Protocol = {
  name: 'nats',
  title: 'NATS client protocol',
  ports: [4222],
  tlsPorts: [],
  tlsName: null,
  serverFirst: true,
  frame: singleLine,
  recognize,
  questions: [],
  openings: [],
  inquiries: [],
  farewell: null,
  converse: null,
};

/** The object is read field by field: cut short or malformed, it still tells what it tells. */
function recognize(greeting: string): Recognition | null {
  const object = /^INFO \{[^\n]{10,8000}/.exec(greeting)?.[0];
  if (object === undefined || !object.includes('"server_id"')) return null;
  const field = (name: string) => new RegExp(`"${name}":\\s?"([^"\\\\]{1,200})"`).exec(object)?.[1];
  const [version, go, cluster, name] = ['version', 'go', 'cluster', 'server_name'].map(field);
  const required = /"auth_required":\s?true/.test(object) ? { access: 'login required' } : {};
  const tls = /"tls_required":\s?true/.test(object) ? { tls: 'required' } : {};
  const kind = go === undefined ? 'other' : 'go';
  return {
    confidence: 0.95,
    text: `INFO version ${version ?? '?'}`,
    hostname: null,
    subject: `server: ${kind} ${version ?? '-'}\n`,
    extra: { ...required, ...tls, ...(cluster ? { cluster } : {}), ...(name ? { serverName: name } : {}) },
  };
}
