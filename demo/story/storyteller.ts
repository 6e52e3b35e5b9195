import { isDeepStrictEqual } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { print } from '../printing.js';

const TIMEOUT_MS = 30_000;
const LOOK_EVERY_MS = 100;

/** Ends a chapter: what comes after a step that failed would only fail too. */
class StepFailed extends Error {}

/** Tells the story while it happens, and keeps count of what ended as told. */
export class Storyteller {
  private good = 0;
  private bad = 0;
  private hasEnded = false;

  get wentAsTold(): boolean {
    return this.bad === 0;
  }

  get summary(): string {
    const failed = this.bad === 0 ? '' : `, ${this.bad} did not`;
    return `${this.good} steps ended as told${failed}.`;
  }

  /** One chapter. When it breaks off the next one is told all the same. */
  async chapter(title: string, play: () => Promise<void>): Promise<void> {
    if (this.isOver()) return;
    print.heading(title);
    try {
      await play();
    } catch (error) {
      if (error instanceof StepFailed || this.isOver()) return;
      this.bad += 1;
      print.bad(`The chapter broke off: ${messageOf(error)}`);
    }
  }

  /** A call, because it may change during any wait. */
  isOver(): boolean {
    return this.hasEnded;
  }

  /** Somebody wants an end: nothing more is told, and what fails from now on is nobody's fault. */
  end(): void {
    this.hasEnded = true;
  }

  say(text: string): void {
    print.say(text);
  }

  detail(text: string): void {
    print.detail(text);
  }

  /**
   * Looks again and again until it sees what is expected. An error while looking counts as something seen.
   * @throws StepFailed after 30 seconds, when expected and actual were printed
   */
  async step<T>(sentence: string, look: () => Promise<T>, expected: T): Promise<void> {
    const deadline = Date.now() + TIMEOUT_MS;
    let seen: unknown;
    do {
      seen = await look().catch(messageOf);
      if (isDeepStrictEqual(seen, expected)) break;
      await sleep(LOOK_EVERY_MS);
    } while (!this.isOver() && Date.now() < deadline);
    this.check(sentence, seen, expected);
  }

  /** A step whose outcome is known already. @throws StepFailed */
  check(sentence: string, seen: unknown, expected: unknown): void {
    if (this.isOver()) throw new StepFailed(sentence);
    if (isDeepStrictEqual(seen, expected)) {
      this.good += 1;
      print.good(sentence);
      return;
    }
    this.bad += 1;
    print.bad(sentence);
    print.detail(`expected ${JSON.stringify(expected)}`);
    print.detail(`actual   ${JSON.stringify(seen)}`);
    throw new StepFailed(sentence);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
