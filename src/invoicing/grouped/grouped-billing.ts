import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type BillingPeriod, billingPeriodOf } from '../../domain/invoice/billing-period.js';
import type { ProviderTransaction } from '../../domain/invoice/provider-transaction.js';
import { type LocalDate, localDate } from '../../domain/local-date.js';
import type { Merchant } from '../../domain/merchant.js';
import { Exceptions } from '../../exceptions/exceptions.js';
import { GroupedInvoices } from './grouped-invoices.js';
import { InvoiceDelivery } from '../invoice-delivery.port.js';
import { type Invoice, Invoices } from '../invoices.js';

export interface GroupedFacts {
  readonly issueDue: LocalDate | null;
  readonly groupedInvoiceId: string | null;
}

/**
 * What a look at a grouped purchase's transaction says about the invoice it will be on, or is on. Nothing of it is needed
 * for anything else: when number, dates and file appear is not documented, and not whether all purchases share them.
 */
@Injectable()
export class GroupedBilling {
  constructor(
    private readonly grouped: GroupedInvoices,
    private readonly invoices: Invoices,
    private readonly delivery: InvoiceDelivery,
    private readonly exceptions: Exceptions,
  ) {}

  /** @param invoice with what this look added to it */
  async run(
    manager: EntityManager,
    merchant: Merchant,
    invoice: Invoice,
    seen: ProviderTransaction,
  ): Promise<GroupedFacts> {
    const { issueDue, groupedInvoiceId } = invoice;
    if (invoice.product !== 'b2b-grouped' || seen.standing !== 'accepted') return { issueDue, groupedInvoiceId };
    const noted = await this.grouped.noteNumber(manager, invoice);
    // One file for all of them: the first that shows the number fetches it.
    if (noted?.isNew) await this.delivery.archive(manager, merchant, invoice.id);
    return {
      issueDue: issueDue ?? (await this.expect(manager, merchant, invoice, seen)),
      groupedInvoiceId: noted?.id ?? groupedInvoiceId,
    };
  }

  private async expect(
    manager: EntityManager,
    merchant: Merchant,
    invoice: Invoice,
    seen: ProviderTransaction,
  ): Promise<LocalDate | null> {
    const period = periodOf(invoice, takenAt(seen), merchant);
    const { order } = await this.invoices.contentOf(manager, merchant, invoice);
    if (order.orderDate < period.first) {
      const ordered = periodOfDay(invoice, order.orderDate, merchant);
      await this.exceptions.raise(manager, {
        merchantId: merchant.id,
        code: 'GROUPED_ORDER_LATE',
        subject: { kind: 'invoice', id: invoice.reference },
        details: { orderDate: order.orderDate, periodEnd: ordered.last, issueDate: period.issueDate },
      });
    }
    return period.issueDate;
  }
}

/** The period an instant falls in, by the merchant's clock and the bank days of its country. */
function periodOf(invoice: Pick<Invoice, 'billingInterval'>, at: Date, merchant: Merchant): BillingPeriod {
  return periodOfDay(invoice, localDate(at, merchant.timeZone), merchant);
}

function periodOfDay(
  { billingInterval }: Pick<Invoice, 'billingInterval'>,
  day: LocalDate,
  merchant: Merchant,
): BillingPeriod {
  return billingPeriodOf(day, billingInterval ?? merchant.invoicing.grouped.interval, merchant.country);
}

/** When the provider took the purchase: the authorisation, or the oldest event where that is not shown. */
function takenAt({ events }: ProviderTransaction): Date {
  const times = events.filter(({ kind, succeeded }) => kind === 'authorised' && succeeded);
  const oldest = (times.length > 0 ? times : events).map(({ occurredAt }) => occurredAt.getTime());
  return new Date(oldest.length > 0 ? Math.min(...oldest) : Date.now());
}
