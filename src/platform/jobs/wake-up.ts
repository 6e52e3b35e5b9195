import { setTimeout as sleep } from 'node:timers/promises';

/** A bell one sleeper waits for. Ringing while nobody waits is remembered once. */
export class WakeUp {
  private rung = false;
  private waiter: (() => void) | null = null;

  ring(): void {
    this.rung = true;
    this.waiter?.();
  }

  /** Until the bell rings, or at most `timeoutMs`. */
  async wait(timeoutMs: number): Promise<void> {
    if (!this.rung) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, timeoutMs);
        this.waiter = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.waiter = null;
    this.rung = false;
  }

  /** A short pause in which further rings are gathered and count as one. */
  async settle(pauseMs: number): Promise<void> {
    await sleep(pauseMs);
  }
}
