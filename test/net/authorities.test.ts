import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import fc from 'fast-check';
import { MAX_AUTHORITIES_BYTES } from '../../src/defaults.js';
import { PortolanError } from '../../src/errors.js';
import { readAuthorities } from '../../src/net/authorities.js';
import { AUTHORITY, AUTHORITY_FILE, certificatesIn, derOf, INTERMEDIATE, SIGNED } from '../helpers/certificate.js';

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portolan-authorities-'));
});
after(() => rm(folder, { recursive: true }));

async function fileOf(content: string | Uint8Array): Promise<string> {
  const path = join(folder, `${Math.random()}.pem`);
  await writeFile(path, content);
  return path;
}

const root = new X509Certificate(AUTHORITY).toString();

/** The one line about what is wrong. */
async function problem(source: string): Promise<string> {
  const error: unknown = await readAuthorities([source]).catch((reason) => reason);
  assert.ok(error instanceof PortolanError);
  assert.equal(error.code, 'ERR_OPTION');
  assert.doesNotMatch(error.message, /\n/);
  return error.problem;
}

test('a file in PEM, in DER, and a text are read', async () => {
  const [der = ''] = derOf(AUTHORITY);
  const sources = [AUTHORITY_FILE, await fileOf(der), AUTHORITY];
  assert.deepEqual(await readAuthorities(sources), [root, root, root]);
  assert.deepEqual(await readAuthorities([]), []);
});

test('every certificate of a file is taken, and nothing else in it', async () => {
  const path = await fileOf(`\uFEFFmine:\r\n${SIGNED.right.key}${INTERMEDIATE}some words\n${AUTHORITY.trimEnd()}`);
  assert.deepEqual(await readAuthorities([path]), [new X509Certificate(INTERMEDIATE).toString(), root]);
});

test('the older names of a certificate are known, and line ends of Windows', async () => {
  const older = AUTHORITY.replaceAll(' CERTIFICATE-', ' X509 CERTIFICATE-');
  const trusted = AUTHORITY.replaceAll(' CERTIFICATE-', ' TRUSTED CERTIFICATE-');
  assert.deepEqual(await readAuthorities([older, trusted, AUTHORITY.replaceAll('\n', '\r\n')]), [root, root, root]);
});

test('what cannot be read is told in one line', async () => {
  assert.equal(await problem(join(folder, 'missing.pem')), 'no such file of certificates');
  assert.equal(await problem(join(AUTHORITY_FILE, 'below')), 'no such file of certificates');
  assert.equal(await problem(folder), 'is a folder, not a file of certificates');
  assert.match(await problem('a\0b'), /^cannot be read \(/);
});

test('a file without certificates is none of authorities', async () => {
  const none = 'has no certificate in it: neither PEM nor DER';
  assert.equal(await problem(await fileOf('')), none);
  assert.equal(await problem(await fileOf('0 words')), none);
  assert.equal(await problem(await fileOf(SIGNED.right.key)), none);
});

test('a damaged certificate is named by its number', async () => {
  const [first = '', second = ''] = certificatesIn(SIGNED.right.cert);
  const damaged = await fileOf(first + second.replace('\nMII', '\n!!!'));
  assert.equal(await problem(damaged), 'certificate number 2 in it cannot be read');
  assert.equal(await problem(await fileOf(first.slice(0, 200))), 'certificate number 1 in it cannot be read');
});

test('a text is not cited, since it may hold a key', async () => {
  await assert.rejects(readAuthorities([SIGNED.right.key]), (error: PortolanError) => error.value === undefined);
});

test('a file that is too large, and a device that never ends, are refused', async () => {
  const expected = `has more than ${MAX_AUTHORITIES_BYTES} bytes`;
  assert.equal(await problem(await fileOf(AUTHORITY + ' '.repeat(MAX_AUTHORITIES_BYTES))), expected);
  if (process.platform === 'linux') assert.equal(await problem('/dev/zero'), expected);
});

test('any text gives certificates or one line', async () => {
  const piece = fc.constantFrom(
    AUTHORITY,
    '-----BEGIN CERTIFICATE-----\n',
    '-----END CERTIFICATE-----\n',
    '\r\n',
    'MIIB',
  );
  const texts = fc.array(fc.oneof(piece, fc.string()), { maxLength: 6 }).map((pieces) => pieces.join(''));
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      const read = await readAuthorities([`-----BEGIN ${text}`]).catch((error: unknown) => error);
      if (read instanceof PortolanError) return;
      assert.ok(Array.isArray(read) && read.length > 0);
      assert.ok(read.every((one) => one === root));
    }),
  );
});
