import { type BsonValues, bsonCommand, bsonString, bsonValues } from './bson.js';
import { asUint32le, lengthFrame, printable, uint32le } from './bytes.js';
import type { Frame, Inquiry, Protocol, Recognition, Request, RequestContext } from './types.js';

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
/** Number of our request, which the answer repeats. */
const REQUEST_ID = 1;
/** Servers from 3.6 on know OP_MSG (MongoDB wire protocol). */
const WIRE_VERSION_OF_OP_MSG = 6;

/** Messages begin with their whole length. */
const message: Frame = lengthFrame(16, (text) => uint32le(text, 0));

/** What drivers ask first, in the only form that every release answers. */
const OPENING: Request = { name: 'hello', bytes: query(bsonCommand('isMaster')), frame: message };

/** May be asked without a login. The reply names release, edition and the system that it was built for. */
const INQUIRIES: readonly Inquiry[] = [
  { name: 'build', bytes: (context) => buildRequest(context, 'new'), frame: message, until: 'version' },
  { name: 'build-old', bytes: (context) => buildRequest(context, 'old'), frame: message, until: 'version' },
];

/** MongoDB and what takes its clients. */
export const mongodb: Protocol = {
  name: 'mongodb',
  title: 'MongoDB wire protocol',
  ports: [27017, 27018, 27019, 10255, 10260],
  tlsPorts: [],
  tlsName: null,
  serverFirst: false,
  frame: message,
  recognize: () => null,
  recognizeReply,
  questions: [],
  openings: [OPENING],
  inquiries: INQUIRIES,
  farewell: null,
  converse: null,
};

function withHead(opcode: number, body: string): string {
  return asUint32le(16 + body.length) + asUint32le(REQUEST_ID) + asUint32le(0) + asUint32le(opcode) + body;
}

function query(command: string): string {
  return withHead(OP_QUERY, `${asUint32le(0)}admin.$cmd\0${asUint32le(0)}${asUint32le(-1)}${command}`);
}

function buildRequest({ said }: RequestContext, form: 'new' | 'old'): string | null {
  const hello = said.map(({ text }) => valuesOf(text)?.get('maxWireVersion')).find((each) => each !== undefined);
  const isNew =
    Number(hello ?? (said[0]?.request === 'mongodb/hello' ? 0 : WIRE_VERSION_OF_OP_MSG)) >= WIRE_VERSION_OF_OP_MSG;
  if (isNew !== (form === 'new')) return null;
  if (!isNew) return query(bsonCommand('buildInfo'));
  return withHead(OP_MSG, `${asUint32le(0)}\0${bsonCommand('buildInfo', bsonString('$db', 'admin'))}`);
}

/** The document of a reply to us; null where it is none. */
function valuesOf(reply: string): BsonValues | null {
  if (uint32le(reply, 8) !== REQUEST_ID || !(uint32le(reply, 0) >= 21)) return null;
  const opcode = uint32le(reply, 12);
  if (opcode !== OP_REPLY && opcode !== OP_MSG) return null;
  const values = bsonValues(reply, opcode === OP_REPLY ? 36 : 21);
  return values.has('ok') || values.has('$err') || values.has('errmsg') ? values : null;
}

/** What a server of MongoDB says to who speaks HTTP: 85 bytes and a head in newer releases, a bare text in old ones. */
const OVER_HTTP = /(?:It looks like you are|You are) trying to access MongoDB (?:over HTTP )?on the native driver port/;

function recognizeReply(reply: string): Recognition | null {
  const values = valuesOf(reply);
  if (values === null) {
    const text = OVER_HTTP.exec(reply.slice(0, 500))?.[0];
    return text === undefined ? null : { confidence: 0.98, text, hostname: null, subject: `http: ${text}\n` };
  }
  const error = values.get('errmsg') ?? values.get('$err');
  const text = printable(values.get('version') ?? error ?? 'hello', 120);
  const known = { subject: subjectOf(values), extra: extraOf(values), ...osOf(values) };
  return { confidence: 0.95, text, hostname: hostOf(values), ...known };
}

/** `build: version=6.0.5 …` with what tells editions and kin apart, or `hello: me=… setName=…`. */
function subjectOf(values: BsonValues): string {
  const told = (keys: readonly string[]) =>
    keys
      .flatMap((key) => (values.has(key) ? [`${key}=${printable(values.get(key)!).replaceAll(' ', '_')}`] : []))
      .join(' ');
  if (values.has('version')) return `build: ${told(BUILD_FACTS)}\n`;
  const error = values.get('errmsg') ?? values.get('$err');
  if (error !== undefined) return `error: ${printable(error, 200)}\n`;
  return `hello: ${told(HELLO_FACTS)}\n`;
}

/** Marks of the kin come first, the version last, so that one pattern reads both. */
const BUILD_FACTS = [
  'ferretdbVersion',
  'ferretdb.version',
  'psmdbVersion',
  'modules.0',
  'version',
  'buildEnvironment.distmod',
  'buildEnvironment.target_os',
];
const HELLO_FACTS = ['internal.documentdb_versions.0', 'setName', 'hosts.0', 'me', 'msg'];

function hostOf(values: BsonValues): string | null {
  const me = values.get('me') ?? (values.has('hosts.1') ? undefined : values.get('hosts.0'));
  return /^([a-z0-9][a-z0-9.-]{0,252}):\d{1,5}$/i.exec(me ?? '')?.[1] ?? null;
}

/** MongoDB's own editions differ in their modules. */
function editionOf(values: BsonValues): string | undefined {
  const isEnterprise = /^(?:enterprise|subscription)$/.test(values.get('modules.0') ?? '');
  return isEnterprise ? 'Enterprise' : undefined;
}

/** The system that the server was built for: a distribution where its own packages are named, else the kind. */
function osOf(values: BsonValues): { os?: string } {
  const build = `${values.get('buildEnvironment.distmod')} ${values.get('buildEnvironment.target_os')}`;
  return OS_NAMES.filter(([pattern]) => pattern.test(build)).map(([, os]) => ({ os }))[0] ?? {};
}

const OS_NAMES: readonly (readonly [RegExp, string])[] = [
  ...([
    [/^debian/, 'Debian'],
    [/^ubuntu/, 'Ubuntu'],
    [/^amazon/, 'Amazon Linux'],
    [/ linux$/, 'Linux'],
  ] as const),
  ...([
    [/windows/, 'Windows'],
    [/ (?:macOS|osx)$/, 'macOS'],
  ] as const),
];

function extraOf(values: BsonValues): Record<string, string> {
  const isRouter = values.get('msg') === 'isdbgrid';
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['replicaSet', values.get('setName')],
    ['edition', editionOf(values)],
    ['role', isRouter ? 'router' : undefined],
    ['maxWireVersion', values.get('maxWireVersion')],
    ['gitVersion', values.get('gitVersion')],
    ['tlsLibrary', values.get('openssl.running')],
  ];
  return Object.fromEntries(facts.filter((pair): pair is readonly [string, string] => Boolean(pair[1])));
}
