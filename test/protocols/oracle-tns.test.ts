import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asUint16, uint16 } from '../../src/protocols/bytes.js';
import { oracleTns } from '../../src/protocols/oracle-tns.js';

function refuse(text: string): string {
  const body = `"\0${asUint16(text.length)}${text}`;
  return `${asUint16(8 + body.length)}\0\0\x04\0\0\0${body}`;
}

function subjectOf(number: number): string | undefined {
  const reply = refuse(`(DESCRIPTION=(TMP=)(VSNNUM=${number})(ERR=0)(ALIAS=LISTENER))`);
  return oracleTns.recognizeReply?.(reply, 'oracle-tns/ping')?.subject;
}

test('the request says where its description is, and how long it is', () => {
  const bytes = String(oracleTns.openings[0]?.bytes);
  assert.equal(uint16(bytes, 0), bytes.length);
  assert.equal(bytes.slice(uint16(bytes, 26)), '(CONNECT_DATA=(COMMAND=ping))');
  assert.equal(uint16(bytes, 24), bytes.length - 58);
});

test('the number of a version is read in its old and its new form', () => {
  assert.equal(subjectOf(318767104), 'listener: 19.0.0.0.0\n');
  assert.equal(subjectOf(186647040), 'listener: 11.2.0.2.0\n');
  assert.equal(subjectOf(203424000), 'listener: 12.2.0.1.0\n');
});

test('the name of the listener is told; a refusal without a number is one all the same', () => {
  const named = oracleTns.recognizeReply?.(refuse('(DESCRIPTION=(ERR=0)(ALIAS=LISTENER))'), 'oracle-tns/ping');
  assert.deepEqual([named?.subject, named?.extra], ['refused\n', { listener: 'LISTENER' }]);
});

test('packets of other kinds answer only our own request', () => {
  const resend = '\0\x08\0\0\x0b\0\0\0';
  assert.equal(oracleTns.recognizeReply?.(resend, 'oracle-tns/ping')?.subject, 'answered\n');
  assert.equal(oracleTns.recognizeReply?.(resend, 'http/get'), null);
  assert.equal(oracleTns.recognizeReply?.(refuse('no description'), 'oracle-tns/ping'), null);
});
