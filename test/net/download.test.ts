import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { PortolanError } from '../../src/errors.js';
import { download } from '../../src/net/download.js';
import { closedPort } from '../helpers/server.js';

const OPTIONS = { maxBytes: 1000, timeoutMs: 10_000 };

/** A web server on 127.0.0.1 that ends with its test. */
async function serveHttp(t: TestContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

async function failureOf(
  url: string,
  options: Partial<typeof OPTIONS> & { signal?: AbortSignal } = {},
): Promise<string> {
  try {
    await download(url, { ...OPTIONS, ...options });
  } catch (error) {
    assert.ok(error instanceof PortolanError, String(error));
    assert.equal(error.value, url);
    return `${error.code} ${error.problem}`;
  }
  return assert.fail('it was read');
}

test('reads all bytes, whatever their pieces', async (t) => {
  const url = await serveHttp(t, (_request, response) => {
    response.write('one,');
    response.end(Buffer.from([0xff, 0x00]));
  });
  assert.deepEqual([...(await download(url, OPTIONS))], [...Buffer.from('one,'), 0xff, 0x00]);
});

test('follows redirects, relative ones too, to the end of its patience', async (t) => {
  const url = await serveHttp(t, ({ url: path }, response) => {
    if (path === '/there') response.end('here');
    else response.writeHead(path === '/' ? 301 : 302, { location: path === '/' ? '/there' : '/round' }).end('moved');
  });
  assert.equal(Buffer.from(await download(url, OPTIONS)).toString(), 'here');
  assert.match(
    await failureOf(`${url}round`),
    /^ERR_REGISTRY the server leads from one place to another more than 5 times$/,
  );
});

test('goes to no other kind of place, whoever leads there', async (t) => {
  const url = await serveHttp(t, (_request, response) =>
    response.writeHead(302, { location: 'file:///etc/hostname' }).end(),
  );
  assert.match(await failureOf(url), /^ERR_REGISTRY not a URL that can be read/);
  for (const other of ['ftp://127.0.0.1/x', 'http://', 'http://ada:secret@127.0.0.1/']) {
    assert.match(await failureOf(other), /^ERR_REGISTRY not a URL that can be read/);
  }
});

test('is not led from https to http, where anybody on the way could change what comes', async (t) => {
  const asked: string[] = [];
  t.mock.method(globalThis, 'fetch', async (url: URL) => {
    asked.push(url.href);
    return new Response(null, { status: 302, headers: { location: 'http://127.0.0.1/ports.csv' } });
  });
  assert.match(
    await failureOf('https://127.0.0.1/ports.csv'),
    /^ERR_REGISTRY the server leads from https to http:\/\/127\.0\.0\.1\/ports\.csv, /,
  );
  assert.deepEqual(asked, ['https://127.0.0.1/ports.csv']);
});

test('a page that is not there is a wrong call, a server that fails is another time’s matter', async (t) => {
  const url = await serveHttp(t, (request, response) => {
    response.writeHead(Number(request.url?.slice(1))).end('<html>no</html>');
  });
  for (const status of [204, 304, 403, 404]) {
    assert.equal(await failureOf(`${url}${status}`), `ERR_REGISTRY the server answers with status ${status}`);
  }
  for (const status of [429, 500, 503]) {
    assert.equal(await failureOf(`${url}${status}`), `ERR_DOWNLOAD the server answers with status ${status}`);
  }
});

test('a body shorter than announced is no whole file', async (t) => {
  const url = await serveHttp(t, (_request, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('only this');
    setImmediate(() => response.destroy());
  });
  assert.match(await failureOf(url), /^ERR_REGISTRY the connection broke off after \d+ bytes$/);
});

test('more than the cap is not read, announced or not', async (t) => {
  let written = 0;
  const url = await serveHttp(t, (_request, response) => {
    response.on('error', () => {});
    const more = () => {
      written += 100_000;
      if (!response.destroyed) response.write(Buffer.alloc(100_000), more);
    };
    more();
  });
  assert.equal(await failureOf(url), 'ERR_REGISTRY more than 1000 bytes, which the registry never has');
  assert.ok(written < 100_000_000, `${written} bytes were taken`);
});

test('silence and drops of bytes end with the deadline', async (t) => {
  const silent = await serveHttp(t, () => {});
  assert.equal(await failureOf(silent, { timeoutMs: 100 }), 'ERR_DOWNLOAD not read within 0.1 s');
  const slow = await serveHttp(t, (_request, response) => {
    response.write('a');
  });
  assert.equal(await failureOf(slow, { timeoutMs: 100 }), 'ERR_DOWNLOAD not read within 0.1 s');
});

test('can be stopped', async (t) => {
  const controller = new AbortController();
  const url = await serveHttp(t, () => controller.abort());
  assert.equal(await failureOf(url, { signal: controller.signal }), 'ERR_DOWNLOAD stopped before it was read');
});

test('a server that is not there is told by the system’s code', async () => {
  const { port } = await closedPort();
  assert.equal(await failureOf(`http://127.0.0.1:${port}/`), 'ERR_DOWNLOAD no connection (ECONNREFUSED)');
});
