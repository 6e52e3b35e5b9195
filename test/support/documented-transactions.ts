import type { ProviderTransaction } from '../../src/domain/invoice/provider-transaction.js';
import type { DinteroTransaction } from '../../src/integrations/dintero/types/transaction.js';
import { toTransaction } from '../../src/integrations/dintero/to-transaction.js';
import { fixture } from './fixtures.js';

/** When the tests read: the time of everything that does not say when it happened. */
export const READ_AT = new Date('2026-11-20T10:00:00Z');

/** What the mapper makes of an answer, with books in NOK. */
export function readTransaction(raw: unknown): ProviderTransaction {
  return toTransaction(raw as DinteroTransaction, 'NOK', READ_AT);
}

export const CHECKOUT_EXAMPLE = fixture('checkout-transaction.response');
export const MIT_EXAMPLE = fixture('pay.response');

/** API reference 2.10: the answer to a call for an invoice the merchant delivers itself. */
export const ACCEPTED = {
  id: 'T12345678.tx0001',
  session_id: 'T12345678.sess1',
  status: 'AUTHORIZED',
  success: true,
  payment_product: 'kravia',
  payment_product_type: 'kravia.invoice_b2b',
  amount: 161250,
  currency: 'NOK',
  merchant_reference: 'SO-10017-1',
  metadata: {
    'kravia:invoice_number': 'FT7Q2-000104',
    'kravia:invoice_channel': 'merchant',
    'kravia:invoice_url': 'https://checkout.dintero.com/transaction-attachments/made-up',
  },
  events: [
    {
      id: '1',
      event: 'AUTHORIZE',
      transaction_status: 'AUTHORIZED',
      success: true,
      created_at: '2026-06-02T08:00:00.000Z',
      metadata: { 'kravia:invoice_date': '2026-06-02', 'kravia:invoice_due_date': '2026-07-02' },
    },
  ],
};

/** API reference 2.10: HTTP 200, but no invoice. */
export const REFUSED = {
  id: 'T12345678.tx0002',
  session_id: 'T12345678.sess2',
  status: 'FAILED',
  success: false,
  amount: 161250,
  currency: 'NOK',
  merchant_reference: 'SO-10018-1',
  events: [
    { event: 'INITIALIZE', transaction_status: 'INITIATED', success: true, created_at: '2026-06-02T08:00:00.000Z' },
    {
      event: 'AUTHORIZE',
      transaction_status: 'FAILED',
      success: false,
      created_at: '2026-06-02T08:00:01.000Z',
      error: {
        code: 'made_up_code',
        message: 'made-up text',
        type: ['DECLINED'],
        retry_policy: { retry_codes: ['RETRY_AFTER_DELAY'], retry_after: '2026-06-03T08:00:00Z' },
      },
    },
  ],
};

/** API reference 4.2: a payment that names the settlement it was paid out with. */
export const CAPTURE = {
  id: '4',
  event: 'CAPTURE',
  transaction_status: 'CAPTURED',
  success: true,
  amount: 161250,
  event_reference: 'INV-88017',
  created_at: '2026-06-24T06:10:00.000Z',
  request_id: '0d9c1b52-7c0a-4a0e-9a53-0c1f2a3b4c5d',
  settlements: {
    settlement_status: 'SETTLED',
    events: [{ settlement_id: 'R18010-AB12CD', amount: 160444, capture: 161250, fee: 806 }],
  },
};
