import assert from 'node:assert/strict';
import test from 'node:test';
import { isFaultOfPolicy, mtaStsOf } from '../../../src/mail/domain/mta-sts.js';
import type { DnsAnswer, DnsClient } from '../../../src/net/dns-types.js';
import type { PolicyDownload } from '../../../src/net/policy-download.js';

const TEXT = 'version: STSv1\nmode: enforce\nmx: mail.example.org\nmax_age: 86400\n';
const NONE: DnsAnswer = { outcome: 'no-such-name', reason: null, records: [], validated: false };

function answer(...texts: string[]): DnsAnswer {
  return { ...NONE, outcome: 'answer', records: texts.map((text) => ({ type: 'TXT', text })) };
}

/** What is reported, and what was asked for on the way. */
async function reported(dns: DnsAnswer, download: PolicyDownload = { text: TEXT }, domain = 'example.org') {
  const asked: string[] = [];
  const client: DnsClient = {
    query: async (name, type) => {
      asked.push(`${name} ${type}`);
      return dns;
    },
  };
  const report = await mtaStsOf(domain, client, async (host) => {
    asked.push(host);
    return download;
  });
  return { ...report, asked };
}

test('the record is looked up, then the policy', async () => {
  assert.deepEqual(await reported(answer('v=STSv1; id=7'), undefined, 'Example.ORG.'), {
    id: '7',
    policy: { mode: 'enforce', mx: ['mail.example.org'], maxAgeSeconds: 86_400 },
    problem: null,
    asked: ['_mta-sts.example.org TXT', 'mta-sts.example.org'],
  });
});

test('without a record no policy is asked for, and there is no problem', async () => {
  const asked = ['_mta-sts.example.org TXT'];
  for (const dns of [NONE, { ...NONE, outcome: 'no-data' } as const, answer('v=spf1 -all')]) {
    assert.deepEqual(await reported(dns), { id: null, policy: null, problem: null, asked });
  }
});

test('a record that announces nothing is told of', async () => {
  const several = await reported(answer('v=STSv1; id=1', 'v=STSv1; id=2'));
  assert.equal(several.problem, 'several-records');
  assert.equal(several.asked.length, 1);
  assert.equal((await reported(answer('v=STSv1; id='))).problem, 'invalid-record');
});

test('that the resolver gave no answer is another thing than no record', async () => {
  const dns: DnsAnswer = { ...NONE, outcome: 'failed', reason: 'servfail' };
  const { id, policy, problem } = await reported(dns);
  assert.deepEqual({ id, policy, problem }, { id: null, policy: null, problem: 'dns-failed' });
});

test('why there is no policy is told beside the id', async () => {
  const download = { fault: 'not-found' } as const;
  const { id, policy, problem } = await reported(answer('v=STSv1; id=7'), download);
  assert.deepEqual({ id, policy, problem }, { id: '7', policy: null, problem: 'not-found' });
  const invalid = await reported(answer('v=STSv1; id=7'), { text: TEXT.replace('enforce', 'strict') });
  assert.deepEqual([invalid.id, invalid.policy, invalid.problem], ['7', null, 'invalid-mode']);
});

test('what the domain publishes and the way to it are two things', () => {
  for (const fault of ['invalid-record', 'several-records', 'invalid-mx', 'wrong-media-type', 'too-large']) {
    assert.equal(isFaultOfPolicy(fault), true, fault);
  }
  for (const way of ['dns-failed', 'unresolvable', 'timeout', 'certificate', 'not-found', 'redirected']) {
    assert.equal(isFaultOfPolicy(way), false, way);
  }
});
