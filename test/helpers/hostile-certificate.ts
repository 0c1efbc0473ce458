/** Certificates of shapes that no authority would sign, made in the test. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** What a certificate is to say; what is left out is as it should be. */
export interface OddCertificate {
  /** Attribute and value of the subject, and of the issuer, in their order. Default: common name `mail.portolan.test`. */
  readonly subject?: readonly (readonly [attribute: keyof typeof ATTRIBUTES, value: string | Buffer])[];
  readonly issuer?: OddCertificate['subject'];
  /** Alternative names as bytes (Latin-1). Default `mail.portolan.test`; none for an empty list. */
  readonly names?: readonly string[];
  /** Texts of UTCTime, whatever they hold. Default: from 2020 to 2049. */
  readonly validity?: readonly [from: string, to: string];
  /** Bits of an RSA key that belongs to nobody. Default: the pair's own key. */
  readonly bogusBits?: number;
}

/** Object identifiers of attributes of names, in DER. */
const ATTRIBUTES = {
  CN: '0603550403',
  O: '060355040a',
  OU: '060355040b',
  /** One that nobody knows. */
  unknown: '06082b06010401867e01',
} as const;
const ECDSA_SHA256 = '06082a8648ce3d040302';
const RSA = '06092a864886f70d0101010500';
const ALTERNATIVE_NAMES = '0603551d11';
const SEQUENCE = 0x30;
const INTEGER = 0x02;
const UTC_TIME = 0x17;

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const KEY = privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;

/** Key and certificate (PEM). All have the same key, by which they are signed. */
export function oddCertificate(odd: OddCertificate = {}): { readonly key: string; readonly cert: string } {
  const algorithm = der(SEQUENCE, hex(ECDSA_SHA256));
  const { subject = [['CN', 'mail.portolan.test']], names = ['mail.portolan.test'] } = odd;
  const [from, to] = odd.validity ?? ['200101000000Z', '491231235959Z'];
  const signed = der(
    SEQUENCE,
    der(0xa0, der(INTEGER, Buffer.of(2))),
    der(INTEGER, Buffer.of(1), randomBytes(8)),
    algorithm,
    distinguishedName(odd.issuer ?? subject),
    der(SEQUENCE, der(UTC_TIME, Buffer.from(from, 'latin1')), der(UTC_TIME, Buffer.from(to, 'latin1'))),
    distinguishedName(subject),
    publicKeyOf(odd, privateKey),
    ...(names.length === 0 ? [] : [der(0xa3, der(SEQUENCE, der(SEQUENCE, hex(ALTERNATIVE_NAMES), listOf(names))))]),
  );
  const signature = Buffer.concat([Buffer.of(0), sign('sha256', signed, createPrivateKey(KEY))]);
  const bytes = der(SEQUENCE, signed, algorithm, der(0x03, signature));
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return { key: KEY, cert: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n') };
}

function distinguishedName(attributes: NonNullable<OddCertificate['subject']>): Buffer {
  const parts = attributes.map(([attribute, value]) => {
    const text = typeof value === 'string' ? Buffer.from(value, 'utf8') : value;
    return der(0x31, der(SEQUENCE, hex(ATTRIBUTES[attribute]), der(0x0c, text)));
  });
  return der(SEQUENCE, ...parts);
}

function listOf(names: readonly string[]): Buffer {
  return der(0x04, der(SEQUENCE, ...names.map((name) => der(0x82, Buffer.from(name, 'latin1')))));
}

function publicKeyOf({ bogusBits }: OddCertificate, own: KeyObject): Buffer {
  if (bogusBits === undefined) return createPublicKey(own).export({ format: 'der', type: 'spki' });
  const modulus = Buffer.concat([Buffer.of(0), Buffer.alloc(bogusBits / 8, 0xff)]);
  const key = der(SEQUENCE, der(INTEGER, modulus), der(INTEGER, Buffer.of(1, 0, 1)));
  return der(SEQUENCE, der(SEQUENCE, hex(RSA)), der(0x03, Buffer.of(0), key));
}

/** An element of DER (X.690). */
function der(tag: number, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const digits = body.length.toString(16);
  const long = hex(digits.length % 2 === 0 ? digits : `0${digits}`);
  const length = body.length < 0x80 ? Buffer.of(body.length) : Buffer.concat([Buffer.of(0x80 | long.length), long]);
  return Buffer.concat([Buffer.of(tag), length, body]);
}

function hex(digits: string): Buffer {
  return Buffer.from(digits, 'hex');
}
