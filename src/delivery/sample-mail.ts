import { PDFDocument } from 'pdf-lib';
import type { Merchant } from '../domain/merchant.js';
import type { Order } from '../domain/order/order.js';
import type { MailedInvoice } from './invoice-mail.js';
import type { LinkedInvoice } from './link-mail.js';

/** An order that nobody placed, to look at a merchant's mails without one. */
export function sampleOrder({ country, baseCurrency }: Merchant): Order {
  const isSwedish = country === 'SE';
  return {
    orderId: 'SAMPLE-10017',
    orderNumber: '10017',
    revision: 1,
    orderDate: '2026-11-20',
    currency: baseCurrency,
    totalMinor: 161250n,
    vatMinor: 32250n,
    debtor: {
      debtorId: 'C-2041',
      type: 'company',
      name: isSwedish ? 'Övningsbolaget AB' : 'Fjordtest AS',
      organizationNumber: isSwedish ? '5560360793' : '923609016',
      firstName: isSwedish ? 'Åsa' : 'Bjørg',
      lastName: isSwedish ? 'Öberg' : 'Prøve',
      email: 'debtor@sample.example',
      phone: isSwedish ? '+46700000001' : '+4790000001',
      language: null,
      reference: 'PO-5567',
      costCenter: null,
      address: {
        line1: isSwedish ? 'Provgatan 1' : 'Prøveveien 1',
        line2: null,
        postalCode: isSwedish ? '11122' : '0150',
        city: isSwedish ? 'Stockholm' : 'Oslo',
        country,
      },
    },
    lines: [],
    invoice: { product: null, channel: null, daysUntilDue: null, flow: null, sendLink: null, number: null, sale: null },
    metadata: {},
  };
}

/** What the provider would say about the invoice of `order`. */
export function sampleInvoice(order: Order): MailedInvoice & { readonly reference: string } {
  const { orderNumber, totalMinor, currency } = order;
  return {
    reference: 'SAMPLE-10017-1',
    orderNumber,
    totalMinor,
    currency,
    invoiceNumber: 'FT7Q2-000104',
    dueDate: '2026-12-20',
    kid: '300000019497814',
    bankAccount: '15063092174',
  };
}

/** What the provider would say about its checkout. */
export function sampleLink({ orderNumber, totalMinor, currency }: Order): LinkedInvoice {
  const checkoutUrl = 'https://checkout.dintero.com/v1/view/T11223344.sample';
  return { orderNumber, totalMinor, currency, checkoutUrl, checkoutExpiresAt: new Date('2026-11-27T12:00:00Z') };
}

/** A page with nothing on it, where the invoice will be. */
export async function samplePdf(): Promise<Buffer> {
  const document = await PDFDocument.create();
  document.addPage();
  return Buffer.from(await document.save());
}
