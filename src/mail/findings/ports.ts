/** Rules about ports: whether TLS begins with the first byte where clients begin with it, and nowhere else (RFC 8314 section 3). */
import { protocolForPort } from '../../protocols/index.js';
import type { MailFacts } from '../types.js';
import { greetingLine, isGreeted } from './facts.js';
import type { Rule } from './rule.js';

export const PORT_RULES: readonly Rule<MailFacts>[] = [
  {
    id: 'tls-at-start-missing',
    judge: (facts) => (lacksTlsAtStart(facts) ? [greetingLine(facts)] : null),
  },
  { id: 'tls-at-start-unexpected', judge: unexpected },
];

/** In use for SMTP by habit only: how clients begin there is between them and the server. */
const HABITUAL_PORT = 2525;

/** Whether clients begin with TLS here: by the SRV record that leads them, or else by the port. Null where neither tells. */
function beginsWithTls({ origin, port, protocol }: MailFacts): boolean | null {
  if (origin?.service != null) return /^(?:submissions|imaps|pop3s)$/.test(origin.service);
  const usual = port === HABITUAL_PORT ? null : protocolForPort(port);
  return usual?.protocol.name === protocol ? usual.secure : null;
}

/** Whether a service greets in clear where clients begin with TLS. One that turned us away may serve others otherwise. */
export function lacksTlsAtStart(facts: MailFacts): boolean {
  return !facts.secure && beginsWithTls(facts) === true && isGreeted(facts);
}

/** In clear it was silent for as long as a greeting may take. */
function unexpected(facts: MailFacts): readonly string[] | null {
  const { secure, tls } = facts;
  if (!secure || tls === null || beginsWithTls(facts) !== false) return null;
  return [`${tls.version ?? 'TLS'} from the first byte`, greetingLine(facts)].filter((line) => line !== '');
}
