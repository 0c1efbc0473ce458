import { readdirSync, readFileSync } from 'node:fs';
import { LADDER, PROTOCOLS } from '../../src/protocols/index.js';
import type { Protocol, Request, Saying } from '../../src/protocols/types.js';
import { escapeBytes } from '../../src/server-text.js';
import { EXAMPLES } from '../../test/protocols/examples.js';

/** What requests are made of in the table. */
const CONTEXT = { host: 'www.example.org', clientName: '[192.0.2.1]' };

/** Ports of a protocol that are listed. */
const MOST_PORTS = 8;

const SIGNATURES = new URL('../../data/signatures/', import.meta.url);

/** What servers say, with the protocol that it is of: from the examples of protocols and of signatures. */
const SAYINGS: readonly (readonly [protocol: string, saying: Saying])[] = [
  ...Object.entries(EXAMPLES),
  ...readdirSync(SIGNATURES)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => sayingsOf(JSON.parse(readFileSync(new URL(name, SIGNATURES), 'utf8')))),
];

/** The part of a signature file that is read here. */
interface SignatureExamples {
  readonly protocol: string;
  readonly on?: string | readonly string[];
  readonly signatures: readonly {
    readonly on?: string | readonly string[];
    readonly examples: readonly { readonly text?: string; readonly on?: string }[];
  }[];
}

function sayingsOf({ protocol, on: usual, signatures }: SignatureExamples): [protocol: string, saying: Saying][] {
  return signatures.flatMap(({ on = usual ?? 'greeting', examples }) =>
    examples.flatMap(({ text, on: own }): [string, Saying][] => {
      const name = own ?? [on].flat()[0] ?? 'greeting';
      const request = name === 'greeting' || name.includes('/') ? name : `${protocol}/${name}`;
      return text === undefined ? [] : [[protocol, { request, text }]];
    }),
  );
}

/** What stands between two marks of the page is made. */
const MARKS = /(<!-- (requests|waves): made by npm run build:docs -->\n)[\s\S]*?(<!-- end -->)/g;

/** The page with its tables as they are now. */
export function withRequests(page: string): string {
  return page.replace(MARKS, (_whole, begin: string, what: string, end: string) => {
    return `${begin}\n${what === 'waves' ? waves() : requestTable()}\n${end}`;
  });
}

function waves(): string {
  return `${LADDER.map((wave, index) => `${index + 1}. ${wave.map(({ title }) => title).join('; ')}`).join('\n')}\n`;
}

function requestTable(): string {
  const rows = [...PROTOCOLS].sort((first, second) => (first.name < second.name ? -1 : 1)).flatMap(rowsOf);
  return ['| protocol, ports | request | when | level | bytes |', '| --- | --- | --- | --- | --- |', ...rows, ''].join(
    '\n',
  );
}

/** One row for what is sent in one place; a protocol that is only listened to has a row too. */
function rowsOf(protocol: Protocol): string[] {
  const { openings, inquiries, questions, farewell, byHandshake } = protocol;
  const cells = [
    ...openings.map((request) => [request.name, 'first', levelOf(request), bytesOf(request, protocol)]),
    ...questions.map(({ line }) => ['', 'to settle whose greeting it is', 'light', codeOf(`${line}\r\n`)]),
    ...inquiries.map((request) => {
      return [request.name, `while the ${request.until} is unknown`, levelOf(request), bytesOf(request, protocol)];
    }),
    ...(farewell === null ? [] : [['', 'farewell', 'light', codeOf(`${farewell}\r\n`)]]),
    ...(byHandshake ? [['', 'first', 'light', 'a TLS handshake']] : []),
  ];
  const rows = cells.length === 0 ? [['', '', '', 'nothing: it is listened to']] : cells;
  return rows.map((row, index) => `| ${[index === 0 ? headOf(protocol) : '', ...row].join(' | ')} |`);
}

function headOf({ name, ports, tlsPorts }: Protocol): string {
  const all = [...ports, ...tlsPorts.map((port) => `${port} TLS`)];
  const more = all.length > MOST_PORTS ? ` and ${all.length - MOST_PORTS} more` : '';
  return `**${name}** ${all.slice(0, MOST_PORTS).join(', ')}${more}`.trim();
}

function levelOf({ intensity = 'light' }: Request): string {
  return intensity === 'full' ? 'full only' : intensity;
}

/** The bytes, in answer to an example where they follow from what was said. */
function bytesOf({ bytes }: Request, { name, ports, tlsPorts }: Protocol): string {
  if (typeof bytes === 'string') return codeOf(bytes);
  const port = ports[0] ?? tlsPorts[0] ?? 1;
  const secure = ports.length === 0;
  for (const said of [[], ...SAYINGS.filter(([protocol]) => protocol === name).map(([, saying]) => [saying])]) {
    const made = bytes({ ...CONTEXT, port, secure, said });
    if (made !== null) return codeOf(made);
  }
  return 'follows from what was said';
}

/** As code within a table of Markdown. */
function codeOf(bytes: string): string {
  const escaped = escapeBytes(bytes).replaceAll('|', '\\|');
  return escaped.includes('`') ? `\`\` ${escaped} \`\`` : `\`${escaped}\``;
}
