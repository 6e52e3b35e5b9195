import { EXCEPTION_OWNERS, type ExceptionCode } from './exception-codes.js';
import { ENGLISH } from './words.en.js';

/** What a person presses when the cause is put right; what a code can be retried by is decided where it is raised. */
const PRESS: Readonly<Record<ExceptionCode, string>> = {
  ORDER_INVALID: 'retry',
  ORDER_CHANGED: 'retry',
  ORDER_CHANGED_PAID: 'retry',
  TAX_CODE_UNMAPPED: 'retry',
  NO_INVOICING_RULE: 'retry',
  GROUPED_BY_MERCHANT: 'retry',
  DISCOUNT_TOO_LARGE: 'retry',
  CURRENCY_NOT_SUPPORTED: 'retry',
  DELIVERY_NOT_CONFIGURED: 'retry',
  INVOICE_HELD: 'release, or void',
  POLICY_HOLD: 'release, or void',
  POLICY_NOTICE: 'resolve',
  GROUPED_ORDER_LATE: 'resolve',
  GROUPED_NOT_ISSUED: 'nothing: closed once it is issued',
  INVOICE_DATE_LATE: 'resolve',
  PROVIDER_REJECTED: 'retry',
  PROVIDER_CREDENTIALS: 'nothing: it closes by itself',
  PROVIDER_SCOPE_MISSING: 'retry',
  WEBHOOK_VANISHED: 'nothing: closed once there is a new one',
  WEBHOOK_REFUSED: 'nothing: the next run tries again',
  ADOPTION_MISMATCH: 'retry',
  DUPLICATE_AT_PROVIDER: 'retry',
  SALE_UNKNOWN: 'retry',
  SALE_TAKEN: 'retry',
  CHECKOUT_DECLINED: 'retry',
  CHECKOUT_EXPIRED: 'retry',
  CHECKOUT_ENDED: 'retry',
  LINK_REFUSED: 'retry',
  CHANNEL_DIFFERS: 'resolve',
  CHANNEL_NOT_ALLOWED: 'retry',
  CHANNEL_FELL_BACK: 'resolve',
  CAPTURE_REFUSED: 'retry',
  CANCEL_REFUSED: 'resolve',
  VOID_REFUSED: 'void again, or resolve',
  VOID_CAUSE_NEEDED: 'decide',
  DOCUMENT_MISSING: 'retry',
  DOCUMENT_UNUSABLE: 'retry',
  ADDRESS_REFUSED: 'retry',
  DELIVERY_REFUSED: 'correct the address, or resend',
  DELIVERY_BOUNCED: 'correct the address, resend, or hand over',
  ADDRESS_SUPPRESSED: 'correct the address, or lift the suppression',
  COLLECTION_LATE: 'nothing: closed once it has started',
  ACCEPTANCE_LATE: 'nothing: closed once it is accepted',
  DELIVERY_UNDECIDED: 'nothing: closed once the mailbox is read',
  BOUNCES_UNREADABLE: 'nothing: the next run tries again',
  PAYMENT_UNREADABLE: 'resolve',
  CAPTURE_AFTER_VOID: 'resolve',
  OVERPAID: 'resolve',
  PAYMENT_REVERSED: 'resolve',
  REFUND_REPORTED: 'resolve; closes by itself with the settlement line',
  EVENT_CORRECTED: 'resolve',
  BOOKS_CORRECTED: 'resolve',
  STATUS_EVENTS_DISAGREE: 'resolve',
  TRANSACTION_HANGS: 'retry',
  SETTLEMENT_UNBALANCED: 'retry',
  SETTLEMENT_LINE_UNKNOWN: 'retry',
  SETTLEMENT_REVERSAL_UNKNOWN: 'retry',
  SETTLEMENT_REPORT_MISSING: 'retry',
  SETTLEMENT_CHANGED: 'resolve',
  ERP_REFUSED: 'retry',
  ERP_READBACK_DIFFERS: 'retry',
  ERP_ORDERS_UNREADABLE: 'nothing: the next run tries again',
  STEP_GAVE_UP: 'retry',
};

const BEGIN = '<!-- The table is written by `npx fakturabro config docs`; edit the words in src/exceptions. -->';
const END = '<!-- end of the table -->';

/**
 * The page with the table of codes as the code has it now.
 * @throws Error when the page has no place for the table
 */
export function withExceptionTable(page: string): string {
  const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`The page has no table between "${BEGIN}" and "${END}".`);
  return [page.slice(0, from + BEGIN.length), '', ...table(), '', page.slice(to)].join('\n');
}

function table(): string[] {
  const codes = Object.keys(EXCEPTION_OWNERS) as ExceptionCode[];
  const rows = codes.map((code) => {
    const { what, next } = ENGLISH[code];
    const cells = [`\`${code}\``, EXCEPTION_OWNERS[code], what, next, PRESS[code]];
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  });
  return ['| code | owner | what happened | what to do | press |', '| --- | --- | --- | --- | --- |', ...rows];
}
