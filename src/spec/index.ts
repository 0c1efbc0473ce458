export { formatAddress, formatIpv4, type ParsedAddress, parseAddress } from './addresses.js';
export { type BlockLimits, blocks, type PlanBlock, type PlanProbe, probesOf } from './blocks.js';
export { type ExcludedRange, parseExclusions } from './exclusions.js';
export { sampleNumbers, sequentialPorts, shuffledHosts, shuffledPorts } from './order.js';
export { createPlan, type Plan, type PlanOptions, type PlanSegment } from './plan.js';
export { formatPorts, hasPort, portSetOf, portsOf, subtractPorts, unionPorts } from './port-sets.js';
export { parsePorts } from './ports.js';
export { createRandom, type Random, randomBelow } from './random.js';
export { RecentTexts } from './recent-texts.js';
export { hashOfAddress, inShard, pairsInShard, parseShard, type Shard } from './shards.js';
export { type TargetText, targetsOfLines } from './target-lines.js';
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
