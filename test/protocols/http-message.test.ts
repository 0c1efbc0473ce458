import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { httpResponse, jsonObject, parseResponse, responseWithLength } from '../../src/protocols/http-message.js';

test('a response ends where its length says', () => {
  const whole = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';
  assert.equal(httpResponse(whole), whole.length);
  assert.equal(httpResponse(`${whole}${'x'.repeat(20_000)}`), whole.length);
  for (let cut = 0; cut < whole.length; cut += 1)
    assert.equal(httpResponse(whole.slice(0, cut)), 0, whole.slice(0, cut));
});

test('a response in chunks ends behind the last one and its trailer', () => {
  const head = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';
  const whole = `${head}4;x=y\r\n0\r\n\r\r\n3\r\nabc\r\n0\r\nExpires: never\r\n\r\n`;
  assert.equal(httpResponse(`${whole}more`), whole.length);
  for (let cut = head.length; cut < whole.length; cut += 1) assert.equal(httpResponse(whole.slice(0, cut)), 0);
  assert.equal(parseResponse(whole)?.body, '0\r\n\rabc');
});

test('what is cut off within a chunk, or is no chunk, is read as far as it goes', () => {
  const head = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';
  assert.equal(parseResponse(`${head}ff\r\nabc`)?.body, 'abc');
  assert.equal(parseResponse(`${head}2\r\nab\r\nzz\r\ncd`)?.body, 'ab');
  assert.equal(parseResponse(head)?.body, '');
});

test('a body without a length goes on until the server closes, but no further than is looked at', () => {
  const head = 'HTTP/1.0 200 OK\r\n\r\n';
  assert.equal(httpResponse(`${head}hello`), 0);
  assert.equal(httpResponse(head + 'x'.repeat(9000)), head.length + 8192);
  assert.equal(httpResponse(`HTTP/1.0 200 OK\nContent-Length: 100000\n\n${'x'.repeat(9000)}`), 40 + 8192);
});

test('a status that has no body ends with its head', () => {
  const whole = 'HTTP/1.1 204 No Content\r\nServer: x\r\n\r\n';
  assert.equal(httpResponse(`${whole}y`), whole.length);
});

test('anything but a response is one line', () => {
  assert.equal(httpResponse('-ERR unknown command\r\nmore'), 22);
  assert.equal(httpResponse('HTTP/1.1 hello\r\n'), 16);
  for (const begun of ['', 'H', 'HTTP/1.', 'HTTP/1.1 20', 'IC']) assert.equal(httpResponse(begun), 0);
});

test('a response of RTSP or SIP without a length has no body', () => {
  const whole = 'RTSP/1.0 200 OK\r\nCSeq: 1\r\n\r\n';
  assert.equal(responseWithLength('RTSP')(whole), whole.length);
  assert.equal(responseWithLength('RTSP')(whole.slice(0, -1)), 0);
  const sip = 'SIP/2.0 200 OK\r\nl: 2\r\n\r\nhi';
  assert.equal(responseWithLength('SIP')(sip), sip.length);
  assert.equal(responseWithLength('SIP')(sip.slice(0, -1)), 0);
});

test('the parts of a response are read in whatever form servers write them', () => {
  const response = parseResponse(
    'HTTP/1.0  404\nSERVER : x \r\nset-cookie: a=1\r\nSet-Cookie: b=2\r\nnonsense\r\n folded: y\r\n\r\nbody',
  );
  assert.equal(response?.status, 404);
  assert.equal(response.version, '1.0');
  assert.equal(response.reason, '');
  assert.equal(response.fields.get('server'), 'x');
  assert.equal(response.fields.get('set-cookie'), 'a=1, b=2');
  assert.deepEqual(
    response.lines.filter(([name]) => name === 'set-cookie').map(([, value]) => value),
    ['a=1', 'b=2'],
  );
  assert.equal(response.body, 'body');
});

test('what does not begin with a status line is no response', () => {
  for (const text of [
    '',
    'HTTP/1.1',
    'HTTP/1.1 OK 200',
    'HTTP/1.1 2000 x',
    'RTSP/1.0 200 OK\r\n\r\n',
    ' HTTP/1.1 200 OK',
  ]) {
    assert.equal(parseResponse(text), null, text);
  }
  assert.equal(parseResponse('RTSP/1.0 200 OK\r\n\r\n', 'RTSP')?.status, 200);
  assert.equal(parseResponse('ICY 200 OK\r\nicy-name: x\r\n\r\n', 'ICY')?.fields.get('icy-name'), 'x');
});

test('only a whole object in JSON is one', () => {
  assert.deepEqual(jsonObject(' {"a": 1}\n'), { a: 1 });
  for (const text of ['', '[1]', 'null', '{"a": ', '"{}"', '['.repeat(9000)]) assert.equal(jsonObject(text), null);
});

test('no bytes make a response longer than they are, and the first one stays the same when more come', () => {
  const part = fc.oneof(
    fc.constantFrom('HTTP/1.1 200 OK\r\n', 'HTTP/1.1 ', '204 ', '\r\n', '\n', '0\r\n', '2\r\nab\r\n', 'ICY 200 OK\r\n'),
    fc.constantFrom('Transfer-Encoding: chunked\r\n', 'Content-Length: 3\r\n', 'RTSP/1.0 200 OK\r\n', 'ffffffff\r\n'),
    fc.string({ unit: 'binary' }),
  );
  const text = fc.array(part, { maxLength: 12 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, fc.constantFrom('', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'), (bytes, start) => {
      const input = start + bytes;
      for (const frame of [httpResponse, responseWithLength('RTSP')]) {
        const length = frame(input);
        assert.ok(Number.isInteger(length) && length >= 0 && length <= input.length);
        if (length > 0) assert.equal(frame(`${input}more\r\n`), length);
      }
      const response = parseResponse(input);
      assert.ok(response === null || response.body.length <= input.length);
    }),
    { numRuns: 500 },
  );
});
