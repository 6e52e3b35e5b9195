import type { DeliveryWords } from '../delivery-words.js';

/** What our pages say. Payment details stay where they are: on the invoice. */
export interface DocumentFacts {
  readonly merchantName: string;
  readonly merchantNumber: string;
  readonly orderNumber: string;
  readonly debtorName: string;
  readonly debtorReference: string | null;
  readonly invoiceNumber: string | null;
  readonly words: DeliveryWords;
}
