export {
  type Finding,
  identify,
  type Knowledge,
  knownOf,
  type Recognizer,
  type Saying,
  type Settled,
  undecided,
} from './identify.js';
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
