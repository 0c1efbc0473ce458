import type { Language } from '../../types.js';
import type { LookupTexts } from './en/lookup.js';

/** The texts of the lookup command in one language; apart from the others, so that a lookup loads nothing else. */
export async function loadLookupTexts(language: Language): Promise<LookupTexts> {
  return language === 'zh-CN'
    ? (await import('./zh-cn/lookup.js')).lookupZh
    : (await import('./en/lookup.js')).lookupEn;
}
