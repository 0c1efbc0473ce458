import assert from 'node:assert/strict';
import { test } from 'node:test';
import { varnishCli } from '../../src/protocols/varnish-cli.js';

test('a challenge asks for the secret', () => {
  const greeting = '107 59      \ngbxdndqtfykcksinfhlewffaafgqixdp\n\nAuthentication required.\n\n';
  const told = varnishCli.recognize(greeting);
  assert.deepEqual(told?.extra, { access: 'password required' });
  assert.equal(varnishCli.frame(greeting), greeting.length);
});

test('a banner needs no secret', () => {
  const greeting =
    '200 134     \n-----------------------------\nVarnish Cache CLI 1.0\n-----------------------------\nLinux,6.1.0,x86_64\nvarnish-7.1.1 revision 7cee1c58\n\n\n';
  const told = varnishCli.recognize(greeting);
  assert.equal(told?.text, 'Varnish Cache CLI 1.0');
  assert.equal(varnishCli.frame(greeting), greeting.length);
});

test('other codes with a length are not of Varnish', () => {
  for (const other of ['107 59      \n\n', '200 news.example.org ready\r\n', '200 5       \nhello\n'])
    assert.equal(varnishCli.recognize(other), null);
});
