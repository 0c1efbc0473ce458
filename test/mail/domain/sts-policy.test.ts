import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { allowsExchanger, parsePolicy, parseStsRecord } from '../../../src/mail/domain/sts-policy.js';

const LINES = ['version: STSv1', 'mode: enforce', 'mx: mail.example.com', 'mx: *.example.net', 'max_age: 604800'];
const POLICY = { mode: 'enforce', mx: ['mail.example.com', '*.example.net'], maxAgeSeconds: 604_800 };

/** The policy with a line replaced, or what is wrong with it. */
function changed(from: string, to: string): unknown {
  const policy = parsePolicy(LINES.join('\n').replace(from, to));
  return 'fault' in policy ? policy.fault : policy;
}

test('the record that announces a policy has an id', () => {
  assert.deepEqual(parseStsRecord(['v=STSv1; id=20160831085700Z;']), { id: '20160831085700Z' });
  assert.deepEqual(parseStsRecord(['v=STSv1;id=1']), { id: '1' });
  assert.deepEqual(parseStsRecord(['v=STSv1\t ; ext=a:b,c ; id=Abc9 ; ']), { id: 'Abc9' });
});

test('records of something else are left aside', () => {
  for (const none of [[], ['v=spf1 -all'], ['v=STSv2; id=1'], ['V=STSv1; id=1'], ['v=STSv1'], [' v=STSv1; id=1']]) {
    assert.equal(parseStsRecord(none), null);
  }
  assert.deepEqual(parseStsRecord(['v=spf1 -all', 'v=STSv1; id=1', '']), { id: '1' });
});

test('more than one record announces nothing', () => {
  assert.deepEqual(parseStsRecord(['v=STSv1; id=1', 'v=STSv1; id=1']), { fault: 'several-records' });
});

test('a record without a sound id announces nothing', () => {
  const odd = [
    '',
    ' id=',
    ' id=a-b',
    ` id=${'a'.repeat(33)}`,
    ' ID=1',
    ' id = 1',
    ' id=1 x',
    ' id=1;;',
    ' id=1; a',
    ' id=1; a=',
  ];
  for (const rest of odd) assert.deepEqual(parseStsRecord([`v=STSv1;${rest}`]), { fault: 'invalid-record' }, rest);
  assert.deepEqual(parseStsRecord([`v=STSv1; id=${'a'.repeat(32)}`]), { id: 'a'.repeat(32) });
});

test('a policy is read, whatever its line ends and the order of its fields', () => {
  for (const end of ['\n', '\r\n']) {
    assert.deepEqual(parsePolicy(LINES.join(end)), POLICY);
    assert.deepEqual(parsePolicy(LINES.join(end) + end), POLICY);
    assert.deepEqual(
      parsePolicy(
        LINES.with(0, LINES[4] ?? '')
          .with(4, LINES[0] ?? '')
          .join(end),
      ),
      POLICY,
    );
  }
  assert.deepEqual(
    parsePolicy('version:STSv1  \nmode:\tenforce\nmx:mail.example.com\nmx: *.Example.net\nmax_age:604800\t'),
    POLICY,
  );
});

test('fields that are not known are left out, and of those that may stand once the first counts', () => {
  const more = ['x-report.to_1: mailto:äö@example.com', 'mode: none', 'version: STSv2', 'max_age: x'];
  assert.deepEqual(parsePolicy([...LINES, ...more].join('\n')), POLICY);
  assert.deepEqual(changed('*.example.net', 'MAIL.example.com'), { ...POLICY, mx: ['mail.example.com'] });
});

test('every mode is known, in lower case', () => {
  assert.deepEqual(changed('enforce', 'testing'), { ...POLICY, mode: 'testing' });
  assert.deepEqual(changed('enforce', 'none'), { ...POLICY, mode: 'none' });
  for (const mode of ['Enforce', 'report', 'enforce testing']) assert.equal(changed('enforce', mode), 'invalid-mode');
  assert.equal(changed('mode: enforce\n', ''), 'invalid-mode');
});

test('only the first version is known', () => {
  for (const version of ['STSv2', 'stsv1', '1']) assert.equal(changed('STSv1', version), 'invalid-version');
  assert.equal(changed('version: STSv1\n', ''), 'invalid-version');
});

test('max_age is a number of seconds up to a year', () => {
  assert.deepEqual(changed('604800', '0'), { ...POLICY, maxAgeSeconds: 0 });
  assert.deepEqual(changed('604800', '31557600'), { ...POLICY, maxAgeSeconds: 31_557_600 });
  for (const age of ['31557601', '-1', '1e3', '0x10', '1.5', '1 day', '00000000001']) {
    assert.equal(changed('604800', age), 'invalid-max-age', age);
  }
  assert.equal(changed('\nmax_age: 604800', ''), 'invalid-max-age');
});

test('exchangers are names, or names behind a wildcard for one whole label', () => {
  for (const name of [
    '*',
    '*.',
    'm*.example.com',
    '*.*.example.com',
    'mail.example.com.',
    '.a',
    'a..b',
    'a_b.example',
    'a b',
  ]) {
    assert.equal(changed('*.example.net', name), 'invalid-mx', name);
  }
  assert.equal(changed('*.example.net', 'mäil.example'), 'invalid-mx');
  assert.equal(changed('*.example.net', `${'a'.repeat(64)}.example`), 'invalid-mx');
  assert.equal(changed('*.example.net', '192.0.2.1, mail.example.org'), 'invalid-mx');
  assert.deepEqual(changed('*.example.net', 'xn--mil-qla.example'), {
    ...POLICY,
    mx: ['mail.example.com', 'xn--mil-qla.example'],
  });
});

test('only a policy that turns itself off lists no exchangers', () => {
  const fields = ['version: STSv1', 'max_age: 86400'];
  assert.deepEqual(parsePolicy([...fields, 'mode: enforce'].join('\n')), { fault: 'invalid-mx' });
  assert.deepEqual(parsePolicy([...fields, 'mode: none'].join('\n')), { mode: 'none', mx: [], maxAgeSeconds: 86_400 });
});

test('what is no line of a policy makes it none', () => {
  for (const line of [
    '',
    'mx',
    ': x',
    'mx:',
    'mx: ',
    '<html>',
    '# comment',
    'a b: c',
    `${'a'.repeat(33)}: b`,
    '\uFEFFa: b',
  ]) {
    assert.equal(changed('mode: enforce', `mode: enforce\n${line}`), 'invalid-line', line);
  }
  assert.deepEqual(parsePolicy(''), { fault: 'invalid-line' });
  assert.deepEqual(parsePolicy(LINES.join('\r')), { fault: 'invalid-version' });
});

test('a list of exchangers is held against a name, in any case and with its dot', () => {
  const policy = { mx: ['mail.example.com', '*.example.net'] };
  for (const name of ['mail.example.com', 'MAIL.Example.com.', 'a.example.net', 'xn--a.example.net.']) {
    assert.equal(allowsExchanger(policy, name), true, name);
  }
  for (const name of [
    'example.com',
    'a.mail.example.com',
    'example.net',
    '.example.net',
    'a.b.example.net',
    '',
    '.',
    'net',
    '*',
  ]) {
    assert.equal(allowsExchanger(policy, name), false, name);
  }
  assert.equal(allowsExchanger({ mx: [] }, 'mail.example.com'), false);
});

const field = fc.constantFrom(...LINES, 'mode: none', 'mx: x', 'max_age: 99999999999', 'a: b', '', ' ', ':');
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.oneof(field, fc.string()), { maxLength: 12 }).map((lines) => lines.join('\r\n')),
);

test('any text is a policy that keeps to the rules, or none', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const policy = parsePolicy(text);
      if ('fault' in policy) return;
      assert.ok(policy.maxAgeSeconds >= 0 && policy.maxAgeSeconds <= 31_557_600);
      assert.ok(policy.mode === 'none' || policy.mx.length > 0);
      for (const name of policy.mx) assert.ok(allowsExchanger(policy, name.replace('*', 'a')));
      const { mode, mx, maxAgeSeconds } = policy;
      const written = [
        'version: STSv1',
        `mode: ${mode}`,
        `max_age: ${maxAgeSeconds}`,
        ...mx.map((name) => `mx: ${name}`),
      ];
      assert.deepEqual(parsePolicy(written.join('\r\n')), policy);
    }),
  );
});

test('any records announce one policy or none', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string().map((rest) => `v=STSv1; id=1; ${rest}`),
  );
  fc.assert(
    fc.property(fc.array(text, { maxLength: 4 }), (texts) => {
      const record = parseStsRecord(texts);
      if (record !== null && 'id' in record) assert.match(record.id, /^[A-Za-z0-9]{1,32}$/);
    }),
  );
});

test('blanks without end cost no time', () => {
  const blanks = ' \t'.repeat(30_000);
  const began = performance.now();
  parsePolicy(`mx: a${blanks}b\n${blanks}\nmode:${blanks}x`);
  parseStsRecord([`v=STSv1; id=1${blanks}x`, `v=STSv1${blanks}`]);
  parsePolicy('mx: a\n'.repeat(10_000));
  assert.ok(performance.now() - began < 1000);
});
