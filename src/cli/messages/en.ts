/** Texts for people in English, apart from those of the lookup command. */
import { MAX_CONCURRENCY } from '../../defaults.js';
import type { ScanProgress } from '../../pipeline.js';
import type { ProbeWords } from '../../report/probe-text.js';
import { formatNumber, type ScanWords } from '../../report/scan-table.js';

export const en = {
  usage: 'Usage: $0 <command> [options]',
  epilogue:
    'Scan only hosts that you may scan. Exit codes: 0 done, 1 the answer is no, 2 wrong call, 3 incomplete, 130 stopped.',
  noCommand: 'a command is needed: lookup, scan or probe (see portolan --help)',
  unknownCommand: (name: string, suggestion: string | undefined) =>
    `"${name}": no such command${suggestion === undefined ? '' : ` (did you mean ${suggestion}?)`}`,
  unwritable: (reason: string) => `the output could not be written: ${reason}`,
  unsettled: 'ended before its work was done, which it should not; what was printed is incomplete',
  noInput: '"-": nothing is read from standard input; name what to ask on the command line',
  exclusive: (first: string, second: string) => `--${first} and --${second} exclude each other`,
  unknownOption: (name: string, suggestion: string | undefined) =>
    `--${name}: no such option${suggestion === undefined ? '' : ` (did you mean --${suggestion}?)`}`,
  needsNoValue: (option: string) => `${option}: this option takes no value`,
  wrongChoice: (option: string, given: string, choices: string) => `${given}: --${option} is one of ${choices}`,
  unexpected: (message: string) =>
    `portolan failed in a way it should not: ${message} (set PORTOLAN_DEBUG=1 for details)`,
  help: 'Show help',
  version: 'Show the version',
  json: 'Print one JSON document',
  quiet: 'No progress and no remarks on stderr',
  timeout: 'How long one connect may stay unanswered, such as 500ms or 2s',
  probeTimeout: 'How long a service may take to greet and answer',
  ipv4: 'Only IPv4 addresses',
  ipv6: 'Only IPv6 addresses',

  scan: {
    describe: 'Find open TCP ports, and name what answers. Scan only hosts that you may scan.',
    targets: 'Host names, addresses, networks (192.0.2.0/28), ranges (192.0.2.1-9), host:port, URLs',
    ports: 'Ports: 25,8000-8100,0x1f90,smtp,@mail,all. Default: @common',
    retries: 'How often a silent port is asked again, 0 to 20',
    concurrency: 'Connects in flight at most',
    open: 'List open ports only (the same as --show open)',
    show: 'List open ports and a few others, every port asked, or open ports only',
    identify: 'Name services by port only, by listening, or by asking harmless questions too',
    ndjson: 'Print one JSON record a line, as soon as it is known',
    output: 'Write the results to a file',
    noTarget: 'a host to scan is needed, such as: portolan scan localhost',
    bothFamilies: '-4 and -6 exclude each other: leave both out to ask both',
    examples: [
      ['$0 scan localhost', 'the common ports of this machine'],
      ['$0 scan mail.example.org -p @mail', 'the mail ports of a host'],
      ['$0 scan 192.0.2.0/28 -p 22,80,443 --json', 'three ports of 16 addresses, for a program'],
    ] as [string, string][],
    failure: (target: string, message: string) => `${target} was not scanned: ${message}`,
    lowered: (asked: number, used: number) =>
      used === MAX_CONCURRENCY
        ? `--concurrency ${formatNumber(asked)} lowered to ${formatNumber(used)}, the most that makes sense from one machine`
        : `--concurrency ${formatNumber(asked)} lowered to ${formatNumber(used)}, the most that this process may have open`,
    progress(progress: ScanProgress, elapsedMs: number): string {
      const { planned, settled, open, latestOpen } = progress;
      if (planned === 0) return 'starting';
      const rate = elapsedMs > 0 ? (settled * 1000) / elapsedMs : 0;
      const left = rate > 0 ? `${Math.ceil((planned - settled) / rate)} s left` : '';
      const shown = latestOpen.map(({ port }) => port);
      const found = `${formatNumber(open)} open${shown.length > 0 ? `: ${shown.join(' ')}` : ''}`;
      const parts = [
        `${formatNumber(settled)}/${formatNumber(planned)}`,
        `${formatNumber(Math.round(rate))}/s`,
        left,
        found,
      ];
      return parts.filter((part) => part !== '').join(' · ');
    },
    words: {
      port: 'PORT',
      state: 'STATE',
      service: 'SERVICE',
      details: 'DETAILS',
      states: {
        open: 'open',
        closed: 'closed',
        filtered: 'filtered',
        unreachable: 'unreachable',
        unknown: 'unknown',
      },
      notShown: (counts) => `not shown: ${counts}`,
      quietHosts(named, others) {
        if (others === 0 && named.length === 1) return `${named[0]} has no open port.`;
        if (others > 0) return `${named.join(', ')} and ${formatNumber(others)} more have no open port.`;
        return `${named.slice(0, -1).join(', ')} and ${named.at(-1)} have no open port.`;
      },
      hostname: (name) => `says it is ${name}`,
      summary: (asked, counts, seconds) =>
        `Asked ${formatNumber(asked)} in ${seconds} s: ${counts === '' ? 'nothing' : counts}.`,
      stopped: 'Stopped early.',
      incomplete({ unknown, unknownReasons, failedTargets }) {
        const why = Object.keys(unknownReasons).join(', ');
        const parts = [
          unknown > 0 ? `${formatNumber(unknown)} could not be asked (${why})` : '',
          failedTargets > 0
            ? `${formatNumber(failedTargets)} ${failedTargets === 1 ? 'target' : 'targets'} not scanned`
            : '',
        ];
        return `Incomplete: ${parts.filter((part) => part !== '').join(', ')}.`;
      },
    } satisfies ScanWords,
  },

  probe: {
    describe: 'Talk to a service: whole greeting, identity, what it offers, TLS. Sends no password and no mail.',
    targets: 'host:port, or a host whose mail ports are asked',
    ports: 'Ports to probe, as in scan. Default: the mail ports 25, 110, 143, 465, 587, 993, 995',
    noTarget: 'a service to probe is needed, such as: portolan probe mail.example.org:25',
    failure: (target: string, message: string) => `${target} was not probed: ${message}`,
    examples: [
      ['$0 probe 127.0.0.1:25', 'one service'],
      ['$0 probe mail.example.org', 'the mail ports of a host'],
    ] as [string, string][],
    words: {
      greeting: 'greeting',
      nothingSaid: '(it said nothing)',
      more: (characters) => `(${formatNumber(characters)} more characters; --json has them)`,
      cut: {
        timeout: '(nothing more came in time)',
        closed: '(then it closed the connection)',
        'too-long': '(cut: longer than any real greeting)',
        failed: '(the TLS handshake failed)',
        stopped: '(stopped before it said more)',
      },
      service: 'service',
      product: 'product',
      hostname: 'host name',
      os: 'system',
      evidence: 'because of',
      offers: 'offers',
      offersSecure: 'offers inside TLS',
      startTls: 'STARTTLS',
      startTlsOutcomes: {
        'not-offered': 'not offered',
        refused: 'offered, then refused',
        failed: 'offered, but the handshake failed',
        done: 'done',
      },
      tls: 'TLS',
      certificate: 'certificate',
      trusted: 'trusted for this name',
      untrusted: (reason) => `not trusted: ${reason}`,
      valid: (from, to) => `valid ${from} to ${to}`,
      injected: 'clear text behind the go-ahead for TLS',
      refusesUs: '(it does not take us as a client)',
      methods: {
        port: 'guessed from the port number',
        banner: 'by its greeting',
        probe: 'by its answer to a question',
      },
      evidenceText: (rule, text, bytes) =>
        text === '' ? `rule ${rule}` : `"${text}"${bytes === null ? '' : `, bytes ${bytes}`} (rule ${rule})`,
    } satisfies ProbeWords,
  },
};
