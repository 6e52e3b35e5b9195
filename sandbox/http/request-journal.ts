import type { IncomingHttpHeaders } from 'node:http';
import { OwnerStatistics } from './owner-statistics.js';

export interface RequestEntry {
  readonly at: string;
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  /** As text until it has been parsed. */
  body: unknown;
  /** The account or merchant it was for; null until the caller is known. */
  owner: string | null;
  /** What was answered, or would have been when a fault lost it; null while it is being worked on. */
  status: number | null;
  fault: string | null;
  durationMs: number | null;
}

const ENTRIES_KEPT = 1000;

/** For whom requests count that never showed who they came from. */
export const UNKNOWN_OWNER = 'unknown';

/** What was asked of a double: the last requests in full, and counts of all of them. */
export class RequestJournal {
  private entries: RequestEntry[] = [];
  private readonly statistics = new Map<string, OwnerStatistics>();

  open(entry: Pick<RequestEntry, 'at' | 'operation' | 'method' | 'path' | 'query' | 'headers' | 'body'>): RequestEntry {
    const opened: RequestEntry = {
      ...entry,
      headers: withoutCredentials(entry.headers),
      owner: null,
      status: null,
      fault: null,
      durationMs: null,
    };
    this.entries.push(opened);
    // Cut in blocks: shifting one by one would move a thousand elements for every request.
    if (this.entries.length >= 2 * ENTRIES_KEPT) this.entries = this.entries.slice(-ENTRIES_KEPT);
    return opened;
  }

  /** The caller is known now: from here on the request counts for that owner. */
  begin(entry: RequestEntry, owner: string): void {
    entry.owner = owner;
    this.of(owner).begin();
  }

  end(entry: RequestEntry, status: number, durationMs: number): void {
    entry.status = status;
    entry.durationMs = durationMs;
    this.of(entry.owner ?? UNKNOWN_OWNER).end(entry.operation, status);
  }

  of(owner: string): OwnerStatistics {
    const known = this.statistics.get(owner);
    if (known !== undefined) return known;
    const fresh = new OwnerStatistics();
    this.statistics.set(owner, fresh);
    return fresh;
  }

  owners(): string[] {
    return [...this.statistics.keys()];
  }

  /** Oldest first. */
  latest(owner: string | null, operation: string | null): RequestEntry[] {
    return this.entries
      .slice(-ENTRIES_KEPT)
      .filter((entry) => (owner ?? entry.owner) === entry.owner)
      .filter((entry) => (operation ?? entry.operation) === entry.operation);
  }

  reset(): void {
    this.entries = [];
    this.statistics.clear();
  }
}

function withoutCredentials(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  if (headers.authorization === undefined) return headers;
  const scheme = headers.authorization.split(' ', 1)[0] ?? '';
  return { ...headers, authorization: `${scheme} ***` };
}
