import { Clock } from './clock.js';
import { controlRoutes } from './control/control.js';
import { DEFAULT_ACCOUNTS, DEFAULT_ERP_MERCHANTS } from './default-accounts.js';
import type { AccountSettings } from './dintero/account-settings.js';
import { Dintero } from './dintero/dintero.js';
import { Erp } from './erp/erp.js';
import type { ErpMerchantSettings } from './erp/merchant-settings.js';
import { FaultBook } from './faults.js';
import { application, closeRoutes } from './http/application.js';
import { type Listening, listenHttp } from './http/listening.js';
import { Outgoing } from './http/outgoing.js';
import { Imap } from './mailbox/imap/imap.js';
import { mailboxRoutes } from './mailbox/mailbox-routes.js';
import { MessageStore } from './mailbox/message-store.js';
import { Smtp } from './mailbox/smtp.js';
import { Random } from './random.js';
import type { World } from './world.js';

/** A port that is 0 or left out is any free one. */
export interface SandboxOptions {
  readonly host?: string;
  readonly dinteroPort?: number;
  readonly erpPort?: number;
  readonly mailboxPort?: number;
  readonly smtpPort?: number;
  readonly imapPort?: number;
  readonly accounts?: readonly AccountSettings[];
  readonly erpMerchants?: readonly ErpMerchantSettings[];
  /** The same seed makes the same ids and strikes with the same faults. */
  readonly seed?: number;
}

export interface Sandbox {
  /** With `/v1`: both what the checkout host and what the api host serve. */
  readonly dinteroUrl: string;
  readonly erpUrl: string;
  readonly mailboxUrl: string;
  readonly smtpPort: number;
  readonly imapPort: number;
  close(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';

/** Starts Dintero and Kravia, an ERP and a mailbox. All that happens in them is kept in memory and goes with them. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const seed = options.seed ?? Math.floor(Math.random() * 2 ** 32);
  const world: World = {
    clock: new Clock(),
    random: new Random(seed),
    // Apart from the ids, so that asking for a fault does not change them.
    faults: new FaultBook(new Random(seed + 1)),
    outgoing: new Outgoing(),
  };
  const started: Listening[] = [];
  try {
    return await start(world, options, started);
  } catch (error) {
    await stop(world, started);
    throw error;
  }
}

async function start(world: World, options: SandboxOptions, started: Listening[]): Promise<Sandbox> {
  const host = options.host ?? LOOPBACK;
  const keep = async (listening: Promise<Listening>): Promise<number> => {
    const server = await listening;
    started.push(server);
    return server.port;
  };
  const urlOf = (port: number): string => `http://${host === '0.0.0.0' ? LOOPBACK : host}:${port}`;

  const dintero = new Dintero(world, options.accounts ?? DEFAULT_ACCOUNTS);
  const dinteroApp = application();
  dintero.routes(dinteroApp);
  controlRoutes(dinteroApp, world, dintero);
  closeRoutes(dinteroApp);
  const dinteroPort = await keep(listenHttp(dinteroApp, host, options.dinteroPort ?? 0, 'Dintero API'));
  dintero.place.origin = urlOf(dinteroPort);

  const erpApp = application();
  new Erp(world, options.erpMerchants ?? DEFAULT_ERP_MERCHANTS).routes(erpApp);
  closeRoutes(erpApp);
  const erpPort = await keep(listenHttp(erpApp, host, options.erpPort ?? 0, 'ERP'));

  const store = new MessageStore();
  const smtpPort = await keep(new Smtp(world, store).listen(host, options.smtpPort ?? 0));
  const imapPort = await keep(new Imap(world, store).listen(host, options.imapPort ?? 0));
  const mailboxApp = application();
  mailboxRoutes(mailboxApp, store, smtpPort);
  closeRoutes(mailboxApp);
  const mailboxPort = await keep(listenHttp(mailboxApp, host, options.mailboxPort ?? 0, 'mailbox page'));

  return {
    dinteroUrl: `${urlOf(dinteroPort)}/v1`,
    erpUrl: urlOf(erpPort),
    mailboxUrl: urlOf(mailboxPort),
    smtpPort,
    imapPort,
    close: () => stop(world, started),
  };
}

/** Whatever still waits is dropped, and every connection is cut. */
async function stop(world: World, started: readonly Listening[]): Promise<void> {
  world.clock.stop();
  world.outgoing.close();
  await Promise.all(started.map((server) => server.close()));
}
