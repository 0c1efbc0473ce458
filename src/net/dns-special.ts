import type { DnsQuestion } from './dns-message.js';
import type { DnsAnswer } from './dns-types.js';

const LOCALHOST = /(?:^|\.)localhost$/;
/** Names that do not exist by definition, or not in DNS: RFC 6761 section 6.4, RFC 7686 section 2. */
const NOWHERE = /(?:^|\.)(?:invalid|onion)$/;

/** What a name means by itself, whatever a server says, so that none is asked; null for all other names. */
export function specialAnswer({ name, type }: DnsQuestion): DnsAnswer | null {
  if (NOWHERE.test(name)) return { outcome: 'no-such-name', reason: null, records: [], validated: false };
  // RFC 6761 section 6.3.
  if (!LOCALHOST.test(name)) return null;
  if (type === 'A') return local({ type, address: '127.0.0.1' });
  if (type === 'AAAA') return local({ type, address: '::1' });
  return { outcome: 'no-data', reason: null, records: [], validated: false };
}

function local(record: DnsAnswer['records'][number]): DnsAnswer {
  return { outcome: 'answer', reason: null, records: [record], validated: false };
}
