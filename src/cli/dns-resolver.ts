import { Resolver } from 'node:dns/promises';
import { CliError, EXIT } from './output.js';

/** The name server of this machine, or the one given. @throws CliError */
export function resolverAt(server: string | undefined, patience: { timeout: number; tries: number }): Resolver {
  const resolver = new Resolver(patience);
  if (server === undefined) return resolver;
  try {
    resolver.setServers([server]);
    return resolver;
  } catch {
    throw new CliError('--dns takes an IP address, with a port if need be: 1.1.1.1 or 127.0.0.1:5353.', EXIT.usage);
  }
}
