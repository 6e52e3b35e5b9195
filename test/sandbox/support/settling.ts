import type { ReportAnswer, SettlementAnswer } from './answers.js';
import type { Client, Reply } from './client.js';

/** Of the first account: where Dintero lists them, and where the controls make them. */
export const SETTLEMENTS = '/accounts/T11223344/settlements';

/** Makes settlements in one sandbox, and reads what became of them. */
export class Settling {
  constructor(private readonly client: Client) {}

  /** The answer is the settlement, as it will be listed. */
  async settle(body: object = {}): Promise<{ status: number; body: SettlementAnswer }> {
    const reply = await this.client.control('POST', SETTLEMENTS, body);
    return { status: reply.status, body: reply.raw as SettlementAnswer };
  }

  /** The transaction of an invoice that the debtor has paid. */
  async paidInvoice(amount: number, reference = 'SO-1', paid = amount): Promise<string> {
    const items = [{ line_id: '1', description: 'x', quantity: 1, amount, vat: 25 }];
    const { id } = await this.client.invoice({
      order: { amount, items, merchant_reference: reference, vat_amount: Math.round(amount / 5) },
      payment: { invoice_channel: 'merchant' },
    });
    await this.client.api('POST', `/transactions/${id}/capture`, {
      body: { amount, capture_reference: `INV-${reference}` },
    });
    await this.client.debtorPays(id, paid);
    return id;
  }

  /** An attachment as Dintero answers: most often an envelope around the address of the file. */
  async download(settlement: SettlementAnswer, extension: string): Promise<Reply> {
    const attachment = settlement.attachments.find((each) => each.extension === extension)!;
    return this.client.api('GET', `${SETTLEMENTS}/${settlement.id}/attachments/${attachment.id}`);
  }

  /** The JSON report, by way of the envelope. */
  async reportOf(settlement: SettlementAnswer): Promise<ReportAnswer> {
    const envelope = await this.download(settlement, 'json');
    return (await (await fetch(envelope.body.url)).json()) as ReportAnswer;
  }
}

/** Over all lines of a report. */
export function sum(report: ReportAnswer, field: string): number {
  return report.transactions.reduce((total, line) => total + line[field]!, 0);
}
