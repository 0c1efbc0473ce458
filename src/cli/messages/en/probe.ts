import type { ProbeWords } from '../../../report/probe-words.js';
import { formatNumber } from '../../../report/scan-table.js';
import type { ServiceMethod } from '../../../types.js';
import { factsEn } from './facts.js';
import { mailEn } from './mail.js';
import { offersEn } from './offers.js';
import { statesEn } from './states.js';

/** How a service's name was found. */
const METHODS: Readonly<Record<ServiceMethod, string>> = {
  port: 'guessed from the port number',
  banner: 'by its greeting',
  probe: 'by its answer to a question',
};

/** Texts of the probe command in English. */
export const probeEn = {
  noTarget: 'a service to probe is needed, such as: portolan probe mail.example.org:25 (or a domain: --mx example.org)',
  failure: (target: string, message: string) => `${target} was not probed: ${message}`,
  words: {
    ...statesEn,
    ...factsEn,
    ...mailEn,
    ...offersEn,
    greeting: 'greeting',
    nothingSaid: '(it said nothing)',
    more: (characters) => `(${formatNumber(characters)} more characters; --json has them)`,
    cut: {
      timeout: '(nothing more came in time)',
      closed: '(then it closed the connection)',
      'too-long': '(cut: longer than any real greeting)',
      failed: '(the TLS handshake failed)',
      stopped: '(stopped before it said more)',
    },
    service: 'service',
    product: 'product',
    hostname: 'host name',
    os: 'system',
    evidence: 'because of',
    offers: 'offers',
    offersSecure: 'offers inside TLS',
    startTls: 'STARTTLS',
    startTlsOutcomes: {
      'not-offered': 'not offered',
      refused: 'offered, then refused',
      failed: 'offered, but the handshake failed',
      done: 'done',
    },
    tls: 'TLS',
    certificate: 'certificate',
    trusted: 'trusted for this name',
    untrusted: (reason) => `not trusted: ${reason}`,
    valid: (from, to) => `valid ${from} to ${to}`,
    key: (key, signature) => `key ${key}${signature === null ? '' : `, signed by ${signature}`}`,
    issuer: (name) => `issued by ${name}`,
    unrecognized:
      'What answers here is not known. To report it, look this line over, since it holds what the server said, and share it:',
    injected: 'clear text behind the go-ahead for TLS',
    refusesUs: '(it does not take us as a client)',
    identified: (name, method, percent) => `${name}, ${METHODS[method]} (${percent} %)`,
    evidenceText: (rule, text, bytes) =>
      text === '' ? `rule ${rule}` : `"${text}"${bytes === null ? '' : `, bytes ${bytes}`} (rule ${rule})`,
  } satisfies ProbeWords,
};

export type ProbeTexts = typeof probeEn;
