import type { Case } from '../case.js';
import { imap, pop3, relay, type Setup, submission } from '../setup.js';

const greeting = (text: string) => ({ 'S: 220 mail.portolan.test ESMTP': `S: ${text}` });
const NO_EHLO = {
  'when C: HELO *': 'when C: EHLO *\n  S: 500 unknown\n\nwhen C: HELO *',
  'when in clear C: EHLO *': 'when in clear C: XEHLO *',
};
const together = (...setups: readonly Setup[]): Setup => ({
  services: Object.assign({}, ...setups.map(({ services }) => services)) as Setup['services'],
});
const relayTest = { options: { relayTest: { ownHost: true as const } } };
const RELAYING = {
  'when C: MAIL *\n  S: 530 5.7.0 Authentication required':
    'when C: MAIL FROM:<*>*\n  S: 250 2.1.0 Ok\n\nwhen C: RCPT TO:<*>*\n  S: 250 2.1.5 Ok',
};

export const ANNOUNCED_CASES: readonly Case[] = [
  {
    id: 'capabilities-vanish-in-tls',
    faulty: submission({ '250 STARTTLS': '250-DSN\n  S: 250 STARTTLS' }),
    right: submission(),
    evidence: ['250-DSN'],
  },
  {
    id: 'capabilities-appear-in-tls',
    faulty: imap({ 'SASL-IR AUTH=PLAIN': 'SASL-IR LITERAL+ AUTH=PLAIN' }),
    right: imap(),
    evidence: ['LITERAL+'],
  },
  { id: 'ehlo-unknown', faulty: relay(NO_EHLO), right: relay(), evidence: ['500 unknown'] },
  {
    id: 'ehlo-unknown',
    faulty: submission(NO_EHLO),
    right: submission(),
    evidence: ['500 unknown'],
    also: ['starttls-missing'],
  },
  {
    id: 'size-zero',
    faulty: relay({ 'SIZE 10485760': 'SIZE 0' }),
    right: relay(),
    evidence: ['250-SIZE 0'],
  },
  {
    id: 'size-zero',
    faulty: relay({ 'SIZE 10485760': 'SIZE' }),
    right: relay(),
    evidence: ['250-SIZE'],
  },
  {
    id: 'pop3-capa-missing',
    faulty: pop3({ 'when in clear C: CAPA': 'when in clear C: XCAPA' }),
    right: pop3(),
    evidence: ['-ERR unknown command'],
    also: ['starttls-missing'],
  },
  {
    id: 'greeting-reveals-version',
    faulty: relay(greeting('220 mail.portolan.test ESMTP Exim 4.96 Tue, 01 Dec 2026 10:00:00 +0000')),
    right: relay(greeting('220 mail.portolan.test ESMTP Exim')),
    evidence: [/Exim 4\.96/],
  },
  {
    id: 'greeting-name-invalid',
    faulty: relay(greeting('220 localhost ESMTP')),
    right: relay(greeting('220 [127.0.0.1] ESMTP')),
    evidence: ['220 localhost ESMTP'],
  },
  {
    id: 'greeting-name-differs',
    faulty: relay({ ...greeting('220 other.portolan.test ESMTP') }),
    right: relay(greeting('220 MAIL.portolan.test. ESMTP')),
    evidence: ['220 other.portolan.test ESMTP', 'asked as mail.portolan.test'],
  },
  {
    id: 'greeting-name-differs',
    faulty: { ...relay({ '250-mail.portolan.test': '250-other.portolan.test' }), target: '127.0.0.1' },
    right: { ...relay(), target: '127.0.0.1' },
    evidence: ['250-other.portolan.test'],
  },
  {
    id: 'open-relay',
    faulty: { ...relay(RELAYING), ...relayTest },
    right: { ...relay(), ...relayTest },
    evidence: [/^MAIL FROM:/, /^RCPT TO:/, '250 2.1.5 Ok'],
  },
  {
    id: 'submissions-missing',
    faulty: { ...submission(), ports: '465,587' },
    right: { ...submission(), ports: '587,2525' },
    evidence: ['587: 220 mail.portolan.test ESMTP', '465: closed'],
  },
  {
    id: 'retrieval-tls-port-missing',
    faulty: { ...together(imap(), pop3()), ports: '110,143,993,995' },
    right: { ...together(imap(), pop3()), ports: '110,143' },
    evidence: ['993: closed', '995: closed'],
  },
];
