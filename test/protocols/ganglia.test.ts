import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ganglia } from '../../src/protocols/ganglia.js';

test('the document is known by its type', () => {
  const greeting =
    '<?xml version="1.0" encoding="ISO-8859-1" standalone="yes"?>\n<!DOCTYPE GANGLIA_XML [\n]>\n<GANGLIA_XML VERSION="3.7.2" SOURCE="gmond">\n</GANGLIA_XML>\n';
  const told = ganglia.recognize(greeting);
  assert.equal(told?.text, 'GANGLIA_XML');
  assert.equal(ganglia.frame(greeting), greeting.length);
});

test('another document is not of Ganglia', () => {
  for (const other of [
    '<?xml version="1.0"?><!DOCTYPE html>',
    '<!DOCTYPE GANGLIA_XML [',
    "<?xml version='1.0'?><stream:stream>",
  ])
    assert.equal(ganglia.recognize(other), null);
});
