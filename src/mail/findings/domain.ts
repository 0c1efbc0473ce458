/** Rules about what DNS says of a domain's mail. */
import { isFaultOfPolicy } from '../domain/mta-sts.js';
import type { ClientService, DomainFacts, Exchanger } from '../domain/types.js';
import { unique } from './facts.js';
import { ifAny, type Rule } from './rule.js';

export const DOMAIN_RULES: readonly Rule<DomainFacts>[] = [
  { id: 'mx-null-with-others', judge: nullWithOthers },
  { id: 'mx-implicit', judge: ({ domain, mail }) => (mail?.kind === 'implicit' ? [domain] : null) },
  { id: 'mx-address-literal', judge: addressLiteral },
  { id: 'mx-alias', judge: alias },
  { id: 'mx-unresolvable', judge: unresolvable },
  { id: 'mx-single', judge: single },
  { id: 'mta-sts-invalid', judge: stsInvalid },
  { id: 'mta-sts-unreachable', judge: stsUnreachable },
  { id: 'srv-alias', judge: srvAlias },
  { id: 'srv-unresolvable', judge: srvUnresolvable },
  { id: 'srv-tls-missing', judge: srvWithoutTls },
];

/** The target of a null MX (RFC 7505 section 3). */
function isNull({ name, problem }: Exchanger): boolean {
  return name === '.' || problem === 'null-mx';
}

/** Exchangers of MX records that name a host. */
function realExchangers({ mail }: DomainFacts): readonly Exchanger[] {
  return mail?.kind === 'mx' ? mail.exchangers.filter((each) => !isNull(each)) : [];
}

function recordOf({ name, preference }: Exchanger): string {
  return `MX ${preference} ${name}`;
}

function nullWithOthers({ mail }: DomainFacts): readonly string[] | null {
  if (mail === null || mail.exchangers.length < 2 || !mail.exchangers.some(isNull)) return null;
  return mail.exchangers.map(recordOf);
}

function addressLiteral(facts: DomainFacts): readonly string[] | null {
  return ifAny(
    realExchangers(facts)
      .filter(({ problem }) => problem === 'address-literal')
      .map(recordOf),
  );
}

function alias(facts: DomainFacts): readonly string[] | null {
  const aliases = realExchangers(facts).filter(({ alias }) => alias !== null);
  return ifAny(aliases.map((each) => `${recordOf(each)}, CNAME ${each.alias}`));
}

/** Problems by which a name is known to have no address: that a resolver gave no answer says nothing of it. */
const NO_ADDRESS = new Set(['no-such-name', 'no-address', 'bad-name']);

function isLost(problem: string | null): boolean {
  return problem !== null && NO_ADDRESS.has(problem);
}

/** Why a name has no address, in words: evidence is read by people, in whatever language. */
function inWords(problem: string | null): string {
  if (problem === 'address-literal') return 'an address, where a name must stand';
  return problem === 'bad-name' ? 'not the name of a host' : (problem ?? '').replaceAll('-', ' ');
}

function unresolvable(facts: DomainFacts): readonly string[] | null {
  const lost = realExchangers(facts).filter(({ problem }) => isLost(problem));
  return ifAny(lost.map((each) => `${recordOf(each)}: ${inWords(each.problem)}`));
}

/** One name with several addresses of a kind is a group of machines, as a rule. */
function single(facts: DomainFacts): readonly string[] | null {
  const [only, ...others] = realExchangers(facts);
  if (only === undefined || others.length > 0 || facts.mail?.exchangers.some(isNull)) return null;
  const families = only.addresses.map((address) => (address.includes(':') ? 6 : 4));
  return new Set(families).size < families.length ? null : [recordOf(only)];
}

function stsInvalid(facts: DomainFacts): readonly string[] | null {
  const word = facts.mtaSts?.problem ?? null;
  return word !== null && isFaultOfPolicy(word) ? [stsEvidence(facts, word)] : null;
}

/** That the resolver did not answer, or that we were stopped, says nothing of the policy. */
function stsUnreachable(facts: DomainFacts): readonly string[] | null {
  const word = facts.mtaSts?.problem ?? null;
  if (word === null || word === 'dns-failed' || word === 'stopped' || isFaultOfPolicy(word)) return null;
  return [stsEvidence(facts, word)];
}

/** Where it is wrong: in the record, or in the policy that it leads to. */
function stsEvidence({ domain, mtaSts }: DomainFacts, problem: string): string {
  const place = mtaSts?.id == null ? `_mta-sts.${domain}` : `https://mta-sts.${domain}/.well-known/mta-sts.txt`;
  return `${place}: ${problem}`;
}

/** Services in clear with the one that has TLS from the first byte. */
const TWINS: readonly (readonly [clear: ClientService['service'], secure: ClientService['service']])[] = [
  ['submission', 'submissions'],
  ['imap', 'imaps'],
  ['pop3', 'pop3s'],
];

/** A target of `.` says that the service is not there (RFC 2782). */
function offeredServices({ clientServices }: DomainFacts): readonly ClientService[] {
  return (clientServices ?? []).filter(({ target }) => target !== null);
}

function srvRecordOf({ domain }: DomainFacts, { service, priority, weight, port, target }: ClientService): string {
  return `_${service}._tcp.${domain} SRV ${priority} ${weight} ${port} ${target}`;
}

function srvAlias(facts: DomainFacts): readonly string[] | null {
  const aliases = offeredServices(facts).filter(({ alias }) => alias !== null);
  return ifAny(unique(aliases.map((each) => `${srvRecordOf(facts, each)}, CNAME ${each.alias}`)));
}

function srvUnresolvable(facts: DomainFacts): readonly string[] | null {
  const lost = offeredServices(facts).filter(({ problem }) => problem === 'address-literal' || isLost(problem));
  return ifAny(unique(lost.map((each) => `${srvRecordOf(facts, each)}: ${inWords(each.problem)}`)));
}

/** A twin about which DNS gave no answer may well be there. */
function srvWithoutTls(facts: DomainFacts): readonly string[] | null {
  const offered = offeredServices(facts);
  const known = new Set([...offered.map(({ service }) => service), ...facts.unansweredServices]);
  const missing = new Set(TWINS.filter(([, secure]) => !known.has(secure)).map(([clear]) => clear));
  return ifAny(unique(offered.filter(({ service }) => missing.has(service)).map((each) => srvRecordOf(facts, each))));
}
