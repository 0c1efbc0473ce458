import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';

export type Json = null | boolean | number | string | Json[] | JsonObject;
export type JsonObject = { [name: string]: Json };

const folder = new URL('../../schema/', import.meta.url);
export const files = readdirSync(folder).filter((name) => name.endsWith('.schema.json'));
export const ajv = new Ajv2020({
  strict: true,
  strictTypes: false,
  allErrors: true,
  formats: { 'date-time': isMoment },
});
for (const name of files) ajv.addSchema(readSchema(name));

/** Members that an output may leave out. */
const OPTIONAL =
  /^(bannerBase64|unrecognized|report|base64|truncated|lastPort|registeredAs|open|closed|filtered|unreachable|unknown|remarks|chain|details)$/;

/** Objects whose members are what a server said: any may be missing. */
const OPEN: readonly string[] = ['extra', 'limits', 'identity'];

/** The document is valid; with a member too many, too few or of another kind anywhere, it is not. */
export function assertDescribed(schema: string, document: Json): void {
  const validate = ajv.getSchema(schema);
  assert.ok(validate, `no ${schema}`);
  assert.equal(validate(document), true, `${schema}: ${ajv.errorsText(validate.errors)}`);
  for (const [what, spoilt] of spoiltCopies(document)) {
    assert.equal(validate(spoilt), false, `${schema} takes a document with ${what}`);
  }
}

function* spoiltCopies(document: Json): Generator<[what: string, copy: Json]> {
  for (const path of objectPaths(document)) {
    const place = path.join('.') || 'the top';
    const copyWith = (change: (object: JsonObject) => void): Json => {
      const copy = structuredClone(document);
      change(objectAt(copy, path));
      return copy;
    };
    yield [`a member too many in ${place}`, copyWith((object) => Object.assign(object, { extra: 1 }))];
    for (const name of Object.keys(objectAt(document, path))) {
      const other = copyWith((object) => Object.assign(object, { [name]: { other: true } }));
      yield [`another kind of ${name} in ${place}`, other];
      if (!OPTIONAL.test(name) && !OPEN.includes(path.at(-1) ?? ''))
        yield [`no ${name} in ${place}`, copyWith((object) => delete object[name])];
    }
  }
}

function objectAt(document: Json, path: readonly string[]): JsonObject {
  return path.reduce<Json>((value, name) => (value as JsonObject)[name] as Json, document) as JsonObject;
}

function objectPaths(value: Json, path: string[] = []): string[][] {
  if (value === null || typeof value !== 'object') return [];
  const inner = Object.entries(value).flatMap(([name, member]) => objectPaths(member, [...path, name]));
  return Array.isArray(value) ? inner : [path, ...inner];
}

/** Every member of every object and every shared part of a schema. */
export function* membersOf(schema: Json, path: string): Generator<[path: string, member: JsonObject]> {
  if (schema === null || typeof schema !== 'object') return;
  for (const [name, value] of Object.entries(schema)) {
    if (name === 'properties' || name === '$defs') {
      for (const [member, body] of Object.entries(value as Record<string, JsonObject>)) {
        yield [`${path}/${name}/${member}`, body];
      }
    }
    yield* membersOf(value as Json, `${path}/${name}`);
  }
}

export function readSchema(name: string) {
  return JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
}

function isMoment(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text) && !Number.isNaN(Date.parse(text));
}
