/** Who has to act on an exception. */
export type ExceptionOwner = 'operator' | 'accountant' | 'integrator' | 'provider';

/** Every reason the connector stops for a person. The code is stable; the words are in `words.<language>.ts`. */
export const EXCEPTION_OWNERS = {
  ORDER_INVALID: 'integrator',
  ORDER_CHANGED: 'operator',
  ORDER_CHANGED_PAID: 'operator',
  TAX_CODE_UNMAPPED: 'accountant',
  NO_INVOICING_RULE: 'integrator',
  GROUPED_BY_MERCHANT: 'integrator',
  DISCOUNT_TOO_LARGE: 'integrator',
  CURRENCY_NOT_SUPPORTED: 'accountant',
  DELIVERY_NOT_CONFIGURED: 'integrator',
  INVOICE_HELD: 'operator',
  POLICY_HOLD: 'operator',
  POLICY_NOTICE: 'operator',
  GROUPED_ORDER_LATE: 'operator',
  GROUPED_NOT_ISSUED: 'provider',
  INVOICE_DATE_LATE: 'accountant',
  PROVIDER_REJECTED: 'operator',
  PROVIDER_CREDENTIALS: 'integrator',
  PROVIDER_SCOPE_MISSING: 'integrator',
  WEBHOOK_VANISHED: 'integrator',
  WEBHOOK_REFUSED: 'integrator',
  ADOPTION_MISMATCH: 'operator',
  DUPLICATE_AT_PROVIDER: 'operator',
  SALE_UNKNOWN: 'operator',
  SALE_TAKEN: 'operator',
  CHECKOUT_DECLINED: 'operator',
  CHECKOUT_EXPIRED: 'operator',
  CHECKOUT_ENDED: 'operator',
  LINK_REFUSED: 'operator',
  CHANNEL_DIFFERS: 'operator',
  CHANNEL_NOT_ALLOWED: 'operator',
  CHANNEL_FELL_BACK: 'operator',
  CAPTURE_REFUSED: 'provider',
  CANCEL_REFUSED: 'operator',
  VOID_REFUSED: 'provider',
  VOID_CAUSE_NEEDED: 'accountant',
  DOCUMENT_MISSING: 'provider',
  DOCUMENT_UNUSABLE: 'provider',
  ADDRESS_REFUSED: 'integrator',
  DELIVERY_REFUSED: 'operator',
  DELIVERY_BOUNCED: 'operator',
  ADDRESS_SUPPRESSED: 'operator',
  COLLECTION_LATE: 'operator',
  ACCEPTANCE_LATE: 'operator',
  DELIVERY_UNDECIDED: 'operator',
  BOUNCES_UNREADABLE: 'integrator',
  PAYMENT_UNREADABLE: 'provider',
  CAPTURE_AFTER_VOID: 'accountant',
  OVERPAID: 'accountant',
  PAYMENT_REVERSED: 'accountant',
  REFUND_REPORTED: 'accountant',
  EVENT_CORRECTED: 'accountant',
  BOOKS_CORRECTED: 'accountant',
  STATUS_EVENTS_DISAGREE: 'provider',
  TRANSACTION_HANGS: 'provider',
  SETTLEMENT_UNBALANCED: 'accountant',
  SETTLEMENT_LINE_UNKNOWN: 'accountant',
  SETTLEMENT_REVERSAL_UNKNOWN: 'accountant',
  SETTLEMENT_REPORT_MISSING: 'provider',
  SETTLEMENT_CHANGED: 'accountant',
  ERP_REFUSED: 'integrator',
  ERP_READBACK_DIFFERS: 'accountant',
  ERP_ORDERS_UNREADABLE: 'integrator',
  STEP_GAVE_UP: 'operator',
} as const satisfies Record<string, ExceptionOwner>;

export type ExceptionCode = keyof typeof EXCEPTION_OWNERS;

export function isExceptionCode(code: string): code is ExceptionCode {
  return Object.hasOwn(EXCEPTION_OWNERS, code);
}

/** Told once for somebody to read: whatever becomes of the object, only a person closes it. */
export const NOTICES: readonly ExceptionCode[] = ['POLICY_NOTICE'];

/** What happened and what to do next; `{name}` is replaced by the case's details. */
export interface ExceptionWords {
  readonly what: string;
  readonly next: string;
}

export type WordList = Readonly<Record<ExceptionCode, ExceptionWords>>;
