import { readCsv } from './csv.js';
import { validateEnd } from './csv-end.js';
import { fault, inFile } from './fault.js';
import { validatePorts, validateProtocols } from './plausible.js';
import { portRecords } from './port-records.js';
import { protocolRecords } from './protocol-records.js';
import type { RawRegistry, Registry } from './types.js';
import { readXml } from './xml.js';

/** Controls that no text of IANA's holds; where they are, bytes are damaged or the file is no text. */
const CONTROLS = /[\0-\x08\x0b\x0c\x0e-\x1f]/;

/**
 * Reads IANA's registry of service names and port numbers or that of protocol numbers, CSV or XML, and judges whether it is
 * whole: encoding, columns, number of records, every number spoken of, the best known names in their places. What the file
 * is, its content says.
 *
 * @param file - Its name, for messages.
 * @param today - The day as `YYYY-MM-DD`; later dates in the file are misprints.
 * @throws PortolanError with code `ERR_REGISTRY` and one line that says what is wrong
 */
export function readRegistry(bytes: Uint8Array, file: string, today: string): Registry {
  try {
    const text = decode(bytes);
    if (/^\s*</.test(text)) return judged(readXml(text));
    const raw = readCsv(text, today);
    const registry = judged(raw);
    validateEnd(raw, text.endsWith('\n'));
    return registry;
  } catch (error) {
    throw inFile(file, error);
  }
}

function decode(bytes: Uint8Array): string {
  if (bytes.length === 0) throw fault({ problem: 'is empty' });
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw fault({ problem: 'is not text in UTF-8', cause: error });
  }
  if (CONTROLS.test(text)) throw fault({ problem: 'is not plain text: it holds control characters' });
  return text;
}

function judged({ registry, form, date, records }: RawRegistry): Registry {
  const ports = registry === 'ports' ? portRecords(records) : [];
  const protocols = registry === 'protocols' ? protocolRecords(records) : [];
  if (registry === 'ports') validatePorts(ports, records.length);
  else validateProtocols(protocols);
  return { registry, form, date, records: records.length, ports, protocols };
}
