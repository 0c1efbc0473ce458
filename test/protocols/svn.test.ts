import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asterisk } from '../../src/protocols/asterisk.js';
import { rsync } from '../../src/protocols/rsync.js';
import { svn, svnItem } from '../../src/protocols/svn.js';

const GREETING = '( success ( 2 2 ( ANONYMOUS ) ( edit-pipeline svndiff1 depth ) ) ) ';

test('the greeting of svnserve ends where its lists are closed', () => {
  assert.equal(svnItem(GREETING), GREETING.length);
  assert.equal(svnItem(`${GREETING}( more`), GREETING.length);
  assert.equal(svnItem(GREETING.slice(0, -1)), 0);
});

test('the greeting of svnserve tells versions and capabilities', () => {
  assert.deepEqual(svn.recognize(GREETING)?.extra, {
    protocolVersions: '2-2',
    capabilities: 'edit-pipeline svndiff1 depth',
  });
  for (const other of ['( failure ( ) ) ', '(', 'success', '']) assert.equal(svn.recognize(other), null);
});

test('the greeting of rsync tells the version of its protocol and the digests', () => {
  assert.deepEqual(rsync.recognize('@RSYNCD: 32.0 sha512 md5\n')?.extra, {
    protocolVersion: '32.0',
    digests: 'sha512 md5',
  });
  assert.deepEqual(rsync.recognize('@RSYNCD: 26\n')?.extra, { protocolVersion: '26' });
  for (const other of ['@RSYNCD: x\n', '@ERROR: protocol startup error\n', ''])
    assert.equal(rsync.recognize(other), null);
});

test('the list of modules of rsync is asked for only in full intensity, and read to its end', () => {
  const [list] = rsync.inquiries;
  assert.equal(list!.intensity, 'full');
  const reply = 'pub            \tfiles\nother          \t\n@RSYNCD: EXIT\n';
  assert.equal(list!.frame(reply), reply.length);
  assert.deepEqual(rsync.recognizeReply!(reply, 'rsync/list')?.extra, { modules: 'pub, other' });
});

test('the manager interface of Asterisk tells its own version', () => {
  assert.deepEqual(asterisk.recognize('Asterisk Call Manager/2.10.6\r\n')?.extra, { protocolVersion: '2.10.6' });
  assert.equal(asterisk.recognize('Asterisk\r\n'), null);
});
