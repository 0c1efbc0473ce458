import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { fault, MOST_RECORDS, tooMany } from './fault.js';
import type { RawRecord, RawRegistry, RegistryName } from './types.js';

/** IANA's names of the registries' documents. */
const DOCUMENTS: Readonly<Record<string, RegistryName>> = {
  'service-names-port-numbers': 'ports',
  'protocol-numbers': 'protocols',
};

/** The column of IANA's CSV that an element of a record goes to. */
const COLUMNS: Readonly<Record<RegistryName, Readonly<Record<string, string>>>> = {
  ports: {
    name: 'Service Name',
    number: 'Port Number',
    protocol: 'Transport Protocol',
    description: 'Description',
    note: 'Assignment Notes',
  },
  protocols: { value: 'Decimal', name: 'Keyword', description: 'Protocol', ipv6: 'IPv6 Extension Header' },
};
const REFERENCE = 'Reference';
/** Elements of one record, far more than any of IANA's has. */
const MOST_PIECES = 1000;

/**
 * Reads IANA's XML. Which of the registries it is, the `id` of its root element says.
 *
 * @throws PortolanError with code `ERR_REGISTRY` for another document, and for one that is not well-formed, such as one that
 *   ends before its root element does
 */
export function readXml(text: string): RawRegistry {
  const reader = new Reader();
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    const values = { line: parser.line };
    throw fault({
      problem: 'line {line} is not well-formed XML: the file is cut off or damaged',
      values,
      cause: error,
    });
  });
  parser.on('opentag', (tag) => reader.open(tag));
  parser.on('text', (content) => reader.text(content));
  parser.on('cdata', (content) => reader.text(content));
  parser.on('closetag', (tag) => reader.close(tag.name, parser.line));
  parser.write(text).close();
  return reader.result();
}

/** Collects records while the elements go by. */
class Reader {
  readonly #path: string[] = [];
  readonly #records: RawRecord[] = [];
  #registry: RegistryName | undefined;
  #date: string | null = null;
  /** Fields of the record that is open, each in the pieces it came in. */
  #fields: Record<string, string[]> | undefined;
  #pieces = 0;
  /** Elements around the open record. */
  #recordDepth = 0;
  #text = '';

  open({ name, attributes }: SaxesTagPlain): void {
    if (this.#path.length === 0) this.#registry = registryOf(name, attributes['id']);
    if (name === 'record') {
      this.#fields = {
        'Registration Date': [attributes['date'] ?? ''],
        'Modification Date': [attributes['updated'] ?? ''],
      };
      this.#pieces = 0;
      this.#recordDepth = this.#path.length;
    }
    this.#path.push(name);
    if (this.#isField()) this.#text = '';
    if (name === 'br') this.#text += '\n';
    if (name === 'xref') this.#reference(attributes['data']);
  }

  text(content: string): void {
    this.#text += content;
  }

  close(name: string, line: number): void {
    if (name === 'record' && this.#fields !== undefined) {
      if (this.#records.length === MOST_RECORDS) throw tooMany();
      this.#records.push({ line, fields: joined(this.#fields) });
      this.#fields = undefined;
    } else if (this.#isField()) this.#field(name);
    else if (name === 'updated' && this.#path.length === 2) this.#date = this.#text.trim();
    this.#path.pop();
    if (this.#fields === undefined) this.#text = '';
  }

  result(): RawRegistry {
    return { registry: this.#registry as RegistryName, form: 'xml', date: this.#date, records: this.#records };
  }

  /** Whether the innermost open element is a child of a record. */
  #isField(): boolean {
    return this.#fields !== undefined && this.#path.length === this.#recordDepth + 2;
  }

  #field(name: string): void {
    const column = COLUMNS[this.#registry as RegistryName][name];
    if (column !== undefined && this.#text !== '') this.#add(column, this.#text);
  }

  #add(column: string, piece: string): void {
    if (this.#fields === undefined) return;
    this.#pieces += 1;
    if (this.#pieces > MOST_PIECES) {
      throw fault({
        problem: 'has a record of more than {most} elements: it is damaged',
        values: { most: MOST_PIECES },
      });
    }
    const pieces = this.#fields[column] ?? [];
    this.#fields[column] = pieces;
    pieces.push(piece);
  }

  /** A document that a record refers to; one within a text becomes part of that. */
  #reference(data: string | undefined): void {
    if (data === undefined || this.#fields === undefined) return;
    if (this.#isField()) this.#add(REFERENCE, `[${data}]`);
    else this.#text += `[${data}]`;
  }
}

function joined(fields: Readonly<Record<string, readonly string[]>>): RawRecord['fields'] {
  const parts = Object.entries(fields);
  return Object.fromEntries(parts.map(([column, pieces]) => [column, pieces.join(column === REFERENCE ? '' : '\n')]));
}

function registryOf(element: string, id: string | undefined): RegistryName {
  const registry = element === 'registry' ? DOCUMENTS[id ?? ''] : undefined;
  if (registry !== undefined) return registry;
  throw fault({ problem: "is XML, but neither IANA's registry of ports nor that of its protocol numbers" });
}
