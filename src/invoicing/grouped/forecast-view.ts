import type { InvoiceInterval } from '../../domain/invoice/billing-period.js';
import type { GroupDebtor } from './billing-groups.js';

export class GroupDebtorView implements GroupDebtor {
  readonly name!: string;
  readonly organizationNumber!: string;
  readonly country!: string;
  /** The debtor's own reference; another one is another invoice. */
  readonly reference!: string | null;
}

export class ForecastOrderView {
  readonly orderId!: string;
  readonly orderNumber!: string;
  /** Of the invoice; with it the purchase is cancelled. */
  readonly reference!: string;
  readonly debtorId!: string;
  /** `authorised` is at Dintero; the others are on their way there. */
  readonly state!: string;
  readonly amount!: number;
}

export class ForecastWarningView {
  readonly code!: 'NAME_DIFFERS' | 'REFERENCE_DIFFERS' | 'TERMS_DIFFER';
  readonly message!: string;
  /** What ends on invoices of their own because of it. */
  readonly orders!: number;
  readonly amount!: number;
}

/** A grouped invoice before it is made. */
export class ForecastView {
  readonly debtor!: GroupDebtorView;
  readonly interval!: InvoiceInterval;
  readonly period!: { readonly from: string; readonly to: string };
  readonly issueDate!: string;
  readonly dueDate!: string;
  readonly currency!: string;
  readonly orderCount!: number;
  readonly totalAmount!: number;
  /** What of it Dintero has taken. */
  readonly authorisedOrderCount!: number;
  readonly authorisedAmount!: number;
  /** The end of the period by the merchant's clock, UTC: a purchase voided before it is not on the invoice. */
  readonly voidBefore!: string;
  /** The same in words. */
  readonly lastMomentToVoid!: string;
  readonly warnings!: readonly ForecastWarningView[];
  /** At most a hundred; `orderCount` counts all. */
  readonly orders!: readonly ForecastOrderView[];
}
