import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ConnectorApi } from './api.js';
import { type DemoOptions, readCommandLine, USAGE, UsageError } from './command-line.js';
import { ConnectorFailed } from './connector-process.js';
import { invite } from './invitation.js';
import { MERCHANTS } from './merchants.js';
import { choosePorts } from './ports.js';
import { print } from './printing.js';
import { ordersOf } from './sample-data.js';
import { SandboxControl } from './sandbox-control.js';
import { type Places, Services } from './services.js';
import type { Day } from './story/day.js';
import { playDay } from './story/play-day.js';
import { Storyteller } from './story/storyteller.js';

/** Plays one merchant day. Gives the exit code: 0 when every step ended as told. */
async function main(): Promise<number> {
  const options = readCommandLine(process.argv.slice(2), process.env);
  if (options === null) {
    print.line(USAGE);
    return 0;
  }
  const folder = folderFor(options);
  const services = new Services();
  const tell = new Storyteller();
  const interrupted = untilInterrupted();
  let isComplete = false;
  try {
    isComplete = await Promise.race([demonstrate(options, folder, services, tell), interrupted]);
    if (isComplete && !options.once) await Promise.race([interrupted, services.watch()]);
  } finally {
    tell.end();
    print.line('Stopping …');
    await services.stop();
    if (options.once) await leave(folder, tell.wentAsTold && isComplete);
  }
  return tell.wentAsTold && (isComplete || !options.once) ? 0 : 1;
}

async function demonstrate(options: DemoOptions, folder: string, services: Services, tell: Storyteller): Promise<true> {
  print.line(`Starting PostgreSQL, the sandbox and the connector in ${folder} …`);
  const places = await services.start(await choosePorts(options.ports), folder);
  print.line(`The connector answers at ${places.connectorUrl}, Dintero’s double at ${places.sandbox.dinteroUrl}.`);
  const day = dayAt(places, tell);
  await refuseUsedDatabase(day);
  await Promise.race([playDay(day), services.watch()]);
  if (tell.isOver()) return true;
  print.line(`\n${tell.summary}`);
  if (!options.once) invite(places, day.pdfFolder);
  return true;
}

/** Where nobody stays to look, the folder belongs to the system’s temporary ones. */
function folderFor({ once }: DemoOptions): string {
  const name = `demo-${new Date().toISOString().slice(0, 19).replace(/[:T]/g, '-')}-${process.pid}`;
  const { DATA_DIR: given } = process.env;
  if (given) return resolve(given, name);
  return once ? join(tmpdir(), `fakturabro-${name}`) : resolve('data', name);
}

function dayAt({ connectorUrl, apiKey, sandbox, folder }: Places, tell: Storyteller): Day {
  return {
    api: new ConnectorApi(connectorUrl, apiKey),
    sandbox: new SandboxControl(sandbox),
    tell,
    orders: new Map(MERCHANTS.map((merchant) => [merchant.id, ordersOf(merchant)])),
    pdfFolder: join(folder, 'pdfs'),
  };
}

/** The sandbox forgets everything between two demos, so a database that remembers would not fit it. */
async function refuseUsedDatabase({ api }: Day): Promise<void> {
  for (const { id } of MERCHANTS) {
    if ((await api.orders(id)).length > 0) {
      throw new UsageError('The database of DATABASE_URL holds orders already; the demo needs an empty one.');
    }
  }
}

/** Ctrl-C, or whoever started us wants an end. Settles once; from then on the story is not complete. */
function untilInterrupted(): Promise<false> {
  return new Promise((settle) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        settle(false);
      });
    }
  });
}

/** A folder of its own making is removed after a good end; a bad end is worth looking into. */
async function leave(folder: string, wentAsTold: boolean): Promise<void> {
  if (wentAsTold && !process.env.DATA_DIR) await rm(folder, { recursive: true, force: true });
  else print.line(`Everything it left is in ${folder}.`);
}

try {
  process.exit(await main());
} catch (error) {
  const isPlain = error instanceof UsageError || error instanceof ConnectorFailed;
  print.line(error instanceof Error ? (isPlain ? error.message : (error.stack ?? error.message)) : String(error));
  process.exit(1);
}
