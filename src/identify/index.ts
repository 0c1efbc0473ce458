export { type Finding, identify, type Knowledge, type Recognizer, type Settled, undecided } from './identify.js';
export {
  compileSignatures,
  type Field,
  matchSignatures,
  type Signature,
  type SignatureMatch,
  type SignatureSet,
} from './signatures.js';
