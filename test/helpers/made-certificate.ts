import { createDiffieHellmanGroup, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** What a certificate made in a test is to say. */
export interface MadeCertificate {
  readonly from: Date;
  readonly to: Date;
  /** Default `mail.portolan.test`. */
  readonly name?: string;
  /** Further extensions. Default none. */
  readonly extensions?: readonly (keyof typeof EXTENSIONS)[];
}

/** Extensions in DER: extended key usages, and the demand for an OCSP response. */
const EXTENSIONS = {
  serverAuth: '30130603551d25040c300a06082b06010505070301',
  clientAuth: '30130603551d25040c300a06082b06010505070302',
  mustStaple: '301106082b0601050507011804053003020105',
} as const;

/** Object identifiers in DER: ecdsa-with-SHA256, commonName, subjectAltName. */
const [ECDSA_SHA256, COMMON_NAME, ALTERNATIVE_NAMES] = ['06082a8648ce3d040302', '0603550403', '0603551d11'].map((hex) =>
  Buffer.from(hex, 'hex'),
) as [Buffer, Buffer, Buffer];

const SEQUENCE = 0x30;
const INTEGER = 0x02;

/** Key and certificate (PEM), signed by itself: for dates that no file can have, since they are near today. */
export function makeCertificate({ from, to, name = 'mail.portolan.test', extensions = [] }: MadeCertificate): {
  readonly key: string;
  readonly cert: string;
} {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = der(SEQUENCE, ECDSA_SHA256);
  const subject = der(SEQUENCE, der(0x31, der(SEQUENCE, COMMON_NAME, der(0x0c, Buffer.from(name)))));
  const names = der(0x04, der(SEQUENCE, der(0x82, Buffer.from(name))));
  const further = extensions.map((each) => Buffer.from(EXTENSIONS[each], 'hex'));
  const signed = der(
    SEQUENCE,
    der(0xa0, der(INTEGER, Buffer.from([2]))),
    der(INTEGER, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    subject,
    der(SEQUENCE, time(from), time(to)),
    subject,
    publicKey.export({ format: 'der', type: 'spki' }),
    der(0xa3, der(SEQUENCE, der(SEQUENCE, ALTERNATIVE_NAMES, names), ...further)),
  );
  const signature = Buffer.concat([Buffer.from([0]), sign('sha256', signed, privateKey)]);
  return {
    key: privateKey.export({ format: 'pem', type: 'pkcs8' }) as string,
    cert: pem('CERTIFICATE', der(SEQUENCE, signed, algorithm, der(0x03, signature))),
  };
}

/** A well-known group of 1024 bits (RFC 2409 section 6.2), as `node:tls` takes it. */
export function shortGroup(): string {
  const prime = createDiffieHellmanGroup('modp2').getPrime();
  const parameters = der(SEQUENCE, der(INTEGER, Buffer.from([0]), prime), der(INTEGER, Buffer.from([2])));
  return pem('DH PARAMETERS', parameters);
}

/** An element of DER (X.690). */
function der(tag: number, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const digits = body.length.toString(16);
  const long = Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex');
  const length = body.length < 0x80 ? Buffer.from([body.length]) : Buffer.from([0x80 | long.length, ...long]);
  return Buffer.concat([Buffer.from([tag]), length, body]);
}

/** UTCTime, which is enough until 2049. */
function time(date: Date): Buffer {
  return der(0x17, Buffer.from(`${date.toISOString().replace(/\.\d+/, '').replace(/[-:T]/g, '').slice(2)}`));
}

function pem(label: string, content: Buffer): string {
  const lines = content.toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
