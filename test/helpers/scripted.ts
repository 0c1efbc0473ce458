import { readFileSync } from 'node:fs';
import type { TestContext } from 'node:test';
import type { Endpoint } from '../../src/net/dial.js';
import { type ScriptedServer, type ScriptOptions, type ScriptSource, startScript } from '../../src/testing/index.js';
import { MAIL } from './certificate.js';

/** Servers that stand in `test/fixtures/scripts`, each as it should be. */
export type ReadyScript = 'smtp' | 'pop3' | 'imap' | 'sieve';

/** The text of a ready script, of which a test can make a faulty one by replacing lines. */
export function readyScript(name: ReadyScript): string {
  return readFileSync(new URL(`../fixtures/scripts/${name}.txt`, import.meta.url), 'utf8');
}

/** A text with some of its parts replaced, each of which must be there. */
export function changed(text: string, changes: Readonly<Record<string, string>>): string {
  return Object.entries(changes).reduce((result, [from, to]) => {
    if (!result.includes(from)) throw new Error(`the script has no ${JSON.stringify(from)}`);
    return result.replaceAll(from, to);
  }, text);
}

/** A scripted server on loopback with the certificate of `mail.portolan.test`, which ends with its test. */
export async function serveScript(
  t: TestContext,
  script: ScriptSource,
  options: ScriptOptions = {},
): Promise<ScriptedServer & { readonly endpoint: Endpoint }> {
  const server = await startScript(script, { tls: MAIL, ...options });
  t.after(server.close);
  const { host, port } = server;
  // Not spread: its getters live on.
  return Object.assign(Object.create(server) as ScriptedServer, {
    endpoint: { address: host, family: host.includes(':') ? 6 : 4, port } as const,
  });
}
