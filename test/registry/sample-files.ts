import { type PortRow, type ProtocolRow, portRows, protocolRows } from './sample.js';

/** IANA's twelve columns, and where the rows' fields go. */
const PORT_HEADER =
  'Service Name,Port Number,Transport Protocol,Description,Assignee,Contact,Registration Date,Modification Date,' +
  'Reference,Service Code,Unauthorized Use Reported,Assignment Notes';

/** IANA's CSV of ports: records end with `end`, while lines within a field end with a bare line feed. */
export function portsCsv(rows: readonly PortRow[] = portRows(), end = '\r\n'): string {
  const records = rows.map(({ name, number, transport, description, modified, reference, notes }) =>
    [name, number, transport, description, '[Jon_Postel]', '', '', modified, reference, '', '', notes]
      .map(csvField)
      .join(','),
  );
  return `${[PORT_HEADER, ...records].join(end)}${end}`;
}

export function protocolsCsv(rows: readonly ProtocolRow[] = protocolRows(), end = '\r\n'): string {
  const records = rows.map(({ number, keyword, name, ipv6, reference }) =>
    [number, keyword, name, ipv6, reference].map(csvField).join(','),
  );
  return `${['Decimal,Keyword,Protocol,IPv6 Extension Header,Reference', ...records].join(end)}${end}`;
}

/** IANA's XML of ports, with line breaks as `<br/>` and references as `<xref/>`. */
export function portsXml(rows: readonly PortRow[] = portRows(), updated = '2026-02-25'): string {
  const records = rows.map(({ name, number, transport, description, modified, reference, notes }) =>
    [
      `<record${modified === undefined ? '' : ` updated="${modified}"`}>`,
      element('name', name),
      element('protocol', transport),
      ...xrefs(reference),
      element('description', description)?.replaceAll('\n', '<br/>'),
      element('number', number),
      element('note', notes),
      '</record>',
    ].join('\n'),
  );
  return xmlDocument('service-names-port-numbers', updated, records.join('\n'));
}

export function protocolsXml(rows: readonly ProtocolRow[] = protocolRows(), updated = '2025-11-20'): string {
  const records = rows.map(({ number, keyword, name, ipv6, reference }) =>
    ['<record>', element('value', number), element('name', keyword), element('description', name)]
      .concat([element('ipv6', ipv6), ...xrefs(reference), '</record>'])
      .join('\n'),
  );
  const inner = `<registry id="protocol-numbers-1">\n<title>Assigned Numbers</title>\n${records.join('\n')}\n</registry>`;
  return xmlDocument('protocol-numbers', updated, inner);
}

function xmlDocument(id: string, updated: string, content: string): string {
  return [
    "<?xml version='1.0' encoding='UTF-8'?>",
    `<registry xmlns="http://www.iana.org/assignments" id="${id}">`,
    `<title>Made up</title>\n<updated>${updated}</updated>`,
    '<note>Described in <xref type="rfc" data="rfc6335"/>.</note>',
    content,
    '<people><person id="Jon_Postel"><name>Jon Postel</name><updated>1997-10</updated></person></people>',
    '</registry>\n',
  ].join('\n');
}

function xrefs(reference = ''): string[] {
  return [...reference.matchAll(/\[([^\]]+)\]/g)].map(([, name = '']) =>
    /^RFC\d+$/.test(name)
      ? `<xref type="rfc" data="${name.toLowerCase()}"/>`
      : `<xref type="${name.includes('-') ? 'draft' : 'person'}" data="${name}"/>`,
  );
}

function element(name: string, content: string | undefined): string {
  if (content === undefined || content === '') return '';
  return `<${name}>${content.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</${name}>`;
}

function csvField(content = ''): string {
  return /[",\r\n]/.test(content) ? `"${content.replaceAll('"', '""')}"` : content;
}
