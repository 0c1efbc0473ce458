import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROTOCOLS, protocolForPort } from '../../src/protocols/index.js';
import { filesOf, identifierOf } from './files.js';

/** RFC 6335 section 5.1: letters, digits and single hyphens between them; lower case, since it names files too. */
const NAME = /^(?=.{1,15}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const USAGE = 'npm run new:protocol NAME [PORT]';

/** What is wrong with a call, in one line; undefined where nothing is. */
export function faultOf(root: string, [name = '', port, ...rest]: readonly string[]): string | undefined {
  if (name === '' || rest.length > 0) return `a name is needed, and a port may follow: ${USAGE}`;
  if (!NAME.test(name)) {
    return `${JSON.stringify(name)}: a name has 1 to 15 lower-case letters, digits and single hyphens, a letter first (RFC 6335)`;
  }
  if (PROTOCOLS.some((each) => each.name === name || each.tlsName === name))
    return `${name}: there is this protocol already`;
  const taken = Object.keys(filesOf(name, [])).find((file) => existsSync(join(root, file)));
  if (taken !== undefined) return `${name}: ${taken} is there already`;
  if (isTaken(identifierOf(name), root))
    return `${name}: the name means something in TypeScript or in src/protocols/index.ts already`;
  return port === undefined ? undefined : portFault(port);
}

function portFault(text: string): string | undefined {
  const number = Number(text);
  if (!/^\d{1,5}$/.test(text) || number < 1 || number > 65_535) return `${JSON.stringify(text)}: a port is 1-65535`;
  const usual = protocolForPort(number);
  return usual === null ? undefined : `${number}: this port belongs to ${usual.protocol.name}`;
}

/** Whether an identifier cannot be declared beside those of the list. */
function isTaken(identifier: string, root: string): boolean {
  if (new RegExp(`\\b${identifier}\\b`).test(readFileSync(join(root, 'src/protocols/index.ts'), 'utf8'))) return true;
  try {
    new Function(`'use strict'; const ${identifier} = 0;`);
    return false;
  } catch {
    return true;
  }
}
