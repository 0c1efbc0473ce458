import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nats } from '../../src/protocols/nats.js';

test('the introduction tells version, name and what a client needs', () => {
  const recognition = nats.recognize(
    'INFO {"server_id":"N","server_name":"n1","version":"2.9.10","go":"go1.19.8","auth_required":true,"tls_required":true,"cluster":"c1"} \r\n',
  );
  assert.equal(recognition?.subject, 'server: go 2.9.10\n');
  assert.deepEqual(recognition.extra, { access: 'login required', tls: 'required', cluster: 'c1', serverName: 'n1' });
});

test('one that is cut short still tells what is there', () => {
  assert.equal(nats.recognize('INFO {"server_id":"N","version":"2.9')?.subject, 'server: other -\n');
});

test('other words are not NATS', () => {
  for (const other of ['INFO\r\n', 'INFO {}\r\n', 'INFO {"version":"2.9.10"}\r\n', '{"server_id":"N"}\r\n']) {
    assert.equal(nats.recognize(other), null, other);
  }
});
