import { createServer, type Server } from 'node:net';
import { freePort } from './free-port.js';

async function listenOn(port: number): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return server;
}

describe('a free port', () => {
  it('can be listened on, and is the wanted one while nobody does', async () => {
    const port = await freePort();
    expect(await freePort(port)).toBe(port);

    const server = await listenOn(port);

    await expect(freePort(port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
    server.close();
  });
});
