import type { DataWords } from '../../../report/data-table.js';
import { formatNumber } from '../../../report/scan-table.js';

/** Texts of the data command in English. */
export const dataEn = {
  action: 'update: read the files of IANA into a copy of your own; reset: remove it. Default: tell the state',
  from: 'A file or URL: CSV or XML of IANA, ports or protocol numbers, once for each. Default: the URLs of IANA',
  check: 'Only tell what would change; exit 1 where something would',
  examples: [
    ['$0 data', 'sources, dates, counts and licences of the reference'],
    ['$0 data update', 'fetch both registries from IANA'],
    ['$0 data update --from ports.csv', 'read a file that you have'],
    ['$0 data update --check --json', 'what would change, for a program'],
    ['$0 data reset', 'back to the bundled registries'],
  ] as [string, string][],
  unknownAction: (given: string) => `"${given}": after data stands update, reset or nothing`,
  onlyForUpdate: (option: string) => `--${option} belongs to portolan data update`,
  noFolder:
    'there is no folder for a copy: PORTOLAN_DATA is "bundle", or no home folder is known; set PORTOLAN_DATA to a folder',
  older: (source: string, date: string, bundled: string) =>
    `${source} is of ${date}, older than the bundled registry of ${bundled}.`,
  usedAllTheSame: 'It is used all the same, until a newer bundle is installed or until portolan data reset.',
  reset: (paths: readonly string[]) =>
    paths.length === 0
      ? 'There is no copy; the bundled registries are in use.'
      : `Removed ${paths.join(' and ')}; the bundled registries are in use.`,
  words: {
    registries: { 'ports.tsv': 'Ports', 'protocols.tsv': 'IP protocols' },
    inUse: { bundle: 'the bundled registry is in use', copy: 'your copy is in use' },
    bundle: 'bundle',
    copy: 'your copy',
    noCopy: 'none',
    noFolder: 'none: PORTOLAN_DATA is "bundle", or no home folder is known',
    registryOf: (date) => (date === null ? 'IANA registry of an unknown day' : `IANA registry of ${date}`),
    counts: {
      'ports.tsv': ({ names, numbers }) => `${formatNumber(names)} names at ${formatNumber(numbers)} ports`,
      'protocols.tsv': ({ names, numbers }) => `${formatNumber(names)} keywords for ${formatNumber(numbers)} numbers`,
    },
    records: (records) => `${formatNumber(records)} records`,
    made: (day, source) => `made ${day} from ${source}`,
    stale: 'not used: the bundle has become newer',
    damaged: {
      unreadable: 'not used: it cannot be read',
      header: 'not used: its first line is not that of a copy',
      format: 'not used: another version of portolan wrote it',
      content: 'not used: its content is not what was written',
    },
    comma: ', ',
    colon: ': ',
    madeOf: 'made of',
    licence: 'licence',
    byHand: 'Bundled besides',
    columns: ['FILE', 'ENTRIES', 'DATE', 'LICENCE', 'FROM'],
    origins: {
      generated: 'generated',
      documents: 'documents',
      entries: 'see its entries',
      examples: 'see its examples',
      curated: 'curated',
    },
    number: formatNumber,
    changes: {
      added: (count) => `${formatNumber(count)} added (+)`,
      removed: (count) => `${formatNumber(count)} removed (-)`,
      renamed: (count) => `${formatNumber(count)} renamed (~)`,
      status: (count) => `${formatNumber(count)} of other status (=)`,
      details: (count) => `${formatNumber(count)} with other descriptions or references`,
    },
    noChanges: 'no change',
    more: (count) => `and ${formatNumber(count)} more (--json lists all)`,
    status: {
      assigned: 'assigned',
      reserved: 'reserved',
      deregistered: 'de-registered',
      unassigned: 'unassigned',
      experimental: 'experimental',
    },
    written: (path) => `written to ${path}`,
    notWritten: 'nothing was written',
  } as DataWords,
};

export type DataTexts = typeof dataEn;
