import { spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';

export interface Certificate {
  keyFile: string;
  certificateFile: string;
}

/** A self-signed certificate for `hostname`, written into `folder`; undefined when there is no `openssl` command. */
export function makeCertificate(folder: string, hostname: string): Certificate | undefined {
  const keyFile = join(folder, 'tls.key');
  const certificateFile = join(folder, 'tls.crt');
  const { error, status, stderr } = spawnSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
      ...['-subj', `/CN=${hostname}`, '-addext', `subjectAltName=DNS:${hostname}`],
      ...['-keyout', keyFile, '-out', certificateFile],
    ],
    { encoding: 'utf8' },
  );
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') return undefined;
  if (status !== 0) throw new Error(`openssl could not make a certificate: ${error?.message ?? stderr}`);
  chmodSync(keyFile, 0o600);
  return { keyFile, certificateFile };
}
