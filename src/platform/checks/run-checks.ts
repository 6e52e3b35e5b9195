import { messageOf } from '../../domain/errors.js';
import { type Check, notKnown, type Verdict } from './check.js';

export interface CheckResult extends Verdict {
  readonly merchant: string | null;
  readonly check: string;
}

/** All at once, each with its own patience; one that throws or does not end is not known. In the order they were given. */
export async function runChecks(checks: readonly Check[], timeoutMs: number): Promise<CheckResult[]> {
  return Promise.all(
    checks.map(async (check) => ({
      merchant: check.merchant,
      check: check.name,
      ...(await withPatience(check, timeoutMs)),
    })),
  );
}

async function withPatience(check: Check, timeoutMs: number): Promise<Verdict> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<Verdict>((resolve) => {
    timer = setTimeout(() => {
      resolve(notKnown(`This took longer than ${timeoutMs / 1000} seconds.`, 'Try again.'));
    }, timeoutMs);
  });
  try {
    return await Promise.race([check.look().catch(unexpected), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

function unexpected(error: unknown): Verdict {
  return notKnown(`This could not be checked: ${messageOf(error)}`);
}
