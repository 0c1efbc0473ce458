import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { docker } from '../../src/protocols/docker.js';
import { elasticsearch } from '../../src/protocols/elasticsearch.js';
import { etcd } from '../../src/protocols/etcd.js';
import { httpProxy } from '../../src/protocols/http-proxy.js';
import { PROTOCOLS } from '../../src/protocols/index.js';
import { kubernetes } from '../../src/protocols/kubernetes.js';
import type { Protocol } from '../../src/protocols/types.js';

const CARRIED = PROTOCOLS.filter(({ carriedBy }) => carriedBy === 'http');

function reply(status: string, fields: readonly string[], body = ''): string {
  return `HTTP/1.1 ${status}\r\n${fields.map((field) => `${field}\r\n`).join('')}\r\n${body}`;
}

function told(protocol: Protocol, text: string) {
  return protocol.recognizeReply?.(text, 'http/get') ?? null;
}

function firstLine(protocol: Protocol, text: string): string | undefined {
  return told(protocol, text)?.subject?.split('\n')[0];
}

test('an ordinary server of HTTP is none of what HTTP carries', () => {
  for (const text of [
    reply('200 OK', ['Server: nginx/1.22.1', 'Content-Type: text/html'], '<title>Hi</title>'),
    reply('404 Not Found', ['Content-Type: text/plain; charset=utf-8'], '404 page not found\n'),
    reply('401 Unauthorized', ['WWW-Authenticate: Basic realm="security"']),
    reply('200 OK', ['Content-Type: application/json'], '{"version":"1.2.3","name":"x","kind":"List","error":"no"}'),
    reply('200 OK', ['Content-Type: application/json'], '{"version":{"number":1}}'),
    reply('400 Bad Request', ['Server: nginx/1.22.1'], '<title>400 Bad Request</title>'),
    ...['', 'x', 'HTTP/', '-ERR unknown\r\n', 'RTSP/1.0 407 x\r\n\r\n'],
  ]) {
    for (const protocol of CARRIED) assert.equal(told(protocol, text), null, `${protocol.name}: ${text}`);
  }
});

test('an engine of containers is known by its fields, and tells version, platform and system when it is asked', () => {
  const refusal = reply('404 Not Found', ['Api-Version: 1.43', 'Ostype: linux', 'Server: Docker/24.0.7 (linux)'], '{}');
  assert.deepEqual(told(docker, refusal)?.extra?.['apiVersion'], '1.43');
  const version = {
    Platform: { Name: 'Docker Engine - Community' },
    Components: [{ Name: 'Engine', Version: '24.0.7' }],
    ...{ Version: '24.0.7', ApiVersion: '1.43', Os: 'linux', Arch: 'amd64', KernelVersion: '6.1.0' },
  };
  const answer = reply('200 OK', [], JSON.stringify(version));
  assert.equal(firstLine(docker, answer), 'engine: Engine 24.0.7 linux, Docker Engine - Community');
  assert.equal(told(docker, answer)?.extra?.['kernelVersion'], '6.1.0');
  const bare = reply('200 OK', [], '{"Version":7,"ApiVersion":null,"Components":[null]}');
  assert.equal(firstLine(docker, bare), 'engine: Engine  ?, ');
});

test('Kubernetes is known by its version, and by the form in which it refuses', () => {
  const version = reply('200 OK', [], '{"major":"1","gitVersion":"v1.28.3+k3s2","platform":"linux/arm64"}');
  assert.equal(firstLine(kubernetes, version), 'version: v1.28.3+k3s2 linux/arm64');
  const status =
    '{"kind":"Status","apiVersion":"v1","status":"Failure","message":"Unauthorized","reason":"Unauthorized","code":401}';
  assert.equal(firstLine(kubernetes, reply('401 Unauthorized', [], status)), 'refused: Unauthorized');
});

test('etcd is known by its version in every form, and before that by how it knows nothing of the root', () => {
  for (const [body, line] of [
    ['{"etcdserver":"3.5.9","etcdcluster":"3.5.0"}', 'version: etcd 3.5.9'],
    ['{"releaseVersion":"2.0.0","internalVersion":"2"}', 'version: etcd 2.0.0'],
    ['etcd 0.4.6', 'version: etcd 0.4.6'],
  ] as const) {
    assert.equal(firstLine(etcd, reply('200 OK', [], body)), line);
  }
  const fields = [
    'Access-Control-Allow-Headers: accept, content-type, authorization',
    'Access-Control-Allow-Methods: POST, GET, OPTIONS, PUT, DELETE',
  ];
  assert.notEqual(told(etcd, reply('404 Not Found', fields, '404 page not found\n')), null);
  assert.equal(told(etcd, reply('200 OK', fields, 'hello')), null);
});

test('search servers are known by their root, by their field, and by how their security refuses', () => {
  const root = {
    ...{ name: 'node-1', cluster_name: 'logs', tagline: 'The OpenSearch Project: https://opensearch.org/' },
    version: { distribution: 'opensearch', number: '2.11.0', build_type: 'tar', lucene_version: '9.7.0' },
  };
  const answer = reply('200 OK', [], JSON.stringify(root, null, 2));
  assert.equal(
    firstLine(elasticsearch, answer),
    'root: 2.11.0 opensearch tar, The OpenSearch Project: https://opensearch.org/',
  );
  assert.equal(told(elasticsearch, answer)?.extra?.['clusterName'], 'logs');
  const challenge = 'WWW-Authenticate: Basic realm="OpenSearch Security"';
  assert.notEqual(told(elasticsearch, reply('401 Unauthorized', [challenge], 'Unauthorized')), null);
  assert.notEqual(told(elasticsearch, reply('401 Unauthorized', ['X-elastic-product: Elasticsearch'])), null);
  const cut = '{"error":{"root_cause":[{"type":"security_exception","reason":"missing auth';
  assert.equal(told(elasticsearch, reply('401 Unauthorized', [], cut))?.extra?.['refusal'], 'security_exception');
});

test('a proxy is known by how it refuses to be a server', () => {
  for (const text of [
    reply('407 Proxy Authentication Required', ['Proxy-Authenticate: Basic realm="x"']),
    reply('400 Bad Request', ['Server: squid/5.7', 'X-Squid-Error: ERR_INVALID_URL 0']),
    reply('400 Bad Request', ['Server: tinyproxy/1.11.1']),
    reply('400 Invalid header received from client', [], 'Invalid header received from client.\n'),
    reply('500 Internal Server Error', [], 'This is a proxy server. Does not respond to non-proxy requests.\n'),
  ]) {
    assert.notEqual(told(httpProxy, text), null, text);
  }
  // Squid in front of a server of its own is no proxy for clients, nor is a page about proxies one.
  const front = reply('503 Service Unavailable', ['Server: squid/5.7', 'X-Squid-Error: ERR_CONNECT_FAIL 111']);
  assert.equal(told(httpProxy, front), null);
  assert.equal(told(httpProxy, reply('200 OK', [], '<p>Generated by tinyproxy</p>')), null);
  assert.equal(told(httpProxy, reply('404 Not Found', ['Server: Apache'], '<p>See the pages of 3proxy</p>')), null);
});

test('no answer in JSON makes anything fail, whatever its parts are', () => {
  const keys = [
    'ApiVersion',
    'Version',
    'Components',
    'Platform',
    'gitVersion',
    'kind',
    'apiVersion',
    'code',
    'message',
  ];
  const more = ['etcdserver', 'tagline', 'version', 'number', 'name', 'cluster_name', 'releaseVersion'];
  const value = fc.jsonValue({ maxDepth: 3 });
  const answer = fc.dictionary(fc.constantFrom(...keys, ...more), fc.oneof(value, fc.constant({ number: '1' })));
  fc.assert(
    fc.property(answer, fc.string({ unit: 'binary' }), (object, tail) => {
      for (const body of [JSON.stringify(object), JSON.stringify(object) + tail]) {
        for (const protocol of CARRIED) {
          const recognition = told(protocol, reply('200 OK', ['Content-Type: application/json'], body));
          assert.ok(recognition === null || recognition.confidence > 0.9);
          assert.doesNotMatch(Object.values(recognition?.extra ?? {}).join(''), /\n/);
        }
      }
    }),
  );
});
