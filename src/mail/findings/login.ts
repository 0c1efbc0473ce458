/** Rules about logging in. */
import type { MailFacts } from '../types.js';
import {
  announcement,
  greetingLine,
  greetingLines,
  halvesOf,
  isGreeted,
  isWhole,
  linesWith,
  lineWith,
  offersIn,
  unique,
} from './facts.js';
import { ifAny, type Rule } from './rule.js';

export const LOGIN_RULES: readonly Rule<MailFacts>[] = [
  { id: 'smtp-auth-in-clear', judge: exposed('smtp') },
  { id: 'pop3-login-in-clear', judge: exposed('pop3') },
  { id: 'imap-login-in-clear', judge: exposed('imap') },
  { id: 'sieve-login-in-clear', judge: exposed('sieve') },
  { id: 'pop3-user-in-clear', judge: (facts) => (isCourierUser(facts) ? clearLogin(facts) : null) },
  { id: 'login-in-clear-on-own-host', judge: (facts) => (isOwnDovecot(facts) ? clearLogin(facts) : null) },
  { id: 'auth-missing-on-submission', judge: authMissing },
  { id: 'login-missing', judge: loginMissing },
  { id: 'auth-on-relay', judge: authOnRelay },
  { id: 'imap-preauth', judge: preauth },
  { id: 'apop-offered', judge: apopOffered },
  { id: 'obsolete-mechanisms', judge: obsoleteMechanisms },
];

/** Mechanisms that send a password, or a token that is as good as one, as it is. */
const PLAIN_MECHANISMS = new Set(['PLAIN', 'LOGIN', 'XOAUTH2', 'OAUTHBEARER', 'XOAUTH', 'PLAIN-CLIENTTOKEN']);
/** Mechanisms that IANA's registry calls obsolete or limited, and those of one vendor that rest on broken ciphers. */
const OBSOLETE_MECHANISMS = new Set(['CRAM-MD5', 'DIGEST-MD5', 'KERBEROS_V4', 'LOGIN', 'NTLM', 'SKEY']);

function exposed(protocol: MailFacts['protocol']): Rule<MailFacts>['judge'] {
  return (facts) => {
    const isMeant = facts.protocol === protocol && !isOwnDovecot(facts) && !isCourierUser(facts);
    return isMeant ? clearLogin(facts) : null;
  };
}

/** Courier announces USER whether it takes it before TLS or not; only mechanisms beside tell that a login is meant. */
function isCourierUser(facts: MailFacts): boolean {
  const offers = offersIn(facts, 'clear');
  if (offers?.protocol !== 'pop3' || !/^Courier\b/i.test(facts.service?.product ?? '')) return false;
  return offers.user && offers.startTls && !offers.auth.some((mechanism) => PLAIN_MECHANISMS.has(mechanism));
}

/**
 * Dovecot lets clients that have its own address log in in clear, whatever is set (unless TLS is required), since nothing leaves
 * the machine: there one that allows it cannot be told from one that does not.
 */
function isOwnDovecot({ isOwnAddress, service }: MailFacts): boolean {
  return isOwnAddress && /^Dovecot\b/i.test(service?.product ?? '');
}

/** The lines in clear that invite to send a password as it is; null where there are none. */
function clearLogin(facts: MailFacts): readonly string[] | null {
  const offers = offersIn(facts, 'clear');
  if (offers === null) return null;
  const isPlain = offers.auth.some((mechanism) => PLAIN_MECHANISMS.has(mechanism));
  const withMechanisms = isPlain ? mechanismLines(facts, 'clear') : [];
  switch (offers.protocol) {
    case 'pop3':
      return ifAny(unique([...(offers.user ? [lineWith(facts, 'clear', 'USER')] : []), ...withMechanisms]));
    case 'imap': {
      // In the state of PREAUTH there is nothing to log in to.
      if (offers.greeting === 'PREAUTH' || offers.capabilities.length === 0) return null;
      return offers.loginDisabled ? ifAny(withMechanisms) : announcement(facts, 'clear');
    }
    default:
      return ifAny(withMechanisms);
  }
}

/** The lines that name mechanisms. */
function mechanismLines(facts: MailFacts, half: 'clear' | 'secure'): readonly string[] {
  const lines = linesWith(facts, half, (keyword) => keyword === 'AUTH' || keyword === 'SASL');
  return lines.length > 0 ? lines : (offersIn(facts, half)?.auth ?? []);
}

/** Also inside TLS: before, a right server offers none. */
function authMissing(facts: MailFacts): readonly string[] | null {
  const offers = offersIn(facts, 'secure');
  if (facts.role !== 'submission' || offers === null || !isWhole(facts)) return null;
  return offers.auth.length === 0 ? announcement(facts, 'secure') : null;
}

/** The same for who fetches mail. A POP3 server without CAPA does not say how to log in. */
function loginMissing(facts: MailFacts): readonly string[] | null {
  const offers = offersIn(facts, 'secure');
  if (offers === null || offers.auth.length > 0 || !isWhole(facts)) return null;
  switch (offers.protocol) {
    case 'smtp':
      return null;
    case 'pop3':
      return !offers.capa || offers.user || offers.apopTimestamp !== null ? null : announcement(facts, 'secure');
    case 'imap':
      return offers.loginDisabled ? announcement(facts, 'secure') : null;
    case 'sieve':
      return announcement(facts, 'secure');
  }
}

function authOnRelay(facts: MailFacts): readonly string[] | null {
  if (facts.role !== 'relay') return null;
  const halves = halvesOf(facts).filter((half) => offersIn(facts, half)!.auth.length > 0);
  return ifAny(unique(halves.flatMap((half) => mechanismLines(facts, half))));
}

function preauth(facts: MailFacts): readonly string[] | null {
  const line = facts.protocol === 'imap' ? greetingLine(facts) : '';
  return /^\* PREAUTH\b/i.test(line) && isGreeted(facts) ? [line] : null;
}

function apopOffered(facts: MailFacts): readonly string[] | null {
  const isOffered = halvesOf(facts).some((half) => {
    const offers = offersIn(facts, half);
    return offers?.protocol === 'pop3' && offers.apopTimestamp !== null;
  });
  return isOffered ? greetingLines(facts).slice(0, 1) : null;
}

function obsoleteMechanisms(facts: MailFacts): readonly string[] | null {
  const offered = halvesOf(facts).flatMap((half) => offersIn(facts, half)!.auth);
  return ifAny(unique(offered.filter((mechanism) => OBSOLETE_MECHANISMS.has(mechanism))));
}
