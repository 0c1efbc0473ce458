import { createSecureContext, type TlsOptions } from 'node:tls';
import { PortolanError } from '../errors.js';
import { allSteps } from './parts.js';
import { tlsOptionsFor } from './secure.js';
import type { Script, TlsChoice } from './types.js';

/** What a script is given for its TLS. */
export interface TlsSupplies {
  readonly tls?: TlsOptions | undefined;
  readonly certificates?: Readonly<Record<string, TlsOptions>> | undefined;
  readonly implicitTls?: boolean | undefined;
}

/**
 * What a script needs for its TLS is there before anybody connects.
 *
 * @throws PortolanError with code `ERR_SCRIPT`
 */
export function checkTls(script: Script, supplies: TlsSupplies): void {
  const choices = handshakesOf(script);
  for (const choice of supplies.implicitTls ? [...choices, {}] : choices) checkChoice(choice, supplies);
}

/** Options of Node's TLS for one handshake. */
export function optionsFor(choice: TlsChoice, { tls = {}, certificates = {} }: TlsSupplies): TlsOptions {
  const { certificate } = choice;
  return tlsOptionsFor(choice, certificate === undefined ? tls : { ...tls, ...certificates[certificate] });
}

function checkChoice(choice: TlsChoice, supplies: TlsSupplies): void {
  const { certificate } = choice;
  if (certificate === undefined && supplies.tls === undefined) {
    throw new PortolanError('ERR_SCRIPT', {
      problem: 'the script begins TLS, for which the option "tls" has the key and certificate',
    });
  }
  if (certificate !== undefined && !Object.hasOwn(supplies.certificates ?? {}, certificate)) {
    throw new PortolanError('ERR_SCRIPT', {
      value: certificate,
      problem: 'the option "certificates" has none of this name',
    });
  }
  try {
    createSecureContext(optionsFor(choice, supplies));
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    throw new PortolanError('ERR_SCRIPT', {
      problem: 'TLS cannot begin with these options: {reason}',
      values: { reason: code ?? message },
      cause,
    });
  }
}

function handshakesOf(script: Script): TlsChoice[] {
  return allSteps(script).flatMap((step) => (step.do === 'starttls' ? [step.tls] : []));
}
