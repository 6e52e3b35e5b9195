/**
 * An orderly end of the process at SIGTERM or SIGINT, from its first moment on: what was started is stopped in reverse
 * order, so running steps finish or are handed back before the connections they need are closed.
 */
export class Shutdown {
  private readonly steps: (() => Promise<unknown>)[] = [];
  private isStopping = false;

  constructor() {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void this.stop());
  }

  /** Runs before everything that was added earlier. */
  before(step: () => Promise<unknown>): void {
    this.steps.unshift(step);
    // Asked to stop while this was still being started.
    if (this.isStopping) void this.finish();
  }

  private async stop(): Promise<void> {
    if (this.isStopping) return;
    this.isStopping = true;
    await this.finish();
  }

  private async finish(): Promise<void> {
    for (let step = this.steps.shift(); step; step = this.steps.shift()) await step().catch(() => undefined);
    process.exit(0);
  }
}
