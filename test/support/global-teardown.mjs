import { rm } from 'node:fs/promises';
import { onServer } from './server.mjs';

/** Leaves nothing behind: neither the server of this run nor the template on a server that was given. */
export default async function tearDown() {
  const { server, serverUrl, template, folder } = globalThis.fakturabroTestRun;
  if (server) {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  } else await onServer(serverUrl, `drop database if exists ${template} with (force)`);
}
