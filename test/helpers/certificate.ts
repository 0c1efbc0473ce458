import { readFileSync } from 'node:fs';

const folder = new URL('../fixtures/tls/', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8');

/** Key and certificate of `mail.portolan.test`; see the README beside them. */
export const MAIL = { key: read('mail.key'), cert: read('mail.crt') };

/** A certificate one of whose names pretends to be two. */
export const ODD_NAMES = { key: read('mail.key'), cert: read('odd-names.crt') };

/** One that expired in 2020. */
export const EXPIRED = { key: read('mail.key'), cert: read('expired.crt') };

/** One with an RSA key; the others have an elliptic curve. */
export const RSA = { key: read('rsa.key'), cert: read('rsa.crt') };
