import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { buildLine, untilBuildMetric } from '../../src/protocols/http-metrics.js';

const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain; version=0.0.4\r\n\r\n';
const GO = 'go_build_info{path="x",version="(devel)"} 1\ngo_goroutines 8\ngo_info{version="go1.19.8"} 1\n';
const BUILD = 'node_exporter_build_info{branch="debian/sid",goversion="go1.19.8",version="1.5.0"} 1\n';

test('metrics are read up to the one that tells the version', () => {
  const wanted = HEAD + GO + BUILD;
  assert.equal(untilBuildMetric(`${wanted}node_boot_time_seconds 1\n`), wanted.length);
  for (const cut of [0, 4, HEAD.length, wanted.length - 1]) assert.equal(untilBuildMetric(wanted.slice(0, cut)), 0);
});

test('the metric names program and version', () => {
  assert.equal(buildLine(GO + BUILD), 'build: node_exporter_build_info 1.5.0');
  assert.equal(
    buildLine('cadvisor_version_info{cadvisorVersion="v0.47.2"} 1\n'),
    'build: cadvisor_version_info 0.47.2',
  );
  assert.equal(
    buildLine('vm_app_version{version="victoria-metrics-x"} 1\n'),
    'build: vm_app_version victoria-metrics-x',
  );
  assert.equal(buildLine('x_build_info{} 1'), 'build: x_build_info');
  for (const other of ['', GO, 'hello', 'x_build_info{version="1"', '<p>x_build_info{version="1"} 1</p>']) {
    assert.equal(buildLine(other), null, other);
  }
});

test('any bytes are looked at without harm, and hostile ones in linear time', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const input = HEAD + text;
      const length = untilBuildMetric(input);
      assert.ok(length >= 0 && length <= input.length);
      if (length > 0) assert.equal(untilBuildMetric(`${input}more\n`), length);
      buildLine(text);
    }),
  );
  for (const unit of ['_build_info', '\n', 'a', 'a_build_info{', 'a_build_info{\n', '_version_info_']) {
    const before = performance.now();
    untilBuildMetric(HEAD + unit.repeat(16_384 / unit.length));
    assert.ok(performance.now() - before < 250, unit);
  }
});
