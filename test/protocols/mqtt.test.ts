import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mqtt } from '../../src/protocols/mqtt.js';
import type { Saying } from '../../src/protocols/types.js';

/** What Mosquitto of Debian 12 says to the subscription. */
const KEPT = '\x90\x05\0\x01\0\0\0\x31\x2d\0\x13$SYS/broker/versionmosquitto version 2.0.11';
/** What it says to a client of version 5 without a name. */
const ASSIGNED = ' 5\0\x002"\0\n\x12\0)auto-3D55E293-16A9-45CB-C15C-8EDD09510D28!\0\x14';

const [version, connect5] = mqtt.inquiries;

function bytesAfter(...said: readonly Saying[]): string | null {
  const bytes = version!.bytes;
  return typeof bytes === 'string' ? bytes : bytes({ host: 'x', port: 1, secure: false, clientName: 'x', said });
}

test('the client has no name, no user and a clean session', () => {
  assert.equal(mqtt.openings[0]?.bytes, '\x10\x0c\0\x04MQTT\x04\x02\0\x3c\0\0');
  assert.equal(connect5?.bytes, '\x10\x0d\0\x04MQTT\x05\x02\0\x3c\0\0\0');
});

test('each code of the answer is recognised with its meaning', () => {
  assert.equal(mqtt.recognizeReply?.(' \x02\0\0', 'mqtt/connect')?.subject, 'connack: accepted\n');
  assert.equal(mqtt.recognizeReply?.(' \x02\0\x05', 'mqtt/connect')?.extra?.['access'], 'not authorized');
  for (const other of [' \x02\0\x06', ' \x02\x02\0', ' \x02\0', ' \x03\0\0\0', '\x30\x02\0\0', '  \r\n']) {
    assert.equal(mqtt.recognizeReply?.(other, 'mqtt/connect'), null, JSON.stringify(other));
  }
});

test('only a client that was taken subscribes', () => {
  assert.equal(bytesAfter({ request: 'mqtt/connect', text: ' \x02\0\x05' }), null);
  const packet = bytesAfter({ request: 'mqtt/connect', text: ' \x02\0\0' }) ?? '';
  assert.equal(packet.charCodeAt(1), packet.length - 2);
  assert.match(packet, /\$SYS\/broker\/version/);
});

test('messages that were kept are lines of topic and text', () => {
  const recognition = mqtt.recognizeReply?.(KEPT, 'mqtt/version');
  assert.equal(recognition?.subject, '$SYS/broker/version: mosquitto version 2.0.11\n');
  assert.equal(version?.frame(KEPT), KEPT.length);
  assert.equal(version?.frame(KEPT.slice(0, 7)), 0);
});

test('the name of a node is no part of the topic', () => {
  const topic = '$SYS/brokers/emqx@192.0.2.1/version';
  const content = `\0${String.fromCharCode(topic.length)}${topic}5.0.9`;
  const reply = `\x90\x03\0\x01\0\x31${String.fromCharCode(content.length)}${content}`;
  assert.equal(mqtt.recognizeReply?.(reply, 'mqtt/version')?.subject, '$SYS/brokers/+/version: 5.0.9\n');
});

test('nothing kept is an answer too', () => {
  assert.equal(mqtt.recognizeReply?.('\x90\x03\0\x01\0', 'mqtt/version')?.subject, 'nothing kept\n');
});

test('a broker that knows no version 5 has not refused the client', () => {
  assert.deepEqual(mqtt.recognizeReply?.(' \x02\0\x01', 'mqtt/connect-5')?.extra, {});
});

test('the name that a broker gives is found among the other properties', () => {
  assert.equal(
    mqtt.recognizeReply?.(ASSIGNED, 'mqtt/connect-5')?.subject,
    'assigned: auto-3D55E293-16A9-45CB-C15C-8EDD09510D28 (22 12 21)\n',
  );
  const refused = mqtt.recognizeReply?.(' \x03\0\x87\0', 'mqtt/connect-5');
  assert.equal(refused?.subject, 'assigned: - ()\n');
  const pairFirst = ' \x0f\0\0\x0c\x26\0\x01a\0\x01b\x12\0\x02id';
  assert.equal(mqtt.recognizeReply?.(pairFirst, 'mqtt/connect-5')?.subject, 'assigned: id (26 12)\n');
});
