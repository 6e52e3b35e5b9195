/** `not-known`: it could not be found out; never a guess. */
export type CheckState = 'ok' | 'warning' | 'failed' | 'not-known';

/** What was found, in a sentence, and what to do about it. */
export interface Verdict {
  readonly state: CheckState;
  readonly found: string;
  readonly remedy: string | null;
}

/** One thing that must be right for the connector to do its work. Looking changes nothing that matters. */
export interface Check {
  readonly name: string;
  /** Null for what all merchants share. */
  readonly merchant: string | null;
  look(): Promise<Verdict>;
}

export function ok(found: string): Verdict {
  return { state: 'ok', found, remedy: null };
}

export function warning(found: string, remedy: string): Verdict {
  return { state: 'warning', found, remedy };
}

export function failed(found: string, remedy: string): Verdict {
  return { state: 'failed', found, remedy };
}

export function notKnown(found: string, remedy: string | null = null): Verdict {
  return { state: 'not-known', found, remedy };
}
