import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

const READY_MS = 30_000;

/** One of the programs that a benchmark measures, in a process of its own, so that the load does not share its event loop. */
export class Child {
  private constructor(private readonly child: ChildProcess) {}

  static async start(
    script: string,
    args: readonly string[],
    env: NodeJS.ProcessEnv,
    readyUrl: string,
  ): Promise<Child> {
    const child = spawn(process.execPath, [script, ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    const deadline = Date.now() + READY_MS;
    while (Date.now() < deadline && child.exitCode === null) {
      const answer = await fetch(readyUrl).catch(() => null);
      if (answer) return new Child(child);
      await sleep(50);
    }
    child.kill('SIGKILL');
    throw new Error(`${script} did not start.`);
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await gone;
  }
}
