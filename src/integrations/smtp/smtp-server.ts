import type { DeliverySettings } from '../../domain/merchant.js';

const CONNECT_TIMEOUT_MS = 10_000;
const ANSWER_TIMEOUT_MS = 60_000;

interface ServerOptions {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  readonly auth?: { readonly user: string; readonly pass: string };
  readonly connectionTimeout: number;
  readonly greetingTimeout: number;
  readonly socketTimeout: number;
}

/** How a merchant's mail server is spoken to. */
export function serverOptions({ host, port, secure, user, password }: DeliverySettings['smtp']): ServerOptions {
  return {
    host,
    port,
    secure,
    ...(user && password ? { auth: { user: user.reveal(), pass: password.reveal() } } : {}),
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: ANSWER_TIMEOUT_MS,
  };
}
