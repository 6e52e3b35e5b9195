import { onServer } from './server.mjs';

/** Leaves nothing behind: neither the server of this run nor the template on a server that was given. */
export default async function tearDown() {
  const { server, serverUrl, template } = globalThis.fakturabroTestRun;
  if (server) await server.stop();
  else await onServer(serverUrl, `drop database if exists ${template} with (force)`);
}
