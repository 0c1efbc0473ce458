export { type Journal, type JournalOptions, openJournal } from './open.js';
export { planKeyOf } from './plan-key.js';
export { RecordedScan } from './recorded.js';
export type { SettledPorts } from './settled.js';
export {
  ABSENT,
  isRemark,
  type JournalEntry,
  type JournalHeader,
  type JournalNames,
  type JournalPlan,
  type JournalRemark,
  type JournalResult,
  type JournalVerdict,
} from './types.js';
export type { JournalFiles } from './writer.js';
