import { type ChildProcessByStdio, execFile, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { jest } from '@jest/globals';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.js';
import { projectRoot } from '../../src/platform/config/project-root.js';
import { freePort } from '../../src/platform/net/free-port.js';
import { Api, control, eventually } from '../support/api.js';
import { createTestDatabase, type TestDatabase } from '../support/databases.js';

jest.setTimeout(120_000);

const KEY = 'the-first-key-of-the-integrator';
const README = readFileSync(join(projectRoot(), 'README.md'), 'utf8');
/** What the README tells people to run, in the order of its steps; `…` in an expected output stands for anything. */
const RUN_HERE = [
  'npx fakturabro config check',
  'npm start',
  'npx fakturabro doctor acme',
  'npx fakturabro invoices acme',
  'npx fakturabro exceptions list acme',
  'npx fakturabro sync acme',
  'npx fakturabro ledger balances acme',
];
const RUN_ELSEWHERE = ['npm run demo', 'npm test', 'npm run bench'];

let sandbox: Sandbox;
let database: TestDatabase;
let port: number;
/** A folder like a fresh clone, where `my-config` and `.env` can be made. */
let clone: string;

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 11 });
  database = await createTestDatabase();
  port = await freePort();
  clone = mkdtempSync(join(tmpdir(), 'fakturabro-readme-'));
  cpSync(join(projectRoot(), 'package.json'), join(clone, 'package.json'));
  for (const name of ['.env.example', 'assets', 'bin', 'config', 'dist', 'node_modules', 'scripts'])
    symlinkSync(join(projectRoot(), name), join(clone, name));
});

afterAll(async () => {
  await sandbox.close();
  await database.drop();
  rmSync(clone, { recursive: true, force: true });
});

/** Runs a line of the README in a shell, with the `.env` of step 3 as the README loads it. */
async function shell(command: string): Promise<string> {
  const { stdout } = await promisify(execFile)(
    'sh',
    ['-ec', `if [ -f .env ]; then set -a; . ./.env; set +a; fi\n${command}`],
    {
      cwd: clone,
      env: { PATH: process.env.PATH, HOME: process.env.HOME },
    },
  );
  return stdout;
}

/** The text of a fenced block of the README that begins with this. */
function block(start: string): string {
  const from = README.indexOf(`\n${start}`) + 1;
  if (from === 0) throw new Error(`The README has no block that begins with ${start}.`);
  return README.slice(from, README.indexOf('\n```', from));
}

it('names no command that no test runs', () => {
  const named = new Set(
    README.match(/\b(npx fakturabro [a-z]+( (list|check|balances))?( acme)?|npm (run \w+|test|start))/g),
  );

  expect([...named].sort()).toEqual([...RUN_HERE, ...RUN_ELSEWHERE].sort());
});

it('brings an integrator from a copied file to an invoice, a night and the balances', async () => {
  await shell(block('mkdir -p my-config'));
  writeOwnFile();
  await shell('cp .env.example .env');
  writeEnvironment();
  expect(await shell('npx fakturabro config check')).toBe('ok  acme  Acme AS  (test)\n');

  await expect(shell('unset ACME_DINTERO_CLIENT_ID; npx fakturabro config check')).rejects.toMatchObject({
    stderr: expect.stringContaining(lastLineOf(block('The configuration is not valid:'))) as string,
  });

  const order = JSON.parse(/-d '([^']+)'/.exec(block('curl -X POST'))?.[1] ?? '') as { orderId: string };
  await control(sandbox.erpUrl, 'PUT', `nordic-supplies/orders/${order.orderId}`, order);
  const connector = start();
  try {
    await untilReady(connector);
    expectTold(await shell('npx fakturabro doctor acme'), block('  ok         configuration'));
    const api = new Api(`http://127.0.0.1:${port}`, 'acme', KEY);
    const received = await api.post('orders', order);
    expect([received.status, received.body]).toEqual([202, JSON.parse(block('{"order":"SO-10017"'))]);
    expect((await api.post('orders', order)).status).toBe(200);

    const seen = await eventually(
      () =>
        api.get<{ state: string; invoices: { reference: string; state: string }[]; exceptions: unknown[] }>(
          'orders/SO-10017',
        ),
      ({ state, invoices }) => state === 'invoiced' && invoices[0]?.state === 'issued',
    );
    expect(seen.invoices.map(({ reference }) => reference)).toEqual(['SO-10017-1']);
    expect(await shell('npx fakturabro invoices acme')).toContain('SO-10017-1');
    expect(await shell('npx fakturabro exceptions list acme')).not.toContain('SO-10017');
    expect(await shell('npx fakturabro sync acme')).toBe('succeeded: everything agrees\n');
    expect(await shell('npx fakturabro ledger balances acme')).toContain('receivable');
    expect((await fetch(`http://127.0.0.1:${port}/docs`)).status).toBe(200);
  } finally {
    await pressCtrlC(connector);
  }
});

/** Step 1: the merchant's own file. Here the addresses lead to the sandbox instead of Dintero. */
function writeOwnFile(): void {
  const path = join(clone, 'my-config', 'merchants', 'acme.yaml');
  const own = readFileSync(path, 'utf8')
    .replace('merchant: nordic-supplies', 'merchant: acme')
    .replace('name: Nordic Supplies AS', 'name: Acme AS')
    .replaceAll('env:NORDIC_', 'env:ACME_')
    .replaceAll('http://127.0.0.1:4010/v1', sandbox.dinteroUrl)
    .replaceAll('http://127.0.0.1:4011', sandbox.erpUrl)
    .replaceAll('port: 4025', `port: ${sandbox.smtpPort}`);
  writeFileSync(path, own);
}

/** Step 3: the `.env`, from the example. */
function writeEnvironment(): void {
  const path = join(clone, '.env');
  const own = [
    readFileSync(path, 'utf8').replaceAll('NORDIC_', 'ACME_'),
    'CONFIG_DIR=./my-config',
    `PORT=${port}`,
    `PUBLIC_URL=http://127.0.0.1:${port}`,
    `FAKTURABRO_ADMIN_KEY=${KEY}`,
    `DATABASE_URL=${database.url}`,
  ];
  writeFileSync(path, own.join('\n'));
}

/** Step 5. */
function start(): ChildProcessByStdio<null, Readable, null> {
  return spawn('sh', ['-ec', 'set -a; . ./.env; set +a; exec npm start'], {
    cwd: clone,
    env: { PATH: process.env.PATH, HOME: process.env.HOME },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
}

/** As a terminal does it: the signal goes to npm and to what npm started. */
async function pressCtrlC(connector: ChildProcessByStdio<null, Readable, null>): Promise<void> {
  const closed = once(connector, 'close');
  if (connector.pid !== undefined) process.kill(-connector.pid, 'SIGINT');
  await closed;
}

/** Reads what it prints until it is ready, in the words of the README; the database of the test is migrated already. */
async function untilReady({ stdout }: ChildProcessByStdio<null, Readable, null>): Promise<void> {
  let printed = '';
  stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  await eventually(
    () => Promise.resolve(printed),
    (text) => text.includes('"msg":"ready"'),
    60_000,
  );
  const [, expected = ''] = block('{"level":"info"').split('"publicUrl":"…",');
  expect(expected).not.toBe('');
  expect(printed).toContain(expected.replace('"migrations":9', '"migrations":0'));
}

/** Every line of the README that is written out, up to its `…`, stands in what was printed. */
function expectTold(printed: string, told: string): void {
  const lines = told.split('\n').map((line) => line.split('…', 1)[0] ?? '');
  for (const line of lines.filter((text) => text.trim() !== '')) expect(printed).toContain(line);
}

function lastLineOf(text: string): string {
  return text.trim().split('\n').at(-1)?.trim() ?? '';
}
