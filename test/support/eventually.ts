import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_MS = 20;

/** Waits until a condition holds; fails with its description when it has not done so in time. */
export async function eventually(
  what: string,
  holds: () => boolean | Promise<boolean>,
  withinMs = 10_000,
): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`Waited ${withinMs} ms in vain until ${what}.`);
    await sleep(LOOK_MS);
  }
}
