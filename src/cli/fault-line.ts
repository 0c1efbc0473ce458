import { errorMessage, PortolanError } from '../errors.js';
import { printable } from '../report/text.js';
import type { Language } from '../types.js';
import { loadTexts } from './messages/index.js';
import { UsageError } from './usage-error.js';

/** The parser's complaint about an option without its value. */
export const NO_VALUE = /^Not enough arguments following: (.+)/;

/** The one line, without its end, that a person is told when a command has thrown. */
export async function faultLine(error: unknown, language: Language): Promise<string> {
  return `portolan: ${await messageOf(error, language)}`;
}

async function messageOf(error: unknown, language: Language): Promise<string> {
  if (error instanceof PortolanError) return errorMessage(error.details, await loadTexts(language, 'problems'));
  if (error instanceof UsageError) return error.message;
  const texts = await loadTexts(language, 'common');
  const { name, message = String(error), stack } = (error ?? {}) as Partial<Error>;
  const option = name === 'YError' ? NO_VALUE.exec(message)?.[1] : undefined;
  if (option !== undefined) return printable(texts.needsValue(option));
  if (name === 'YError') return printable(message);
  if (process.env['PORTOLAN_DEBUG']) return stack ?? message;
  return texts.unexpected(message.split('\n', 1)[0] ?? '');
}
