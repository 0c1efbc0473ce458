/** The help of the probe command in English. */
export const probeOptionsEn = {
  groups: {
    reach: 'What to ask:',
    talk: 'How to talk:',
    trust: 'TLS, certificates and relaying:',
    output: 'Output:',
  },
  targets: 'host:port, or a host whose mail ports are asked; none are needed with --mx or --srv',
  ports: 'Ports to probe, as in scan. Default: the mail ports 25, 110, 143, 465, 587, 993, 995, 4190; with --mx 25',
  identify: 'Listen only, say what clients say every day (light, the default), or also what is rare and may be logged',
  mx: 'Every address of every mail exchanger of this domain; may be given several times',
  srv: 'The services that the SRV records of this domain name for mail clients; may be given several times',
  first: 'With --mx and --srv: only the first address of the best exchanger, and of the best server of each service',
  dns: 'Ask this DNS server, an address such as 192.0.2.53 or 192.0.2.53:5353, not those of the system',
  helo: 'The name to give in EHLO. Default: our address in brackets',
  greetTimeout: 'How long a server may take for its whole greeting; some wait 20s on purpose',
  retryAfter: 'When to ask once more where a server put us off (421, greylisting); 0 is never',
  tlsVersions: 'Try which versions of TLS are accepted, over up to three further connections a service',
  ca: 'Trust the authorities of this PEM file too; may be given several times',
  relayTest: 'Ask whether mail from anybody to anybody is taken; needs --own-host. No mail is sent.',
  ownHost: 'Confirm that the hosts are your own, or that their owner agrees to the relay test',
  relayFrom: 'The sender that the relay test names. Default: the empty one, as of a bounce',
  relayTo: 'The recipient that the relay test names. Default: one at a domain reserved for examples',
  details: 'Show everything known of each service, not only the table',
  transcript: 'Show what was said, with times',
  explain: 'Show what was said, and what each line of it means (--transcript is implied)',
  markdown: 'Print table and findings as Markdown, for an issue tracker',
  failOn: 'Exit with 1 where a finding of this grade, or a graver one, exists',
  needsOwnHost:
    '--relay-test asks a server to take mail for others, which its owner may take for an attack: confirm with --own-host that the hosts are your own',
  notWhenListening: (option: string) => `--${option} says nothing with --identify listen, which sends nothing`,
  firstOfWhat: '--first says something only with --mx or --srv',
  examples: [
    ['$0 probe mail.example.org', 'the mail services of a host at a glance'],
    ['$0 probe 127.0.0.1:25 --explain', 'one service, what was said and what it means'],
    ['$0 probe --mx example.org --first', 'the exchanger that a domain prefers'],
    ['$0 probe mail.example.org --tls-versions --fail-on wrong', 'for a nightly check: exit code 1'],
  ] as [string, string][],
};

export type ProbeOptionTexts = typeof probeOptionsEn;
