import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDnsmasq } from './helpers/dnsmasq.js';
import { startDovecot } from './helpers/dovecot.js';
import { startExim } from './helpers/exim.js';
import { faultsOf, type Probed, startMailLab } from './helpers/mail-lab.js';
import { startPolicyHost } from './helpers/mail-policy.js';
import { MAIL_HOSTS, POLICY_HOSTS } from './helpers/mail-zones.js';
import { startPostfix } from './helpers/postfix.js';
import { stoppedAfter } from './helpers/stopped-after.js';

const NEEDS = ['postfix', 'exim', 'dovecot', 'dovecot delivery', 'nginx', 'dnsmasq'] as const;

test('domains of mail, by what a resolver that vouches for its answers says of them', async (context) => {
  const lab = await startMailLab(context, { needs: NEEDS, ports: [25, 443, 465, 993, 995, 4190] });
  if (!lab) return;
  const mail = lab.site('mail');
  const policyHost = (domain: keyof typeof POLICY_HOSTS, leaf: 'right' | 'self-signed', mx: readonly string[]) =>
    startPolicyHost({
      registeredOn: POLICY_HOSTS[domain],
      certificate: lab.authority.leaf(leaf, `mta-sts.${domain}.test`),
      policy: ['version: STSv1', 'mode: enforce', ...mx.map((name) => `mx: ${name}`), 'max_age: 604800'],
    });
  const [, , , , , , , , dnsmasq] = await Promise.all([
    stoppedAfter(context, startPostfix({ ...mail, smtps: true, submission: true, alsoOn: ['[::1]'] })),
    stoppedAfter(context, startDovecot({ ...mail, sieve: true })),
    stoppedAfter(
      context,
      startExim({ ...lab.site('backup'), settings: ['smtp_banner = $smtp_active_hostname ESMTP'] }),
    ),
    stoppedAfter(context, startPostfix(lab.site('mismatched'))),
    stoppedAfter(context, startPostfix(lab.site('stale', 'expired'))),
    stoppedAfter(context, policyHost('portolan', 'right', ['*.portolan.test'])),
    stoppedAfter(context, policyHost('unlisted', 'right', ['stale.portolan.test'])),
    stoppedAfter(context, policyHost('untrusted', 'self-signed', ['mail.portolan.test'])),
    stoppedAfter(context, startDnsmasq({ asks: lab.resolver })),
    stoppedAfter(context, startPostfix(lab.site('nameless'))),
  ]);

  await context.test('a right one: two exchangers, DANE, MTA-STS, names both ways, and no fault', async () => {
    const found = await lab.probe({ mx: 'portolan.test' });
    const [domain] = found.domains;
    assert.deepEqual([domain?.mail?.kind, domain?.mail?.validated], ['mx', true]);
    assert.deepEqual(
      domain?.mail?.exchangers.map(({ name, preference, addresses }) => [name, preference, addresses]),
      [
        ['mail.portolan.test', 10, [MAIL_HOSTS.mail]],
        ['backup.portolan.test', 20, [MAIL_HOSTS.backup]],
      ],
    );
    assert.deepEqual(domain?.mtaSts, {
      ...{ id: '20260101000000', problem: null },
      policy: { mode: 'enforce', mx: ['*.portolan.test'], maxAgeSeconds: 604_800 },
    });
    assert.deepEqual(faultsOf(domain), []);
    assert.deepEqual(servicesOf(found), [
      [MAIL_HOSTS.mail, 25, 'ready', 'pass', []],
      [MAIL_HOSTS.backup, 25, 'ready', 'none', []],
    ]);
    const { origin, names } = found.services[0]!;
    assert.deepEqual([origin?.kind, origin?.domain, origin?.name], ['mx', 'portolan.test', 'mail.portolan.test']);
    assert.deepEqual(names, {
      ...{ reverseNames: ['mail.portolan.test'], confirmedNames: ['mail.portolan.test'], omittedNames: 0 },
      greetingAddresses: [MAIL_HOSTS.mail],
    });
  });

  await context.test('exchangers of equal preference, one of them with an address of each family', async () => {
    const found = await lab.probe({ mx: 'equal.test' });
    assert.deepEqual(
      found.services.map(({ address, origin }) => [origin?.preference, origin?.name, address]),
      [
        [10, 'backup.portolan.test', MAIL_HOSTS.backup],
        [10, 'mail.portolan.test', MAIL_HOSTS.mail],
        ...['::1', MAIL_HOSTS.mail].map((address) => [20, 'both.portolan.test', address]),
      ],
    );
    assert.deepEqual(
      found.services.map(({ verdict }) => verdict.code),
      Array(4).fill('ready'),
    );
    const { services } = await lab.probe({ mx: 'equal.test', first: true });
    assert.deepEqual(
      services.map(({ address }) => address),
      [MAIL_HOSTS.backup],
    );
  });

  for (const [domain, kind, faults, services] of OTHERS) {
    await context.test(`${domain}: ${[kind, ...faults].join(', ')}`, async () => {
      const found = await lab.probe({ mx: domain });
      assert.deepEqual([found.domains[0]?.mail?.kind, found.domains.flatMap(faultsOf)], [kind, faults]);
      assert.deepEqual(servicesOf(found), services);
      assert.equal(found.failures.length, kind === 'unknown' ? 1 : 0, found.failures.join());
    });
  }

  await context.test('TLSA records through a resolver that does not vouch for them are not relied on', async () => {
    const found = await lab.probe({ mx: 'portolan.test', first: true, dns: `${dnsmasq.host}:${dnsmasq.port}` });
    assert.equal(found.domains[0]?.mail?.validated, false);
    assert.deepEqual(servicesOf(found), [[MAIL_HOSTS.mail, 25, 'ready', 'pass', ['note dane-unvalidated']]]);
  });

  await context.test(
    'policies of MTA-STS: one that leaves an exchanger out, one whose host cannot be trusted or reached',
    async () => {
      const unlisted = await lab.probe({ mx: 'unlisted.test' });
      assert.deepEqual(unlisted.domains.flatMap(faultsOf), []);
      assert.deepEqual(servicesOf(unlisted), [
        [MAIL_HOSTS.backup, 25, 'ready', 'none', ['wrong mta-sts-exchanger-not-listed']],
        [MAIL_HOSTS.stale, 25, 'ready', 'none', ['wrong mta-sts-certificate', 'weak certificate-expired-on-relay']],
      ]);
      for (const [domain, problem] of [
        ['untrusted.test', 'certificate'],
        ['silent.test', 'unreachable'],
      ] as const) {
        const { domains } = await lab.probe({ mx: domain });
        assert.deepEqual([domains[0]?.mtaSts?.policy, domains[0]?.mtaSts?.problem], [null, problem], domain);
        assert.deepEqual(domains.flatMap(faultsOf), ['wrong mta-sts-unreachable', 'note mx-single']);
      }
    },
  );

  await context.test('services for clients, as SRV records name them', async () => {
    const found = await lab.probe({ srv: 'portolan.test' });
    const told = found.domains[0]?.clientServices?.map(({ service, target, port }) => `${service} ${target} ${port}`);
    const right = ['submissions 465', 'imaps 993', 'pop3s 995', 'sieve 4190'].map((each) => each.split(' '));
    assert.deepEqual(
      told?.sort(),
      [...right.map(([service, port]) => `${service} mail.portolan.test ${port}`), 'pop3 null 0'].sort(),
    );
    assert.deepEqual(found.services.map(({ port }) => port).sort(), ['465', '993', '995', '4190'].map(Number).sort());
    for (const { verdict, origin, port } of found.services) {
      assert.deepEqual(
        [verdict.code, origin?.kind, origin?.name],
        ['ready', 'srv', 'mail.portolan.test'],
        String(port),
      );
    }
    const { domains } = await lab.probe({ srv: 'clear-only.test' });
    assert.deepEqual(domains.flatMap(faultsOf), ['note srv-tls-missing']);
  });
});

/** Address, port, verdict, outcome of DANE, faults but for those of Postfix's and Exim's age. */
type Told = [address: string, port: number, verdict: string, dane: string | undefined, faults: string[]];

/** Domain, what takes its mail, its faults, and those of its services. */
const OTHERS: [domain: string, kind: string, faults: string[], services: Told[]][] = [
  ['null.test', 'null', [], []],
  ['null-and-more.test', 'mx', ['wrong mx-null-with-others'], [[MAIL_HOSTS.mail, 25, 'ready', 'pass', []]]],
  [
    'implicit.test',
    'implicit',
    ['note mx-implicit'],
    [[MAIL_HOSTS.mail, 25, 'ready', 'none', ['weak certificate-name-mismatch-on-relay']]],
  ],
  [
    'aliased.test',
    'mx',
    ['wrong mx-alias', 'note mx-single'],
    [[MAIL_HOSTS.mail, 25, 'ready', 'none', ['weak certificate-name-mismatch-on-relay']]],
  ],
  ['literal.test', 'mx', ['wrong mx-address-literal', 'note mx-single'], []],
  ['dangling.test', 'mx', ['wrong mx-unresolvable', 'note mx-single'], []],
  [
    'dane-mismatch.test',
    'mx',
    ['note mx-single'],
    [[MAIL_HOSTS.mismatched, 25, 'ready', 'fail', ['wrong dane-mismatch']]],
  ],
  [
    'no-reverse.test',
    'mx',
    ['note mx-single'],
    // At an address of loopback nobody can have a name.
    [[MAIL_HOSTS.nameless, 25, 'ready', 'none', []]],
  ],
  [
    'unsigned.test',
    'mx',
    ['note mx-single'],
    [[MAIL_HOSTS.mail, 25, 'ready', 'pass', ['weak certificate-name-mismatch-on-relay', 'note dane-unvalidated']]],
  ],
  ['bogus.test', 'unknown', [], []],
  ['nowhere.test', 'no-such-domain', [], []],
];

function servicesOf({ services }: Probed): Told[] {
  return services.map((service) => [
    ...([service.address, service.port, service.verdict.code, service.dane?.outcome] as const),
    faultsOf(service),
  ]);
}
