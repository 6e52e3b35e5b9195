import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { projectRoot } from '../../src/platform/config/project-root.js';
import { freePort } from '../../src/platform/net/free-port.js';
import type { Installation } from './installation.js';

export const ADMIN_KEY = 'an-admin-key-for-tests-only';
const READY_MS = 30_000;

export interface ConnectorOptions {
  readonly installation: Installation;
  readonly databaseUrl: string;
  readonly roles?: string;
  readonly port?: number;
  /** What callbacks go to; its own address unless given. */
  readonly publicUrl?: string;
  /** Another program than the product's own, for showing what a guard is worth. */
  readonly entry?: string;
}

/** The connector as a process of its own, the way it runs in earnest. */
export class Connector {
  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
    private readonly output: string[],
  ) {}

  static async start(options: ConnectorOptions): Promise<Connector> {
    const port = options.port ?? (await freePort());
    const url = `http://127.0.0.1:${port}`;
    const { installation } = options;
    const entry = options.entry ?? join(projectRoot(), 'dist', 'src', 'main.js');
    const child = spawn(process.execPath, ['--enable-source-maps', entry], {
      cwd: projectRoot(),
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH,
        ...installation.secrets,
        DATABASE_URL: options.databaseUrl,
        DATA_DIR: installation.dataDir,
        CONFIG_DIR: installation.configDir,
        PORT: String(port),
        PUBLIC_URL: options.publicUrl ?? url,
        ROLES: options.roles ?? 'api,worker,scheduler',
        LOG_LEVEL: 'warn',
        FAKTURABRO_ADMIN_KEY: ADMIN_KEY,
      },
    });
    const output: string[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => output.push(chunk.toString()));
    const connector = new Connector(url, child, output);
    await connector.untilReady();
    return connector;
  }

  /** Everything it printed so far, for a test that wants to know why. */
  get printed(): string {
    return this.output.join('');
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** SIGKILL: no chance to put anything in order. */
  async kill(): Promise<void> {
    if (!this.isRunning) return;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }

  /** SIGTERM, and its exit code. */
  async stop(): Promise<number | null> {
    if (!this.isRunning) return this.child.exitCode;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await gone;
    return this.child.exitCode;
  }

  private async untilReady(): Promise<void> {
    const deadline = Date.now() + READY_MS;
    while (Date.now() < deadline && this.isRunning) {
      const ready = await fetch(`${this.url}/health/live`).catch(() => null);
      if (ready?.ok) return;
      await sleep(50);
    }
    throw new Error(`The connector did not start:\n${this.printed}`);
  }
}
