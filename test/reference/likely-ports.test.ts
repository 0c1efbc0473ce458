import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groupNames, orderOfGroup, portsOfGroup } from '../../src/reference/groups.js';
import { likelyPorts } from '../../src/reference/likely-ports.js';

const ports = likelyPorts();
const place = (port: number) => {
  const index = ports.indexOf(port);
  return index === -1 ? Number.POSITIVE_INFINITY : index;
};
const portsIn = (group: string) =>
  (portsOfGroup(group) ?? []).flatMap(([first, last]) =>
    Array.from({ length: last - first + 1 }, (_, index) => first + index),
  );

test('the order of a group holds its ports, each once', () => {
  for (const group of groupNames()) {
    const order = orderOfGroup(group);
    if (order.length === 0) continue;
    assert.deepEqual(
      [...order].sort((a, b) => a - b),
      portsIn(group),
      group,
    );
  }
});

test('the likely ports are TCP ports, each once', () => {
  assert.equal(new Set(ports).size, ports.length);
  assert.ok(ports.every((port) => Number.isInteger(port) && port >= 1 && port <= 65_535));
});

test('the ports of the default scan come first, and of these the ones that every list begins with', () => {
  const common = portsIn('common');
  assert.deepEqual(
    ports.slice(0, common.length).sort((a, b) => a - b),
    common,
  );
  assert.deepEqual(
    [...ports.slice(0, 3)].sort((a, b) => a - b),
    [22, 80, 443],
  );
  for (const port of portsIn('common-20')) assert.ok(place(port) < 25, `${port} is at ${place(port)}`);
});

test('then come ports in use, registered system ports, registered user ports, and wide ranges', () => {
  // Bitcoin is explained or used, dsp is registered and forgotten, 48000 is registered, Kubernetes takes 30000-32767.
  const [inUse, system, user, wide] = [8333, 33, 48_000, 32_001].map(place) as [number, number, number, number];
  assert.ok(inUse < system && system < user && user < wide, [inUse, system, user, wide].join());
});

test('ports that nobody has a word for are not listed', () => {
  for (const port of [1023, 48_999, 60_001, 65_535]) assert.equal(place(port), Number.POSITIVE_INFINITY, `${port}`);
});
