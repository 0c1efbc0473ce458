import assert from 'node:assert/strict';
import test from 'node:test';
import { lookup, lookupPort, parseServices, systemNames } from '../../src/reference/index.js';

const options = {
  systemNames: systemNames(parseServices('smtp 25/tcp post # mail\nmyapp 8080/tcp\nmyapp 8080/udp\n')),
};
const ports = (query: string, given = options) =>
  lookup(query, given).matches.flatMap((entry) =>
    entry.kind === 'port' ? [`${entry.port}/${entry.transport} ${entry.systemNames.join(' ')}`.trim()] : [],
  );

test("the system's own names stand beside the registered ones, transport by transport", () => {
  assert.deepEqual(ports('port:25'), ['25/tcp smtp post', '25/udp']);
  const [entry] = lookup('25/tcp', options).matches;
  assert.deepEqual(entry?.kind === 'port' ? entry.names : null, ['smtp']);
});

test('a name that only the system knows finds its ports, and a registered name keeps finding its own', () => {
  assert.deepEqual(ports('MyApp'), ['8080/tcp myapp', '8080/udp myapp']);
  assert.deepEqual(ports('myapp/udp'), ['8080/udp myapp']);
  assert.deepEqual(ports('port:smtp'), ['25/tcp smtp post', '25/udp']);
});

test("nothing of the system's names stays for those who did not ask for them", () => {
  ports('port:25');
  assert.deepEqual(ports('port:25', {} as typeof options), ['25/tcp', '25/udp']);
  assert.deepEqual(lookup('myapp').matches, []);
  assert.deepEqual(lookupPort(8080, 'tcp')[0]?.systemNames, []);
});
