/** What listens on this machine, by the system's own word. */
export { exposureOf } from './exposure.js';
export { type LikelyService, likelyService, type ServiceBasis } from './likely.js';
export { type SystemLibrary, type SystemOptions, systemSockets } from './system.js';
export {
  type Exposure,
  LOCAL_TRANSPORTS,
  type LocalProcess,
  type LocalSocket,
  type LocalSockets,
  type LocalTransport,
} from './types.js';
