import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type CancelDecision, decideCancel } from '../domain/invoice/cancel-decision.js';
import type { Merchant } from '../domain/merchant.js';
import { formatMinor } from '../domain/money.js';
import { NOTICES } from '../exceptions/exception-codes.js';
import { Exceptions } from '../exceptions/exceptions.js';
import type { CancelWish } from '../orders/order-invoicing.port.js';
import type { StepDefinition } from '../platform/jobs/step.js';
import { Steps } from '../platform/jobs/steps.js';
import { DecideVoid } from './decide-void.js';
import { type Invoice, Invoices, orderInvoiceOf } from './invoices.js';
import { CLOSE_SESSION, VOID_INVOICE, WATCH_SESSION } from './steps.js';

/** Cancels one invoice as far as its state allows, whoever asks: the ERP, the operator API or the command line. */
@Injectable()
export class CancelInvoice {
  constructor(
    private readonly invoices: Invoices,
    private readonly decide: DecideVoid,
    private readonly exceptions: Exceptions,
    private readonly steps: Steps,
  ) {}

  /** @param invoice locked by this transaction */
  async run(manager: EntityManager, merchant: Merchant, invoice: Invoice, wish: CancelWish): Promise<CancelDecision> {
    const decision = decideCancel(orderInvoiceOf(invoice), wish.cause);
    switch (decision.outcome) {
      case 'withdrawn':
        await this.invoices.update(manager, invoice.id, { state: 'withdrawn', cancelCause: wish.text });
        await this.exceptions.settle(manager, merchant.id, { kind: 'invoice', id: invoice.reference });
        await this.exceptions.settle(manager, merchant.id, { kind: 'invoice', id: invoice.reference }, NOTICES);
        if (invoice.openSessionId !== null || invoice.abandonedSessionId !== null) {
          await this.ask(manager, invoice, CLOSE_SESSION);
        }
        break;
      case 'requested':
        await this.request(manager, invoice, wish);
        break;
      case 'decided':
        if (wish.cause) await this.decide.apply(manager, merchant, invoice, wish.cause);
        break;
      case 'refused':
        await this.explainPaid(manager, merchant, invoice, wish);
        break;
      case 'nothing':
    }
    return decision;
  }

  /** The debtor has paid all of it: what to do instead, with the facts. */
  async explainPaid(
    manager: EntityManager,
    merchant: Merchant,
    invoice: Invoice,
    { cause, text }: CancelWish,
  ): Promise<void> {
    const { reference, invoiceNumber, totalMinor, paidMinor, currency } = invoice;
    await this.exceptions.raise(manager, {
      merchantId: merchant.id,
      code: 'CANCEL_REFUSED',
      subject: { kind: 'invoice', id: reference },
      details: {
        invoiceNumber: invoiceNumber ?? reference,
        paid: formatMinor(paidMinor),
        total: formatMinor(totalMinor),
        currency,
        cause: cause ?? text,
      },
    });
  }

  /** A cause that decides is never forgotten for a later wish that only has words. */
  private async request(manager: EntityManager, invoice: Invoice, { cause, text }: CancelWish): Promise<void> {
    await this.invoices.update(manager, invoice.id, {
      cancelRequestedAt: invoice.cancelRequestedAt ?? new Date(),
      cancelCause: text,
      voidCause: cause ?? invoice.voidCause,
    });
    // A session that waits for the debtor is ended; should it be paid by then, the invoice is voided after all.
    await this.ask(manager, invoice, invoice.state === 'awaiting-debtor' ? WATCH_SESSION : VOID_INVOICE);
  }

  private async ask(manager: EntityManager, { merchantId, id }: Invoice, step: StepDefinition): Promise<void> {
    await this.steps.enqueue(manager, { step, merchantId, subject: id });
  }
}
