/** Texts in English that belong to no single command. */
export const commonEn = {
  usage: 'Usage: $0 <command> [options]',
  epilogue:
    'Scan only hosts that you may scan. Exit codes: 0 done, 1 the answer is no, 2 wrong call, 3 incomplete, 130 stopped.',
  /** What each command does, for the overview and for its own help. */
  commands: {
    lookup: 'Look up ports, IP protocols, mail commands and reply codes, offline',
    scan: 'Find open TCP ports, and name what answers. Scan only hosts that you may scan.',
    probe: 'Talk to a service: whole greeting, identity, what it offers, TLS. Sends no password and no mail.',
    local: 'List what listens on this machine, with processes and services, and who reaches it',
    data: 'Tell where the reference comes from, or update it from IANA',
  },
  noCommand: 'a command is needed: lookup, scan, probe, local or data (see portolan --help)',
  unknownCommand: (name: string, suggestion: string | undefined) =>
    `"${name}": no such command${suggestion === undefined ? '' : ` (did you mean ${suggestion}?)`}`,
  unwritable: (reason: string) => `the output could not be written: ${reason}`,
  unsettled: 'ended before its work was done, which it should not; what was printed is incomplete',
  noInput: '"-": nothing is read from standard input, but for a list of targets: scan --targets-file -',
  exclusive: (first: string, second: string) => `--${first} and --${second} exclude each other`,
  onlyWith: (option: string, other: string) => `--${option} says something only with --${other}`,
  unknownOption: (name: string, suggestion: string | undefined) =>
    `--${name}: no such option${suggestion === undefined ? '' : ` (did you mean --${suggestion}?)`}`,
  tooMany: (word: string) => `"${word}": one word too many for this command`,
  needsNoValue: (option: string) => `${option}: this option takes no value`,
  needsValue: (option: string) => `Not enough arguments following: ${option}`,
  wrongChoice: (option: string, given: string, choices: string) => `${given}: --${option} is one of ${choices}`,
  unexpected: (message: string) =>
    `portolan failed in a way it should not: ${message} (set PORTOLAN_DEBUG=1 for details)`,
  help: 'Show help',
  version: 'Show the version',
  lang: 'Language of texts. Default: by the locale',
  json: 'Print one JSON document',
  quiet: 'No progress and no remarks on stderr',
  timeout: 'How long one connect may stay unanswered, such as 500ms or 2s',
  probeTimeout: 'How long a service may take to greet and answer',
  signatures: 'Try the signatures of this file before the bundled ones; may be given several times',
  ipv4: 'Only IPv4 addresses',
  ipv6: 'Only IPv6 addresses',
  bothFamilies: '-4 and -6 exclude each other: leave both out to ask both',
  /** The argument parser's own words in its help. */
  parser: {
    'Commands:': 'Commands:',
    'Options:': 'Options:',
    'Positionals:': 'Positionals:',
    'Examples:': 'Examples:',
    'choices:': 'choices:',
    'default:': 'default:',
    'aliases:': 'aliases:',
    default: 'default',
    required: 'required',
    boolean: 'boolean',
    string: 'string',
    number: 'number',
    array: 'array',
    count: 'count',
    command: 'command',
    deprecated: 'deprecated',
    'deprecated: %s': 'deprecated: %s',
    'generated-value': 'generated-value',
  },
};

export type CommonTexts = typeof commonEn;
