import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { PortolanError } from '../../src/errors.js';
import { lookup } from '../../src/reference/index.js';
import { lookupExactly } from '../../src/reference/lookup.js';
import { foundBy, labelOf } from './labels.js';

/** `25/tcp` or `protocol 25` for each match. */
function found(query: string): string[] {
  return lookup(query).matches.map((entry) => {
    if (entry.kind === 'protocol') return `protocol ${entry.number}`;
    if (entry.kind !== 'port') return `${entry.kind} ${entry.name}`;
    const ports = entry.lastPort === undefined ? `${entry.port}` : `${entry.port}-${entry.lastPort}`;
    return `${ports}/${entry.transport}`;
  });
}

test('a number up to 255 means a port and an IP protocol', () => {
  assert.deepEqual(found('25'), ['25/tcp', '25/udp', 'protocol 25']);
  assert.deepEqual(found('255'), ['255/tcp', '255/udp', 'protocol 255']);
  assert.deepEqual(found('256'), ['256/tcp', '256/udp']);
  assert.deepEqual(found('port:25'), ['25/tcp', '25/udp']);
  assert.deepEqual(found('25/tcp'), ['25/tcp']);
  assert.deepEqual(found('proto:25'), ['protocol 25']);
});

test('a name means ports and an IP protocol', () => {
  assert.deepEqual(found('tcp'), ['protocol 6']);
  assert.deepEqual(found('GRE'), ['protocol 47']);
  assert.deepEqual(found('smtp'), ['25/tcp', '25/udp', 'topic SMTP']);
  assert.deepEqual(found('port:smtp'), ['25/tcp', '25/udp']);
  assert.deepEqual(found('SMTP/TCP'), ['25/tcp']);
  assert.deepEqual(found('proto:icmp'), ['protocol 1']);
  assert.deepEqual(found('l2tp'), ['1701/tcp', '1701/udp', 'protocol 115']);
});

test('a name of several ports finds them all, registered ones before aliases', () => {
  assert.deepEqual(
    found('http-alt').filter((key) => key.endsWith('/tcp')),
    ['591/tcp', '8008/tcp', '8080/tcp'],
  );
  assert.deepEqual(found('irc'), ['194/tcp', '194/udp', '6667/tcp']);
  assert.deepEqual(found('mail'), ['25/tcp', 'smtp MAIL FROM']);
  assert.deepEqual(found('smtps'), ['465/tcp']);
  assert.deepEqual(found('sql*net'), ['66/tcp', '66/udp']);
  assert.deepEqual(found('whois++'), ['63/tcp', '63/udp']);
  assert.deepEqual(found('ethernet/ip-1'), ['2222/tcp', '2222/udp']);
});

test('a registered range is one entry when asked for by name', () => {
  assert.deepEqual(found('x11'), ['6000-6063/tcp', '6000-6063/udp']);
});

test('a range lists what is registered and sums up what is free', () => {
  assert.deepEqual(found('780-786'), ['780/tcp', '780/udp', '781-782/tcp', '781-786/udp', '783/tcp', '784-786/tcp']);
  assert.deepEqual(found('784-785'), ['784-785/tcp', '784-785/udp']);
  assert.deepEqual(found('49151-49153/tcp'), ['49151/tcp', '49152-49153/tcp']);
  assert.deepEqual(found('51819-51821/udp'), ['51819/udp', '51820/udp', '51821/udp']);
  assert.deepEqual(found('6000-6001/tcp'), ['6000/tcp', '6001/tcp']);
});

test('the range of all ports covers each TCP and UDP port once', () => {
  const next = { tcp: 0, udp: 0 };
  for (const entry of lookup('0-65535').matches) {
    assert.equal(entry.kind, 'port');
    if (entry.kind !== 'port' || (entry.transport !== 'tcp' && entry.transport !== 'udp')) continue;
    assert.equal(entry.port, next[entry.transport]);
    next[entry.transport] = (entry.lastPort ?? entry.port) + 1;
  }
  assert.deepEqual(next, { tcp: 65_536, udp: 65_536 });
});

test('words are searched in descriptions', () => {
  assert.deepEqual(found('post office').slice(0, 4), ['110/tcp', '110/udp', '109/tcp', '109/udp']);
});

test('an unknown name finds nothing and offers what is near', () => {
  const { query, matches, suggestions } = lookup('htpt');
  assert.deepEqual({ query, matches, first: suggestions[0] }, { query: 'htpt', matches: [], first: 'http' });
  assert.equal(lookup('proto:tpc').suggestions[0], 'tcp');
  assert.deepEqual(lookup('ollama/udp').suggestions, ['ollama/tcp']);
  assert.deepEqual(lookup('zzqqxxjj').suggestions, []);
});

test('no caller can change an answer of another', () => {
  for (const query of ['25', 'tcp', 'smtp', 'post office', '781-785']) {
    for (const entry of lookup(query).matches) {
      assert.ok(Object.isFrozen(entry), query);
      assert.ok(
        Object.values(entry).every((value) => typeof value !== 'object' || Object.isFrozen(value)),
        query,
      );
    }
  }
});

test('every registered name in any case finds its port', () => {
  for (const entry of lookup('0-65535').matches) {
    if (entry.kind !== 'port' || entry.port % 7 !== 0) continue;
    for (const name of entry.names) {
      const ports = lookup(`port:${name.toUpperCase()}/${entry.transport}`).matches;
      assert.ok(
        ports.some((match) => match.kind === 'port' && match.names.includes(name)),
        name,
      );
    }
  }
});

test('one word is never looked for inside a name', () => {
  for (const text of ['elnet', 'mtps']) {
    assert.deepEqual(lookup(text).matches, [], text);
  }
});

test('the beginning of a name is an answer, the most usual port first', () => {
  assert.deepEqual(found('postgre').slice(0, 2), ['5432/tcp', '5432/udp']);
  assert.deepEqual(found('telne').slice(0, 1), ['23/tcp']);
});

test('no caller can add to the lists of an answer of another', () => {
  for (const query of [
    '25',
    '250',
    'smtp',
    'smtp:STARTTLS',
    'smtp:550',
    'pop3:UIDL',
    '1-1024',
    'zzqqxxjj',
    'topic:base64',
  ]) {
    const before = structuredClone(lookup(query));
    const { matches, notes, suggestions } = lookup(query) as unknown as Record<string, unknown[]>;
    for (const list of [matches, notes, suggestions]) {
      try {
        list?.push({});
      } catch (error) {
        assert.ok(error instanceof TypeError, query);
      }
    }
    assert.deepEqual(lookup(query), before, query);
  }
});

test('nothing is answered twice, also where a name finds a range of ports', () => {
  const queries = ['X 窗口系统', 'x11', '邮件', '远程登录', '网页', 'mail', 'http', 'irc', 'post office', 'rtp'];
  for (const query of queries) {
    const found = foundBy(query, { limit: 1000 });
    assert.deepEqual(found, [...new Set(found)], query);
    assert.notEqual(found.length, 0, query);
  }
});

test('the limit holds for searches; what has the name is answered whole', () => {
  assert.equal(lookup('post office', { limit: 2 }).matches.length, 2);
  assert.deepEqual(foundBy('smtp', { limit: 1 }), ['25/tcp', '25/udp', 'topic SMTP']);
  assert.deepEqual(foundBy('irc', { limit: 1 }), ['194/tcp', '194/udp', '6667/tcp']);
});

test('a topic is found by its key, its name and its other words', () => {
  for (const query of ['topic:base64', 'topic:BASE64', 'topic:64 位编码', 'base 64']) {
    assert.deepEqual(foundBy(query), ['topic Base64'], query);
  }
  assert.deepEqual(lookup('topic:nosuchtopic'), {
    query: 'topic:nosuchtopic',
    matches: [],
    notes: [],
    suggestions: [],
  });
});

test('a name of malware finds the ports that old tables give to it', () => {
  for (const query of ['Back Construction', 'back construction']) assert.deepEqual(foundBy(query), ['21/tcp'], query);
  const [entry] = lookup('Back Construction').matches;
  assert.deepEqual(entry?.kind === 'port' ? entry.names : undefined, ['ftp']);
});

test('an exact answer holds only what has the name', () => {
  assert.deepEqual(lookupExactly('smtp').map(labelOf), ['25/tcp', '25/udp', 'topic SMTP']);
  assert.deepEqual(lookupExactly('postgre'), []);
  assert.deepEqual(lookupExactly('post office'), []);
  assert.deepEqual(lookupExactly('25/tcp').map(labelOf), ['25/tcp']);
  assert.deepEqual(lookupExactly('邮件').map(labelOf).slice(0, 2), ['25/tcp', '25/udp']);
  assert.throws(() => lookupExactly('65536'), PortolanError);
});

test('any text is answered with frozen entries or refused', () => {
  const wire = fc.constantFrom(
    '550',
    '25',
    '/tcp',
    '-',
    ' ',
    'smtp',
    ':',
    'proto:',
    'a1 OK',
    '邮件',
    'x11',
    'imap:',
    '0x',
    '.',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(wire, { maxLength: 5 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(text, fc.constantFrom('en', 'zh-CN'), (query, language) => {
      try {
        for (const entry of lookup(query, { language }).matches) assert.ok(Object.isFrozen(entry));
      } catch (error) {
        assert.ok(error instanceof PortolanError, String(error));
      }
    }),
    { numRuns: 200 },
  );
});
