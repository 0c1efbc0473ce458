export { formatAddress, formatIpv4, type ParsedAddress, parseAddress } from './addresses.js';
export { type BlockLimits, blocks, type PlanBlock, type PlanProbe, probesOf } from './blocks.js';
export { createPlan, type Plan, type PlanSegment } from './plan.js';
export { formatPorts, portSetOf, unionPorts } from './port-sets.js';
export { parsePorts } from './ports.js';
export { parseTarget } from './targets.js';
export type {
  AddressTarget,
  NameTarget,
  PlanEntry,
  PortRange,
  PortSet,
  PortVocabulary,
  Target,
} from './types.js';
