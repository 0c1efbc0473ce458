/** What the mail stage does for those who compose it. Types are taken from where they stand. */
export { daneReportOf, tlsaName } from './dane.js';
export { clientServicesOf, NO_CLIENT_SERVICES } from './domain/client-services.js';
export { mailExchangeOf } from './domain/exchange.js';
export { mtaStsOf } from './domain/mta-sts.js';
export { nameFactsOf } from './domain/names.js';
export { findDomainFaults, findFaults, findHostFaults, findUnanswered } from './findings/index.js';
export { offersOf } from './offers/index.js';
export { type RelayAddresses, relayAddresses, relayTestConversation } from './relay-test.js';
export { mailProtocolOf, roleOf } from './roles.js';
export { type TlsTry, tryTlsVersions } from './tls-versions.js';
export { isPassing, ownNetworkBlocks, verdictOf } from './verdict.js';
