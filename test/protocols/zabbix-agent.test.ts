import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zabbixAgent } from '../../src/protocols/zabbix-agent.js';

test('the value is the version', () => {
  const told = zabbixAgent.recognizeReply?.('ZBXD\x01\x06\x00\x00\x00\x00\x00\x00\x006.0.14', 'zabbix-agent/version');
  assert.equal(told?.subject, 'value: 6.0.14');
});

test('a head that is not whole is not taken', () => {
  for (const other of ['ZBXD', 'HTTP/1.0 200 OK\r\n\r\n', 'ZBXDx']) {
    assert.equal(zabbixAgent.recognizeReply?.(other, 'http/get'), null);
  }
});
