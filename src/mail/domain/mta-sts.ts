import { type DnsClient, recordsOf } from '../../net/dns-types.js';
import type { PolicyDownload, PolicyProblem } from '../../net/policy-download.js';
import { type PolicyFault, parsePolicy, parseStsRecord, type StsRecordFault } from './sts-policy.js';
import type { MtaStsReport } from './types.js';

export { allowsExchanger, parsePolicy } from './sts-policy.js';

/**
 * Why a domain has no policy of MTA-STS although it says so: its record, the way to its policy, or the policy itself.
 * `dns-failed`: nobody knows whether it says so, since the resolver gave no answer about the record.
 */
export type MtaStsProblem = 'dns-failed' | StsRecordFault | PolicyProblem | PolicyFault;

/** Problems of what the domain publishes; the others are of the way to it. */
export function isFaultOfPolicy(problem: string): boolean {
  return /^(?:invalid-|several-|wrong-media-type$|too-large$)/.test(problem);
}

/**
 * What MTA-STS of a domain comes to (RFC 8461): the record is looked up, and where there is one, the policy. Never rejects.
 *
 * @param fetchPolicy - Gets what `https://HOST/.well-known/mta-sts.txt` holds. Never rejects.
 */
export async function mtaStsOf(
  domain: string,
  client: DnsClient,
  fetchPolicy: (host: string) => Promise<PolicyDownload>,
): Promise<MtaStsReport> {
  const name = domain.replace(/\.$/, '').toLowerCase();
  const answer = await client.query(`_mta-sts.${name}`, 'TXT');
  if (answer.outcome === 'failed') return without(null, 'dns-failed');
  const record = parseStsRecord(recordsOf(answer, 'TXT').map(({ text }) => text));
  if (record === null) return without(null, null);
  if ('fault' in record) return without(null, record.fault);
  const { id } = record;
  const download = await fetchPolicy(`mta-sts.${name}`);
  if ('fault' in download) return without(id, download.fault);
  const policy = parsePolicy(download.text);
  return 'fault' in policy ? without(id, policy.fault) : { ...without(id, null), policy };
}

function without(id: string | null, problem: MtaStsProblem | null): MtaStsReport {
  return { id, policy: null, problem };
}
