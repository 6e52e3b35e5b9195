const SECOND_MS = 1000;

/** How one account or merchant has been calling: what, with what result, and how hard. */
export class OwnerStatistics {
  readonly requests: Record<string, Record<string, number>> = {};
  concurrentMax = 0;
  perSecondMax = 0;
  private concurrent = 0;
  /** Real arrival times of the last second, oldest first from `oldest` on. */
  private arrivals: number[] = [];
  private oldest = 0;

  begin(): void {
    this.concurrent += 1;
    this.concurrentMax = Math.max(this.concurrentMax, this.concurrent);
    this.arrivals.push(Date.now());
    this.perSecondMax = Math.max(this.perSecondMax, this.inLastSecond());
  }

  end(operation: string, status: number): void {
    // The journal may have been reset while this request was under way.
    this.concurrent = Math.max(0, this.concurrent - 1);
    const byStatus = (this.requests[operation] ??= {});
    byStatus[status] = (byStatus[status] ?? 0) + 1;
  }

  /** Requests of any sliding second that ends now. Real time: a rate limit is about load, not about dates. */
  inLastSecond(): number {
    const since = Date.now() - SECOND_MS;
    while ((this.arrivals[this.oldest] ?? Infinity) <= since) this.oldest += 1;
    if (this.oldest > SECOND_MS) {
      this.arrivals = this.arrivals.slice(this.oldest);
      this.oldest = 0;
    }
    return this.arrivals.length - this.oldest;
  }

  /** Calls to an operation, by the test given to their status. */
  count(operation: string, matches: (status: number) => boolean = () => true): number {
    const byStatus = Object.entries(this.requests[operation] ?? {});
    return byStatus.reduce((sum, [status, times]) => sum + (matches(Number(status)) ? times : 0), 0);
  }
}
