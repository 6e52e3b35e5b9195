import type { RateBasisPoints } from '../vat.js';
import type { VoidCause } from '../invoice/void-cause.js';
import type { LocalDate } from '../local-date.js';

export type DebtorType = 'company' | 'person';
export const LANGUAGES = ['nb', 'sv', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];
export const DEBTOR_COUNTRIES = ['NO', 'SE', 'FI'] as const;
export const LINE_TYPES = ['physical', 'digital', 'service', 'shipping', 'surcharge'] as const;
type LineType = (typeof LINE_TYPES)[number];

/** Who owes the invoice. Text is trimmed; the phone number and organisation number carry no spaces. */
interface Debtor {
  readonly debtorId: string;
  readonly type: DebtorType;
  /** The company's registered name; for a person the full name. */
  readonly name: string;
  readonly organizationNumber: string | null;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly phone: string;
  readonly language: Language | null;
  /** The debtor's own order reference, printed on the invoice; for grouped invoices a grouping key. */
  readonly reference: string | null;
  readonly costCenter: string | null;
  readonly address: {
    readonly line1: string;
    readonly line2: string | null;
    readonly postalCode: string;
    readonly city: string;
    readonly country: string;
  };
}

/** Amounts are minor units including VAT, the total of the line after discount; negative on a discount line. */
export interface OrderLine {
  readonly lineId: string;
  readonly sku: string | null;
  readonly description: string;
  /** A decimal as text, so that no digit is lost. */
  readonly quantity: string;
  readonly amountMinor: bigint;
  readonly vatRate: RateBasisPoints;
  readonly vatMinor: bigint;
  /** The ERP's own tax code, mapped to ours by the merchant's configuration. */
  readonly vatCode: string | null;
  readonly type: LineType | null;
}

/** What the order itself asks of its invoice; overrides the merchant's rules field by field. */
interface InvoiceWishes {
  readonly product: InvoiceProduct | null;
  readonly channel: InvoiceChannel | null;
  readonly daysUntilDue: number | null;
  readonly flow: InvoiceFlow | null;
  /** Whether the debtor gets the checkout's link by e-mail. */
  readonly sendLink: boolean | null;
  /** The number the invoice has in the ERP, if that gives it one. */
  readonly number: string | null;
  /** The sale exists at the provider already: it is bound, and nothing is invoiced. */
  readonly sale: ExistingSale | null;
}

/** A sale made elsewhere, for instance in a webshop, and how the ERP names it. */
export interface ExistingSale {
  readonly by: 'transaction' | 'session' | 'reference';
  readonly id: string;
}

export const INVOICE_PRODUCTS = ['b2b', 'b2b-grouped', 'b2c'] as const;
export type InvoiceProduct = (typeof INVOICE_PRODUCTS)[number];
export const INVOICE_CHANNELS = ['kravia', 'merchant'] as const;
export type InvoiceChannel = (typeof INVOICE_CHANNELS)[number];
/**
 * `one-step` creates and pays in one call · `two-step` opens a session and pays it · `checkout` opens a session that the
 * debtor accepts.
 */
export const INVOICE_FLOWS = ['one-step', 'two-step', 'checkout'] as const;
export type InvoiceFlow = (typeof INVOICE_FLOWS)[number];

/** A confirmed ERP order that passed every check: sums add up, the address is complete for its debtor. */
export interface Order {
  readonly orderId: string;
  readonly orderNumber: string;
  readonly revision: number;
  readonly orderDate: LocalDate;
  readonly currency: string;
  readonly totalMinor: bigint;
  readonly vatMinor: bigint;
  readonly debtor: Debtor;
  readonly lines: readonly OrderLine[];
  readonly invoice: InvoiceWishes;
  readonly metadata: Readonly<Record<string, string | number>>;
}

/** The ERP withdraws an order; nothing but its identity and the reason is needed. */
export interface Cancellation {
  readonly orderId: string;
  readonly revision: number | null;
  /** The cause, when the ERP names one of ours. */
  readonly cause: VoidCause | null;
  /** The reason in the ERP's words. */
  readonly text: string;
}
