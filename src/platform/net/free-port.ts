import { createServer } from 'node:net';

/**
 * A port of this machine's loopback that nobody listens on right now: the wanted one, or with 0 any.
 * @throws the system's error when the wanted one is busy or not allowed
 */
export async function freePort(wanted = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(wanted, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        resolve(typeof address === 'object' && address ? address.port : 0);
      });
    });
  });
}
