import { printable } from './bytes.js';
import { CARRIED_BY_HTTP, known } from './http-carried.js';
import { type HttpResponse, httpResponse } from './http-message.js';
import { authority, recognizeCarried } from './http-reply.js';
import { ippAttributes, printerAttributesRequest } from './ipp-message.js';
import type { Inquiry, Protocol, RequestContext } from './types.js';

/** What a printer is; everybody who wants to print asks for it. */
const WANTED = ['printer-make-and-model', 'printer-firmware-string-version', 'printer-dns-sd-name'];

/** Over the path that IPP Everywhere has fixed. */
const INQUIRIES: readonly Inquiry[] = [
  { name: 'attributes', bytes: attributesRequest, frame: httpResponse, until: 'product' },
];

/** Internet Printing Protocol, RFC 8010; inside TLS, RFC 7472. */
export const ipp: Protocol = {
  ...CARRIED_BY_HTTP,
  name: 'ipp',
  title: 'Internet Printing Protocol',
  ports: [631],
  tlsPorts: [],
  tlsName: 'ipps',
  recognizeReply: (reply) => recognizeCarried(reply, toldBy),
  // CUPS and many printers name themselves in any response.
  inquiries: INQUIRIES,
};

function toldBy({ fields, body }: HttpResponse) {
  const isMessage = /^application\/ipp\b/i.test(fields.get('content-type') ?? '');
  if (!isMessage && !/\b(?:CUPS|IPP)\/\d/.test(fields.get('server') ?? '')) return null;
  const attributes = isMessage ? ippAttributes(body) : new Map<string, string>();
  const [model, firmware, name] = WANTED.map((each) => printable(attributes.get(each) ?? ''));
  const extra = known({ model: model ?? '', printerName: name ?? '' });
  return { extra, lines: model ? [`printer: ${model}${firmware ? `; firmware ${firmware}` : ''}`] : [] };
}

function attributesRequest(context: RequestContext): string {
  const place = authority(context);
  const scheme = context.secure ? 'ipps' : 'ipp';
  const body = printerAttributesRequest(`${scheme}://${place}/ipp/print`, WANTED);
  const fields = [`Host: ${place}`, 'User-Agent: portolan', 'Content-Type: application/ipp', 'Connection: close'];
  return [`POST /ipp/print HTTP/1.1`, ...fields, `Content-Length: ${body.length}`, '', body].join('\r\n');
}
