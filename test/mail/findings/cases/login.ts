import type { Case } from '../case.js';
import { imap, implicit, pop3, relay, sieve, submission } from '../setup.js';

const DOVECOT = { 'S: * OK mail.portolan.test ready': 'S: * OK Dovecot ready.' };
const COURIER = { '  S: UIDL\n  S: RESP-CODES\n': '  S: UIDL\n  S: IMPLEMENTATION Courier Mail Server\n' };
const CLEAR_IMAP = { 'STARTTLS LOGINDISABLED': 'STARTTLS AUTH=PLAIN' };

export const LOGIN_CASES: readonly Case[] = [
  {
    id: 'smtp-auth-in-clear',
    faulty: submission({ '250 STARTTLS': '250-STARTTLS\n  S: 250 AUTH PLAIN' }),
    right: submission({ '250 STARTTLS': '250-STARTTLS\n  S: 250 AUTH SCRAM-SHA-256' }),
    evidence: ['250 AUTH PLAIN'],
  },
  {
    id: 'smtp-auth-in-clear',
    faulty: submission({ '250 STARTTLS': '250-STARTTLS\n  S: 250 AUTH=XOAUTH2' }),
    right: submission(),
    evidence: ['250 AUTH=XOAUTH2'],
  },
  {
    id: 'pop3-login-in-clear',
    faulty: pop3({ 'S: STLS\n': 'S: USER\n  S: STLS\n' }),
    right: pop3(),
    evidence: ['USER'],
  },
  {
    id: 'pop3-login-in-clear',
    faulty: pop3({ 'S: STLS\n': 'S: SASL PLAIN\n  S: STLS\n' }),
    right: pop3(),
    evidence: ['SASL PLAIN'],
  },
  {
    id: 'imap-login-in-clear',
    faulty: imap(CLEAR_IMAP),
    right: imap(),
    evidence: ['* CAPABILITY IMAP4rev1 ID STARTTLS AUTH=PLAIN'],
  },
  {
    id: 'imap-login-in-clear',
    faulty: imap({ 'STARTTLS LOGINDISABLED': 'STARTTLS LOGINDISABLED AUTH=PLAIN' }),
    right: imap(),
    evidence: ['* CAPABILITY IMAP4rev1 ID STARTTLS LOGINDISABLED AUTH=PLAIN'],
  },
  {
    id: 'sieve-login-in-clear',
    faulty: sieve({ '"SASL" ""': '"SASL" "PLAIN"' }),
    right: sieve(),
    evidence: ['"SASL" "PLAIN"'],
  },
  {
    id: 'pop3-user-in-clear',
    faulty: pop3({ ...COURIER, '  S: STLS\n': '  S: USER\n  S: STLS\n' }),
    right: pop3(COURIER),
    evidence: ['USER'],
  },
  // What names a mechanism beside means it.
  {
    id: 'pop3-login-in-clear',
    faulty: pop3({ ...COURIER, '  S: STLS\n': '  S: USER\n  S: SASL LOGIN PLAIN\n  S: STLS\n' }),
    right: pop3(COURIER),
    evidence: ['USER', 'SASL LOGIN PLAIN'],
    also: ['obsolete-mechanisms'],
  },
  {
    id: 'login-in-clear-on-own-host',
    faulty: imap({ ...DOVECOT, ...CLEAR_IMAP }),
    right: imap(DOVECOT),
    evidence: ['* CAPABILITY IMAP4rev1 ID STARTTLS AUTH=PLAIN'],
  },
  {
    id: 'auth-missing-on-submission',
    faulty: submission({ '250 AUTH PLAIN': '250 DSN', '250 STARTTLS': '250-DSN\n  S: 250 STARTTLS' }),
    right: submission(),
    evidence: ['250 DSN'],
  },
  {
    id: 'login-missing',
    faulty: imap({ 'AUTH=PLAIN': 'LOGINDISABLED' }),
    right: imap({ ' AUTH=PLAIN': '' }),
    evidence: ['* CAPABILITY IMAP4rev1 ID SASL-IR LOGINDISABLED'],
  },
  {
    id: 'login-missing',
    faulty: pop3({ '  S: USER\n  S: SASL PLAIN\n': '' }),
    right: pop3({ '  S: SASL PLAIN\n': '' }),
    evidence: ['UIDL'],
  },
  { id: 'login-missing', faulty: sieve({ '"SASL" "PLAIN"': '"SASL" ""' }), right: sieve(), evidence: ['"SASL" ""'] },
  {
    id: 'auth-on-relay',
    faulty: relay({
      '8BITMIME\n  S: 250 ENHANCEDSTATUSCODES': '8BITMIME\n  S: 250-ENHANCEDSTATUSCODES\n  S: 250 AUTH PLAIN',
    }),
    right: relay(),
    evidence: ['250 AUTH PLAIN'],
  },
  {
    id: 'imap-preauth',
    faulty: implicit(imap({ 'S: * OK mail': 'S: * PREAUTH mail' }), 993),
    right: implicit(imap(), 993),
    evidence: ['* PREAUTH mail.portolan.test ready'],
  },
  {
    id: 'apop-offered',
    faulty: pop3({ 'S: +OK mail.portolan.test ready': 'S: +OK ready <1896.697170952@mail.portolan.test>' }),
    right: pop3(),
    evidence: ['+OK ready <1896.697170952@mail.portolan.test>'],
  },
  {
    id: 'obsolete-mechanisms',
    faulty: submission({ '250 AUTH PLAIN': '250 AUTH PLAIN CRAM-MD5 NTLM' }),
    right: submission({ '250 AUTH PLAIN': '250 AUTH PLAIN SCRAM-SHA-256' }),
    evidence: ['CRAM-MD5', 'NTLM'],
  },
];
