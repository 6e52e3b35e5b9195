import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { projectRoot } from '../src/platform/config/project-root.js';

/** The first start makes a database cluster, which takes its time on a busy machine. */
const READY_TIMEOUT_MS = 90_000;
const STOP_TIMEOUT_MS = 20_000;

/** The connector could not start or go on; shown without a stack of ours, with its own last words. */
export class ConnectorFailed extends Error {}

/** The connector as it runs everywhere else: a process of its own that knows nothing of a sandbox. */
export class ConnectorProcess {
  private readonly child: ChildProcess;
  private hasEnded = false;
  private readiness: Promise<void> | null = null;
  /** Settles when the process is gone, whyever. */
  readonly ended: Promise<void>;

  constructor(
    environment: NodeJS.ProcessEnv,
    private readonly logFile: string,
  ) {
    const log = openSync(logFile, 'a');
    this.child = spawn(process.execPath, ['--enable-source-maps', 'dist/src/main.js'], {
      cwd: projectRoot(),
      env: environment,
      stdio: ['ignore', log, log],
      // A Ctrl-C in the terminal is for us: we know when the connector can be stopped.
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    closeSync(log);
    this.ended = new Promise((resolve) => {
      const end = (): void => {
        this.hasEnded = true;
        resolve();
      };
      this.child.once('exit', end).once('error', end);
    });
  }

  /** @throws ConnectorFailed with the end of its log when it stops or does not become ready */
  ready(url: string): Promise<void> {
    this.readiness ??= this.untilReady(url);
    return this.readiness;
  }

  private async untilReady(url: string): Promise<void> {
    const deadline = Date.now() + READY_TIMEOUT_MS;
    while (!this.hasEnded && Date.now() < deadline) {
      const answer = await fetch(`${url}/health/ready`).catch(() => null);
      if (answer?.ok) return;
      await sleep(100);
    }
    throw new ConnectorFailed(`The connector did not start:\n${await this.lastWords()}`);
  }

  async lastWords(): Promise<string> {
    const lines = (await readFile(this.logFile, 'utf8')).trimEnd().split('\n');
    return lines.slice(-15).join('\n');
  }

  /**
   * An orderly stop, which takes the embedded database along; only one that hangs is killed. A connector that is still
   * starting may have started its database and does not listen to signals yet, so it is let finish first.
   */
  async stop(): Promise<void> {
    await this.readiness?.catch(() => undefined);
    if (this.hasEnded) return;
    this.child.kill('SIGINT');
    const late = AbortSignal.timeout(STOP_TIMEOUT_MS);
    late.addEventListener('abort', () => this.child.kill('SIGKILL'));
    await this.ended;
  }
}
