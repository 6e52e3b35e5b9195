import type { InvoiceView } from '../../src/invoicing/invoices.controller.js';
import type { DemoMerchant } from '../merchants.js';
import { money } from '../printing.js';
import { debtorName, type OrderData } from '../sample-data.js';
import type { Day } from './day.js';

/** `SO-20001 from Fjordtest AS, 3 lines, 14 100.00 NOK incl. VAT of 25 %`. */
export function inWords(order: OrderData): string {
  const rates = [...new Set(order.lines.map(({ vatRate }) => vatRate))].join(', ');
  const extras = [
    ...(order.lines.some((line) => line.amount < 0) ? ['a discount'] : []),
    ...(order.lines.some((line) => line.type === 'shipping') ? ['freight'] : []),
  ];
  const also = extras.length > 0 ? `, with ${extras.join(' and ')}` : '';
  const total = money(order.totalAmount, order.currency);
  return `${order.orderId} from ${debtorName(order)}: ${total}, VAT ${rates} %${also}`;
}

/**
 * The invoice exists once and is being collected, the ERP knows its number, and, where the merchant delivers itself, the
 * debtor has it by e-mail.
 */
export async function seeInvoiced(day: Day, merchant: DemoMerchant, order: OrderData): Promise<void> {
  const { api, sandbox, tell } = day;
  const isCompany = order.debtor.type === 'company';
  await tell.step(
    isCompany
      ? `${order.orderId} is invoiced (B2B), collection runs, and the PDF is with ${order.debtor.email}`
      : `${order.orderId} is invoiced (B2C), collection runs, and Kravia delivers it`,
    async () => {
      const invoice = await api.invoiceOf(merchant.id, order.orderId);
      const deliveries = await api.deliveries(merchant.id);
      const own = deliveries.filter(({ invoice: reference }) => reference === invoice.reference);
      const told = (await sandbox.erpState(merchant)).invoices[order.orderId]?.at(-1)?.facts;
      return {
        state: invoice.state,
        product: invoice.product,
        channel: invoice.channel,
        totalAmount: invoice.totalAmount,
        mailsAccepted: own.filter(({ state }) => state === 'accepted').map(({ recipient }) => recipient),
        erpWasTold: told?.state === 'issued' && told.invoiceNumber === invoice.invoiceNumber,
      };
    },
    {
      state: 'issued',
      product: isCompany ? 'b2b' : 'b2c',
      channel: isCompany ? 'merchant' : 'kravia',
      totalAmount: order.totalAmount,
      mailsAccepted: isCompany ? [order.debtor.email] : [],
      erpWasTold: true,
    },
  );
  tell.detail(facts(await api.invoiceOf(merchant.id, order.orderId)));
}

function facts({ invoiceNumber, kid, bankAccount, dueDate, totalAmount, currency }: InvoiceView): string {
  const payTo = `KID ${kid ?? 'none'} to account ${bankAccount ?? 'none'}`;
  return `invoice ${invoiceNumber ?? 'without a number'}, ${money(totalAmount, currency)}, ${payTo}, due ${dueDate ?? 'never'}`;
}
