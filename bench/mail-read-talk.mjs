// Which facts swaks and nmap's scripts tell.
import { SaxesParser } from 'saxes';
import { bare, capability, commonName, keySize, minute, told } from './mail-facts.mjs';

/** `<-` and `->` are in clear, `<~` and `~>` inside TLS, `===` are remarks. */
export function readSwaks(text) {
  const lines = text.split('\n');
  const [, version, cipher, bits] = /TLS started with cipher ([^:]+):([^:]+):(\d+)/.exec(text) ?? [];
  const pem = /-----BEGIN[\s\S]+END CERTIFICATE-----/.exec(text)?.[0].replaceAll('=== ', '');
  const greeting = lines.find((line) => line.startsWith('<-  220'))?.slice(4);
  const facts = told({
    greeting,
    hello: /^<[-~] {2}250[- ](\S+)/m.exec(text)?.[1],
    software: /ESMTP (\w+)/.exec(greeting ?? '')?.[1],
    starttls: version ? true : undefined,
    version,
    cipher,
    cipherBits: bits,
    ...acceptedBy(version),
    subject: commonName(/TLS peer DN="([^"]+)"/.exec(text)?.[1]),
    pem: bare(pem),
    // It goes on only where the chain verifies: so it was told to.
    trust: version ? true : undefined,
  });
  for (const mark of ['<-', '<~']) addExtensions(facts, lines, mark);
  return facts;
}

const acceptedBy = (version) => ({
  tls12: version === 'TLSv1.2' || undefined,
  tls13: version === 'TLSv1.3' || undefined,
});

/** The first line of the answer to EHLO is the server's name. */
function addExtensions(facts, lines, mark) {
  const answer = lines.filter((line) => line.startsWith(`${mark}  250`)).map((line) => line.slice(8));
  for (const line of answer.slice(1)) facts.set(capability(mark === '<~', line), 'true');
}

/** Facts by port. The XML tells more than the text. */
export function readNmap(xml, secureByPort) {
  const facts = new Map();
  for (const [port, scripts] of scriptsOf(xml)) {
    const certificate = scripts['ssl-cert'];
    const secure = secureByPort.get(port);
    const shown = certificate ? certificateOf(certificate, secure) : [];
    facts.set(port, new Map([...shown, ...talkOf(scripts, secure)]));
  }
  return facts;
}

function talkOf(scripts, secure) {
  const [extensions, help] = (scripts['smtp-commands']?.output ?? '').split('\n');
  const [hello, ...smtp] = extensions.split(', ').filter(Boolean);
  const pop3 = words(scripts['pop3-capabilities']).map((word) => word.replace(/\((.*)\)$/, ' $1'));
  const facts = told({
    hello: hello?.split(' ')[0],
    help: /supported: (.*)/.exec(help ?? '')?.[1],
  });
  for (const line of [...smtp, ...pop3, ...imapWords(scripts)]) facts.set(capability(secure, line), 'true');
  return facts;
}

const words = (script) => script?.output.trim().split(/\s+/) ?? [];

/** It takes every word of the answer for a capability, and the tag of the next line for a part of the last one. */
function imapWords(scripts) {
  const others = new Set(['have', 'more', 'post-login', 'pre-login', 'listed', 'capabilities', 'ok']);
  const cleaned = words(scripts['imap-capabilities']).map((word) => word.replace(/A\d{4}$/, ''));
  return cleaned.filter((word) => !others.has(word.toLowerCase()));
}

function certificateOf({ fields, extensions }, secure) {
  const of = (name) => extensions.find((extension) => extension.name === `X509v3 ${name}`)?.value;
  return told({
    starttls: secure ? undefined : true,
    subject: fields['subject.commonName'],
    issuer: fields['issuer.commonName'],
    names: of('Subject Alternative Name')?.replace(/^DNS:/, ''),
    notBefore: minute(fields['validity.notBefore']),
    notAfter: minute(fields['validity.notAfter']),
    key: keySize(fields['pubkey.type'], fields['pubkey.bits']),
    curve: fields['pubkey.ecdhparams.curve_params.curve'],
    signature: fields.sig_algo,
    md5: fields.md5,
    sha1: fields.sha1,
    pem: bare(fields.pem),
    publicKey: fields['pubkey.modulus'] ? true : undefined,
    usage: of('Key Usage'),
    extendedUsage: of('Extended Key Usage'),
    constraints: of('Basic Constraints'),
    keyIdentifiers: of('Subject Key Identifier'),
  });
}

/** By port and by script: its text, its fields by their path, and the certificate's extensions. */
function scriptsOf(xml) {
  const ports = new Map();
  let port = 0;
  let script;
  let key = '';
  const path = [];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    if (name === 'port') {
      port = Number(attributes.portid);
      ports.set(port, {});
    }
    if (name === 'script' && port) {
      script = { output: attributes.output, fields: {}, extensions: [] };
      ports.get(port)[attributes.id] = script;
    }
    if (name === 'table') path.push(attributes.key ?? '');
    if (name === 'table' && path.join() === 'extensions,') script.extensions.push({});
    if (name === 'elem') key = attributes.key ?? '';
  });
  parser.on('text', (text) => {
    if (!key) return;
    if (path.join() === 'extensions,') script.extensions.at(-1)[key] = text;
    else script.fields[[...path, key].join('.')] = text;
  });
  parser.on('closetag', ({ name }) => {
    if (name === 'table') path.pop();
    if (name === 'elem') key = '';
  });
  parser.write(xml).close();
  return ports;
}
