import assert from 'node:assert/strict';
import test from 'node:test';
import { documentsIn, removalIn, replacementIn, statusOfNameless } from '../../src/registry/text.js';

test('the description of a row without a name tells its status', () => {
  assert.equal(statusOfNameless('Reserved'), 'reserved');
  assert.equal(statusOfNameless('Unassigned [was netstat]'), 'unassigned');
  assert.equal(statusOfNameless('(unassigned) Possibly assigned'), 'unassigned');
  assert.equal(statusOfNameless('any private file service'), 'assigned');
  for (const word of ['De-registered', 'Removed', 'Decomissioned Port 04/14/00, ms', 'De-Commissioned Port']) {
    assert.equal(statusOfNameless(word), 'deregistered', word);
  }
});

test('a historic alias and a duplicate tell the name to use instead', () => {
  const alias = 'New contact.\nThis entry is an alias to "z39-50".\nThis entry is now historic, not usable for SRV';
  assert.equal(replacementIn(alias), 'z39-50');
  assert.equal(replacementIn('This is a duplicate of the "http" service and should not be used'), 'http');
  assert.equal(replacementIn('This entry records an unassigned but widespread use'), null);
  assert.equal(replacementIn(undefined), null);
});

test('a note tells when an assignment was taken back', () => {
  assert.equal(removalIn('This entry is being removed on 2013-05-24.'), 'De-registered (2013-05-24)');
  assert.equal(removalIn('port 3001 previously "Removed on 2006-05-25"'), 'De-registered (2006-05-25)');
  assert.equal(removalIn('(Removed 2004-2-6)'), 'Removed 2004-2-6');
  assert.equal(removalIn('Microsoft (unoffically) using 1895'), '');
  assert.equal(removalIn(undefined), '');
});

test('of a list of references only documents are taken, each once', () => {
  assert.deepEqual(documentsIn('[1][RFC4727][RFC6335][RFC4727]'), ['RFC4727', 'RFC6335']);
  assert.deepEqual(documentsIn('[RFC0792]'), ['RFC792']);
  assert.deepEqual(documentsIn('[n/a][draft-gross-geneve-00]'), ['draft-gross-geneve-00']);
  assert.deepEqual(documentsIn(undefined), []);
});
