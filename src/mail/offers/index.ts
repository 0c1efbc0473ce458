import { imapOffers } from './imap.js';
import { pop3Offers } from './pop3.js';
import { sieveOffers } from './sieve.js';
import { smtpOffers } from './smtp.js';
import type { OfferSource } from './source.js';
import type { MailOffers, MailProtocolName } from './types.js';

export type { OfferSource } from './source.js';

const READERS: Readonly<Record<MailProtocolName, (said: OfferSource) => MailOffers | null>> = {
  smtp: smtpOffers,
  pop3: pop3Offers,
  imap: imapOffers,
  sieve: sieveOffers,
};

/**
 * What a mail service announced, read into data; its texts are decoded. Pure, never throws, and takes time in proportion
 * to what was said.
 *
 * @returns Null where the service did not come to announcing anything: a 421 in place of an answer offers nothing and
 * denies nothing.
 */
export function offersOf(protocol: MailProtocolName, said: OfferSource): MailOffers | null {
  return READERS[protocol](said);
}
