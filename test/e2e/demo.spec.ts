import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createEmptyDatabase, type TestDatabase } from '../support/databases.js';

const DEMO = resolve('dist/demo/main.js');
const FREE_PORTS = ['--port', '--sandbox-port', '--erp-port', '--mailbox-port', '--smtp-port'].flatMap((flag) => [
  flag,
  '0',
]);
const TIMEOUT_MS = 120_000;

interface Outcome {
  readonly exitCode: number | null;
  readonly output: string;
}

describe('the demo', () => {
  let folder: string;
  let running: ChildProcess | null = null;
  let database: TestDatabase | null = null;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fakturabro-demo-test-'));
    // For PostgreSQL, which another account runs where the tests run as root.
    await chmod(folder, 0o755);
    // Where a server is given there may be no embedded one.
    database = process.env.DATABASE_URL ? await createEmptyDatabase() : null;
  });
  afterAll(async () => {
    running?.kill(); // one that outlived its test
    await database?.drop();
    await rm(folder, { recursive: true, force: true });
  });

  it(
    'plays a merchant day in which every step ends as told, and stops',
    async () => {
      const { exitCode, output } = await demo(['--once', ...FREE_PORTS]);

      expect(output).not.toContain('✗');
      expect(output).toContain('✓ SO-20002 is answered 202, and 200 the second time');
      expect(output).toContain('✓ Dintero has one transaction with the reference SO-20005-1');
      expect(output).toContain('✓ Credit note CN-1 over 6 700.00 NOK undoes the invoice in the books');
      expect(output).toContain('✓ The poll found the payment of 2 148.00 NOK: paid');
      expect(output.match(/✓ The trial balance sums to 0/g)).toHaveLength(2);
      expect(output.match(/✓ \d+ audit questions, 0 differences/g)).toHaveLength(2);
      expect(output).toMatch(/\d+ steps ended as told\.\n/);
      expect(exitCode).toBe(0);
    },
    TIMEOUT_MS,
  );

  it('explains a flag it does not know', async () => {
    const { exitCode, output } = await demo(['--twice']);

    expect(output).toContain("Unknown option '--twice'");
    expect(output).toContain('Usage: npm run demo');
    expect(exitCode).toBe(1);
  });

  function demo(flags: readonly string[]): Promise<Outcome> {
    const variables = { ...process.env, DATA_DIR: folder, ...(database ? { DATABASE_URL: database.url } : {}) };
    const child = spawn(process.execPath, ['--enable-source-maps', DEMO, ...flags], { env: variables });
    running = child;
    let output = '';
    const keep = (chunk: Buffer): void => {
      output += chunk.toString('utf8');
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    return new Promise((settle) => {
      child.on('close', (exitCode) => {
        settle({ exitCode, output });
      });
    });
  }
});
