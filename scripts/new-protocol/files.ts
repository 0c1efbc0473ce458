/** `mailQueue` for `mail-queue`. */
export function identifierOf(name: string): string {
  return name.replace(/-([a-z0-9])/g, (_hyphen, letter: string) => letter.toUpperCase());
}

/** The files of a new protocol and their content, by their path from the top. */
export function filesOf(name: string, ports: readonly number[]): Record<string, string> {
  return {
    [`src/protocols/${name}.ts`]: protocolFile(name, ports),
    [`data/signatures/${name}.json`]: signatureFile(name),
    [`test/protocols/${name}.test.ts`]: protocolTest(name),
  };
}

function protocolFile(name: string, ports: readonly number[]): string {
  const identifier = identifierOf(name);
  return `import { singleLine } from './framing.js';
import type { Protocol, Recognition } from './types.js';

/** What it is for, and where it is written down: the RFC with its sections, or the product's documentation. */
export const ${identifier}: Protocol = {
  name: '${name}',
  title: '${name}',
  ports: [${ports.join(', ')}],
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

/** What only a server of this protocol says is sure: 0.8 and above. Signatures read the product from the same text. */
function recognize(greeting: string): Recognition | null {
  const text = /^${name} \\d[\\w.]{0,31} ready(?=\\r?\\n)/.exec(greeting)?.[0];
  return text === undefined ? null : { confidence: 0.9, text, hostname: null };
}
`;
}

function signatureFile(name: string): string {
  const signature = {
    id: `${name}/${name}`,
    pattern: `^${name} (\\d[\\w.]{0,31}) ready`,
    product: name,
    vendor: null,
    captures: { version: 1 },
    examples: [{ text: `${name} 1.0 ready\r\n`, version: '1.0' }],
    source: 'where the form is known from: a document, a source, or a server that was run',
  };
  return `${JSON.stringify({ protocol: name, signatures: [signature] }, null, 2)}\n`;
}

function protocolTest(name: string): string {
  const identifier = identifierOf(name);
  return `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ${identifier} } from '../../src/protocols/${name}.js';

test('a greeting of ${name} is recognised, that of another protocol is not', () => {
  assert.equal(${identifier}.recognize('${name} 1.0 ready\\r\\n')?.text, '${name} 1.0 ready');
  for (const greeting of ['', '${name}', '${name} ready\\r\\n', '220 mail.example.org ESMTP\\r\\n']) {
    assert.equal(${identifier}.recognize(greeting), null, JSON.stringify(greeting));
  }
});
`;
}
