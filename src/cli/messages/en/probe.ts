import type { ProbeWords } from '../../../report/probe-text.js';
import { formatNumber } from '../../../report/scan-table.js';
import type { ServiceMethod } from '../../../types.js';
import { factsEn } from './facts.js';
import { statesEn } from './states.js';

/** How a service's name was found. */
const METHODS: Readonly<Record<ServiceMethod, string>> = {
  port: 'guessed from the port number',
  banner: 'by its greeting',
  probe: 'by its answer to a question',
};

/** Texts of the probe command in English. */
export const probeEn = {
  targets: 'host:port, or a host whose mail ports are asked',
  ports: 'Ports to probe, as in scan. Default: the mail ports 25, 110, 143, 465, 587, 993, 995',
  identify: 'Listen only, say what clients say every day (light, the default), or also what is rare and may be logged',
  noTarget: 'a service to probe is needed, such as: portolan probe mail.example.org:25',
  failure: (target: string, message: string) => `${target} was not probed: ${message}`,
  examples: [
    ['$0 probe 127.0.0.1:25', 'one service'],
    ['$0 probe mail.example.org', 'the mail ports of a host'],
  ] as [string, string][],
  words: {
    ...statesEn,
    ...factsEn,
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
