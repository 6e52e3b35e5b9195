/** A line that takes money back. Amounts in minor units, positive. */
export interface ReversalLine {
  readonly no: number;
  readonly transactionId: string | null;
  readonly amountMinor: bigint;
}

/** A payment, and what of it was not taken back yet. */
export interface ReversiblePayment {
  readonly id: string;
  readonly transactionId: string;
  readonly leftMinor: bigint;
}

export interface ReversalMatch {
  readonly no: number;
  readonly paymentId: string;
}

/**
 * Finds the payment that each line takes back: the one of the same transaction with exactly that amount, or a part of it
 * where the transaction has only that one. Where several payments could be meant none is chosen.
 */
export function matchReversals(
  lines: readonly ReversalLine[],
  payments: readonly ReversiblePayment[],
): { readonly matched: readonly ReversalMatch[]; readonly unmatched: readonly ReversalLine[] } {
  const left = new Map(payments.map(({ id, leftMinor }) => [id, leftMinor]));
  const matched: ReversalMatch[] = [];
  const unmatched: ReversalLine[] = [];
  for (const line of lines) {
    const open = payments.filter(
      ({ id, transactionId }) => transactionId === line.transactionId && (left.get(id) ?? 0n) > 0n,
    );
    const exact = open.filter(({ id }) => left.get(id) === line.amountMinor);
    const [only] = exact.length > 0 ? exact : open.filter(({ id }) => (left.get(id) ?? 0n) > line.amountMinor);
    const isOnly = exact.length === 1 || (exact.length === 0 && open.length === 1);
    if (only && isOnly) {
      left.set(only.id, (left.get(only.id) ?? 0n) - line.amountMinor);
      matched.push({ no: line.no, paymentId: only.id });
    } else unmatched.push(line);
  }
  return { matched, unmatched };
}
