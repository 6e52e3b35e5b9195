import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { withCode } from '../../../test/support/with-code.js';
import { OutcomeUnknown, ProviderRejected, ProviderUnavailable, RuleViolation } from '../../domain/errors.js';
import { HttpClient, type HttpRequest } from './http-client.js';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function listen(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const clientFor = (...hosts: string[]): HttpClient =>
  new HttpClient({ httpsOnly: false, trustedPrivateHosts: new Set(hosts) });

const get = (host: string, changes: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  url: `http://${host}/path?signature=hush`,
  timeoutMs: 2000,
  ...changes,
});

/** Sends to a server that answers so, and gives the error. */
async function failureOf(answer: RequestListener, changes: Partial<HttpRequest> = {}): Promise<unknown> {
  const host = await listen(answer);
  return clientFor(host)
    .send(get(host, changes))
    .then(
      () => null,
      (error: unknown) => error,
    );
}

describe('an answer', () => {
  it.each([200, 202, 204, 400, 404, 409, 429, 500, 503])('of status %d is an answer, not an error', async (status) => {
    const host = await listen((_, response) => {
      response.writeHead(status, { 'Retry-After': '7' }).end();
    });

    await expect(clientFor(host).send(get(host))).resolves.toMatchObject({ status, headers: { 'retry-after': '7' } });
  });

  it('comes back as the bytes that were sent', async () => {
    const host = await listen((_, response) => response.end(Buffer.from([0, 255, 13, 10, 128])));

    const { body } = await clientFor(host).send(get(host));

    expect([...body]).toEqual([0, 255, 13, 10, 128]);
  });

  it('that redirects is given back, and nobody is called again', async () => {
    let calls = 0;
    const host = await listen((_, response) => {
      calls += 1;
      response.writeHead(302, { Location: 'http://169.254.169.254/' }).end();
    });

    await expect(clientFor(host).send(get(host))).resolves.toMatchObject({
      status: 302,
      headers: { location: 'http://169.254.169.254/' },
    });
    expect(calls).toBe(1);
  });
});

describe('a request', () => {
  const echo: RequestListener = (request, response) => {
    request.pipe(response.setHeader('x-type', request.headers['content-type'] ?? 'none'));
  };

  it('carries an object as JSON and text as it is', async () => {
    const host = await listen(echo);
    const client = clientFor(host);
    const signed = '{ "a" : 1 }';

    const object = await client.send(get(host, { method: 'POST', body: { navn: 'Prøve' } }));
    expect(object.body.toString()).toBe('{"navn":"Prøve"}');
    expect(object.headers['x-type']).toMatch('application/json');
    const headers = { 'content-type': 'application/json' };
    const text = await client.send(get(host, { method: 'POST', headers, body: signed }));
    expect(text.body.toString()).toBe(signed);
  });

  it('goes straight to its host, whatever proxy the environment names', async () => {
    const host = await listen((_, response) => response.end('direct'));
    const before = process.env.http_proxy;
    process.env.http_proxy = 'http://127.0.0.1:1';
    try {
      expect((await clientFor(host).send(get(host))).body.toString()).toBe('direct');
    } finally {
      if (before === undefined) delete process.env.http_proxy;
      else process.env.http_proxy = before;
    }
  });

  it('to a refused address never leaves', async () => {
    let calls = 0;
    const host = await listen((_, response) => {
      calls += 1;
      response.end();
    });

    await expect(clientFor().send(get(host))).rejects.toThrow(withCode('ADDRESS_REFUSED'));
    expect(calls).toBe(0);
  });

  it('to a name that resolves to a private address is refused, not retried', async () => {
    const sent = clientFor().send(get('', { url: 'https://localhost:9/' }));

    await expect(sent).rejects.toBeInstanceOf(RuleViolation);
    await expect(sent).rejects.toThrow(withCode('ADDRESS_REFUSED', { host: 'localhost' }));
  });
});

describe('without an answer', () => {
  it('a refused connection certainly did nothing', async () => {
    const host = await listen((_, response) => response.end());
    await new Promise((resolve) => servers.pop()?.close(resolve));

    const sent = clientFor(host).send(get(host));

    await expect(sent).rejects.toBeInstanceOf(ProviderUnavailable);
    await expect(sent).rejects.toThrow(withCode('UNREACHABLE', { fault: 'ECONNREFUSED' }));
  });

  it('a name nobody knows certainly did nothing', async () => {
    const sent = clientFor().send(get('', { url: 'https://nobody.invalid/' }));

    await expect(sent).rejects.toBeInstanceOf(ProviderUnavailable);
  });

  it.each<[string, RequestListener, Partial<HttpRequest>]>([
    ['a reset connection', (request) => request.socket.resetAndDestroy(), {}],
    ['a closed connection', (request) => request.socket.end(), {}],
    [
      'half an answer',
      (request, response) =>
        response.writeHead(200, { 'Content-Length': 10 }).write('half', () => request.socket.destroy()),
      {},
    ],
    ['silence', () => undefined, { timeoutMs: 60 }],
    ['an answer that never ends', (_, response) => response.writeHead(200).write('…'), { timeoutMs: 60 }],
    ['something that is not HTTP', (request) => request.socket.end('220 mail.example ESMTP\r\n'), {}],
  ])('after %s nobody knows what happened', async (_, answer, changes) => {
    const error = await failureOf(answer, changes);

    expect(error).toBeInstanceOf(OutcomeUnknown);
    expect(error).toMatchObject({ code: 'NO_ANSWER', retryable: true, answered: false });
  });

  it('says which host, and nothing of the path or its signature', async () => {
    const error = await failureOf((request) => request.socket.resetAndDestroy());

    expect(error).toMatchObject({ details: { host: '127.0.0.1', fault: 'ECONNRESET' } });
    expect((error as Error).message).not.toMatch(/path|hush/);
  });
});

describe('an answer that is too large', () => {
  const big = Buffer.alloc(100_000);

  it.each<[string, RequestListener]>([
    ['with its length', (_, response) => response.writeHead(200, { 'Content-Length': big.length }).end(big)],
    ['in chunks', (_, response) => response.writeHead(200).write(big, () => response.end(big))],
    ['packed small', (_, response) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(big))],
  ])('is refused when it comes %s', async (_, answer) => {
    await expect(failureOf(answer, { bytesMax: 50_000 })).resolves.toBeInstanceOf(ProviderRejected);
    await expect(failureOf(answer, { bytesMax: 50_000, method: 'POST' })).resolves.toBeInstanceOf(OutcomeUnknown);
  });

  it('is taken up to exactly the limit', async () => {
    await expect(failureOf((_, response) => response.end(big), { bytesMax: 100_000 })).resolves.toBeNull();
  });
});
