/** The longest wait a timer can be set for; a longer one, such as that for the end of a quarter, is set again and again. */
const TIMER_MS_MAX = 2 ** 31 - 1;

interface Job {
  dueAtMs: number;
  readonly task: () => void;
  timer: NodeJS.Timeout | undefined;
}

/**
 * The time every part of the sandbox lives by: real time plus an offset a test can move. Whatever waits
 * (a simulated payment, a PDF being made, the next try of a callback) waits here, so that moving the clock
 * forward makes everything due in between happen at once.
 */
export class Clock {
  private offsetMs = 0;
  private stopped = false;
  private readonly jobs = new Set<Job>();

  nowMs(): number {
    return Date.now() + this.offsetMs;
  }

  nowIso(): string {
    return new Date(this.nowMs()).toISOString();
  }

  /** Runs `task` once, `delayMs` of sandbox time from now. A task must deal with its own errors. */
  after(delayMs: number, task: () => void): void {
    if (this.stopped) return;
    const job: Job = { dueAtMs: this.nowMs() + delayMs, task, timer: undefined };
    this.jobs.add(job);
    this.arm(job, delayMs);
  }

  /** Backwards, what is waiting keeps the time it still had to wait. */
  move(deltaMs: number): void {
    this.offsetMs += deltaMs;
    const waiting = [...this.jobs].sort((one, other) => one.dueAtMs - other.dueAtMs);
    for (const job of waiting) {
      if (deltaMs < 0) job.dueAtMs += deltaMs;
      else this.rearm(job);
    }
  }

  set(timeMs: number): void {
    this.move(timeMs - this.nowMs());
  }

  /** Back to real time, with nothing waiting. */
  reset(): void {
    for (const job of this.jobs) clearTimeout(job.timer);
    this.jobs.clear();
    this.offsetMs = 0;
  }

  /** For good: what a connection cut at the end would still want to try again never begins. */
  stop(): void {
    this.reset();
    this.stopped = true;
  }

  private rearm(job: Job): void {
    clearTimeout(job.timer);
    const remainingMs = job.dueAtMs - this.nowMs();
    if (remainingMs <= 0) this.run(job);
    else this.arm(job, remainingMs);
  }

  private arm(job: Job, remainingMs: number): void {
    job.timer = setTimeout(
      () => {
        if (remainingMs > TIMER_MS_MAX) this.rearm(job);
        else this.run(job);
      },
      Math.min(remainingMs, TIMER_MS_MAX),
    );
  }

  private run(job: Job): void {
    // A task run by `move` may have reset the clock; a job that is gone must not run.
    if (this.jobs.delete(job)) job.task();
  }
}
