import { ENGLISH_ERRORS, type ErrorWords } from '../../errors.js';
import type { Language } from '../../types.js';
import type { CommonTexts } from './en/common.js';
import type { DataTexts } from './en/data.js';
import type { LocalTexts } from './en/local.js';
import type { LookupTexts } from './en/lookup.js';
import type { PlanTexts } from './en/plan.js';
import type { ProbeTexts } from './en/probe.js';
import type { ProbeOptionTexts } from './en/probe-options.js';
import type { ScanTexts } from './en/scan.js';
import type { ScanOptionTexts } from './en/scan-options.js';
import { loadLookupTexts } from './lookup.js';

/** The texts for people by the file that holds them: one file for each command, and one that all share. */
export interface Texts {
  readonly common: CommonTexts;
  readonly lookup: LookupTexts;
  readonly scan: ScanTexts;
  /** The help of `scan`. */
  readonly 'scan-options': ScanOptionTexts;
  /** What `scan --plan` says. */
  readonly plan: PlanTexts;
  readonly probe: ProbeTexts;
  /** The help of `probe`. */
  readonly 'probe-options': ProbeOptionTexts;
  /** What errors say. */
  readonly problems: ErrorWords;
  readonly local: LocalTexts;
  readonly data: DataTexts;
}

type Loaders = { readonly [Name in keyof Texts]: () => Promise<Texts[Name]> };

/** Every import is spelled out, so that a bundler finds it. */
const LOADERS: Readonly<Record<Language, Loaders>> = {
  en: {
    common: async () => (await import('./en/common.js')).commonEn,
    lookup: () => loadLookupTexts('en'),
    scan: async () => (await import('./en/scan.js')).scanEn,
    'scan-options': async () => (await import('./en/scan-options.js')).scanOptionsEn,
    plan: async () => (await import('./en/plan.js')).planEn,
    probe: async () => (await import('./en/probe.js')).probeEn,
    'probe-options': async () => (await import('./en/probe-options.js')).probeOptionsEn,
    problems: async () => ENGLISH_ERRORS,
    local: async () => (await import('./en/local.js')).localEn,
    data: async () => (await import('./en/data.js')).dataEn,
  },
  'zh-CN': {
    common: async () => (await import('./zh-cn/common.js')).commonZh,
    lookup: () => loadLookupTexts('zh-CN'),
    scan: async () => (await import('./zh-cn/scan.js')).scanZh,
    'scan-options': async () => (await import('./zh-cn/scan-options.js')).scanOptionsZh,
    plan: async () => (await import('./zh-cn/plan.js')).planZh,
    probe: async () => (await import('./zh-cn/probe.js')).probeZh,
    'probe-options': async () => (await import('./zh-cn/probe-options.js')).probeOptionsZh,
    problems: async () => (await import('./zh-cn/problems.js')).problemsZh,
    local: async () => (await import('./zh-cn/local.js')).localZh,
    data: async () => (await import('./zh-cn/data.js')).dataZh,
  },
};

/** The texts of one file in one language; no other file is loaded. */
export function loadTexts<Name extends keyof Texts>(language: Language, name: Name): Promise<Texts[Name]> {
  return LOADERS[language][name]();
}
