import { type ErrorWords, errorMessage } from '../errors.js';
import { failureDetails } from '../reach.js';
import type { FailureRecord } from '../records.js';
import { printable } from '../report/text.js';

/** How a command says that a target could not be asked: the target, and why. */
export type FailureSentence = (target: string, message: string) => string;

/** One line about a target that could not be asked. */
export function failureText(record: FailureRecord, sentence: FailureSentence, words: ErrorWords): string {
  return sentence(printable(record.target), printable(errorMessage(failureDetails(record), words)));
}
