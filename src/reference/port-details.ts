import type { Language, Transport } from '../types.js';
import { inLanguage, type PortFact, portFacts } from './facts.js';
import { listOf } from './lists.js';
import { notesOn, remark } from './notes.js';
import { twinsOf } from './twins.js';
import type { HistoricAssociation, PortEntry, PortUse } from './types.js';

/** What people wrote of a port, besides the registry. */
export type PortDetails = Pick<
  PortEntry,
  'chineseNames' | 'explanation' | 'uses' | 'unusedTransport' | 'risk' | 'historicAssociations' | 'notes'
> & {
  /** The registered description in the language asked for; null where it was not translated. */
  readonly translation: string | null;
};

export const explainedPorts = portFacts('overlay/explained.tsv');
export const customUses = portFacts('overlay/uses.tsv');
export const dissectorUses = portFacts('overlay/dissectors.tsv');
export const historicNames = portFacts('overlay/history.tsv');
export const unusedTransports = portFacts('overlay/practice.tsv');
export const risks = portFacts('overlay/risks.tsv');

/** Everything that the hand-written files say of one port and transport. */
export function detailsOf(port: number, transport: Transport, language: Language): PortDetails {
  const letter = transport.charAt(0);
  const [explained] = explainedPorts.of(port, letter);
  const [unused] = unusedTransports.of(port, letter);
  const [risk] = risks.of(port, letter);
  const [english = '', names = '', description = '', chinese = ''] = explained?.fields ?? [];
  return {
    chineseNames: listOf(names, '、'),
    translation: language === 'zh-CN' && description !== '' ? description : null,
    explanation: english === '' ? null : inLanguage(language, english, chinese),
    uses: [
      ...customUses.of(port, letter).map((fact) => useOf(fact, 'custom', language)),
      ...dissectorUses.of(port, letter).map((fact) => useOf(fact, 'dissector', language)),
    ],
    unusedTransport: unused === undefined ? null : remark(unused.fields, language),
    risk: risk === undefined ? null : remark(risk.fields, language),
    historicAssociations: historicNames.of(port, letter).map(associationOf),
    notes: notesOn([`port:${port}`, `port:${port}/${transport}`], language),
  };
}

/** Twins of a port, each with the name that the port has. */
export function twinsWithNames(
  port: number,
  transport: Transport,
  nameOf: (port: number, transport: Transport) => string,
): PortEntry['twins'] {
  return twinsOf(port, transport.charAt(0)).map((twin) => ({ ...twin, name: nameOf(twin.port, twin.transport) }));
}

function useOf({ fields }: PortFact, basis: PortUse['basis'], language: Language): PortUse {
  const [names = '', english = '', chinese = '', source = ''] = fields;
  return { names: listOf(names), description: inLanguage(language, english, chinese), basis, source };
}

function associationOf({ fields: [name = '', , source = ''] }: PortFact): HistoricAssociation {
  return { name, source };
}
