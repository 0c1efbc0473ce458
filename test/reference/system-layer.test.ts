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

test('a run of free ports is parted where the system names one of them, and a registered run stays whole', () => {
  const system = { systemNames: systemNames(parseServices('first 12395/tcp\nmyapp 12399/tcp\nscreen 6001/tcp\n')) };
  const runs = lookup('12395-12402/tcp', system).matches.map((entry) =>
    entry.kind === 'port' ? `${entry.port}-${entry.lastPort ?? entry.port} ${entry.systemNames.join(' ')}`.trim() : '',
  );
  assert.deepEqual(runs, ['12395-12395 first', '12396-12398', '12399-12399 myapp', '12400-12402']);
  const [x11] = lookup('x11/tcp', system).matches;
  assert.deepEqual(x11?.kind === 'port' ? [x11.lastPort, x11.systemNames] : null, [6063, []]);
});
