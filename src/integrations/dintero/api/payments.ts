import type { Merchant } from '../../../domain/merchant.js';
import { isObject } from '../../../platform/net/read-json.js';
import type { OneStepPayment, SessionPayment } from '../types/session.js';
import type { DinteroTransaction, SessionPayAnswer } from '../types/transaction.js';
import type { DinteroCaller, Operation } from './operation.js';
import { unreadable, withId } from './read-answer.js';
import { WRITE_CHECKOUT } from './scopes.js';

export const PAYMENT_OPERATIONS = {
  payNow: {
    name: 'sessions.pay-now',
    does: 'create a session and pay it in one call',
    method: 'POST',
    base: 'checkout',
    path: '/sessions/pay',
    scopes: WRITE_CHECKOUT,
    featureToggles: ['strict-merchant-reference', 'strict-success-merchant-reference'],
    body: 'required',
    changes: 'creates an invoice',
  },
  paySession: {
    name: 'sessions.pay',
    does: 'pay a session that exists',
    method: 'POST',
    base: 'checkout',
    path: '/sessions/{session_id}/pay',
    scopes: WRITE_CHECKOUT,
    body: 'required',
    changes: 'creates an invoice',
  },
} as const satisfies Readonly<Record<string, Operation>>;

/** Which earlier use of the same merchant reference makes Dintero refuse: any, or one that was authorised. */
export type ReferenceGuard = 'strict-merchant-reference' | 'strict-success-merchant-reference';

/** Paying a session from the server, without the debtor. A payment that Kravia refuses is a 200 with status FAILED. */
export class PaymentsApi {
  constructor(private readonly dintero: DinteroCaller) {}

  /** One step. @throws ProviderRejected also for a duplicate reference: that refusal has no code of its own */
  async payNow(merchant: Merchant, payment: OneStepPayment, guard?: ReferenceGuard): Promise<DinteroTransaction> {
    const details = { body: payment, ...(guard === undefined ? {} : { featureToggles: guard }) };
    return withId(await this.dintero.call(merchant, PAYMENT_OPERATIONS.payNow, details), 'a transaction');
  }

  /**
   * The second of two steps. Kravia's page says it answers the transaction, the general one links or an error: without an
   * `id` and a `status` read the session, and by its `transaction_id` the transaction.
   * @throws ProviderRejected 412 when the session is paid, cancelled, expired, or asks for BankID
   */
  async paySession(merchant: Merchant, sessionId: string, payment: SessionPayment): Promise<SessionPayAnswer> {
    const details = { params: { session_id: sessionId }, body: payment };
    const answer = await this.dintero.call(merchant, PAYMENT_OPERATIONS.paySession, details);
    if (!isObject(answer)) throw unreadable('it is not the outcome of a payment');
    return answer;
  }
}
