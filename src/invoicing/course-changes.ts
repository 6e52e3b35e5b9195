import type { CoursePayment, CourseReversal, InvoiceCourse } from '../domain/invoice/invoice-course.js';
import type { ProviderEvent } from '../domain/invoice/provider-transaction.js';

/** One part of an invoice's course that has an entry of its own in the books. */
export type BookedPart =
  | { readonly what: 'sale'; readonly by: ProviderEvent }
  | { readonly what: 'payment'; readonly payment: CoursePayment }
  | { readonly what: 'reversal'; readonly part: CourseReversal }
  | { readonly what: 'credit-note'; readonly amountMinor: bigint; readonly by: ProviderEvent }
  | { readonly what: 'loss'; readonly amountMinor: bigint; readonly vatRelief: boolean; readonly by: ProviderEvent };

/** What the books lack, and what in them turned out to be wrong, when a course became a fuller one. */
export interface CourseChanges {
  /** Booked under the earlier course and no longer true: only news that comes out of order does that. */
  readonly undone: readonly BookedPart[];
  readonly booked: readonly BookedPart[];
}

/** The books after it are those of the later course, whatever way the news took to get there. */
export function changesBetween(before: InvoiceCourse, after: InvoiceCourse): CourseChanges {
  const old = new Map(partsOf(before).map((part) => [nameOf(part), part]));
  const now = new Map(partsOf(after).map((part) => [nameOf(part), part]));
  const isIn = (parts: ReadonlyMap<string, BookedPart>, part: BookedPart): boolean => {
    const other = parts.get(nameOf(part));
    return other !== undefined && figuresOf(other) === figuresOf(part);
  };
  return {
    undone: [...old.values()].filter((part) => !isIn(now, part)),
    booked: [...now.values()].filter((part) => !isIn(old, part)),
  };
}

function partsOf({ startedBy, voidedBy, rest, payments, reversals }: InvoiceCourse): BookedPart[] {
  const parts: BookedPart[] = [];
  if (startedBy) parts.push({ what: 'sale', by: startedBy });
  for (const payment of payments) parts.push({ what: 'payment', payment });
  for (const part of reversals) parts.push({ what: 'reversal', part });
  if (!voidedBy || !rest) return parts;
  const { amountMinor, treatment } = rest;
  if (treatment === 'credit-note') parts.push({ what: 'credit-note', amountMinor, by: voidedBy });
  if (treatment === 'bad-debt' || treatment === 'waiver') {
    parts.push({ what: 'loss', amountMinor, vatRelief: treatment === 'bad-debt', by: voidedBy });
  }
  return parts;
}

/** Names the part within its invoice. */
function nameOf(part: BookedPart): string {
  switch (part.what) {
    case 'payment':
      return `payment:${part.payment.event.key}`;
    case 'reversal':
      return `reversal:${part.part.reversal.key}`;
    default:
      return part.what;
  }
}

/** What makes two bookings of a part the same. */
function figuresOf(part: BookedPart): string {
  switch (part.what) {
    case 'sale':
      return 'whole';
    case 'payment':
      return `${part.payment.toReceivableMinor}/${part.payment.overpaidMinor}`;
    case 'reversal':
      return `${part.part.toReceivableMinor}/${part.part.fromOverpaidMinor}`;
    case 'credit-note':
      return String(part.amountMinor);
    case 'loss':
      return `${part.amountMinor}/${part.vatRelief}`;
  }
}
