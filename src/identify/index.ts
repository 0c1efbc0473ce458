export { undecided } from './candidates.js';
export type { Finding, Knowledge, Recognizer, Saying, Settled } from './finding.js';
export { identify, knownOf } from './identify.js';
export type { CompiledPattern, PatternCompiler } from './pattern.js';
export {
  compileSignatures,
  type Field,
  joinSignatures,
  matchSignatures,
  type Signature,
  type SignatureMatch,
  type SignatureSet,
} from './signatures.js';
