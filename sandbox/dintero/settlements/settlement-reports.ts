import { majorUnits } from '../documents/amounts.js';
import { PdfSheet } from '../documents/pdf-sheet.js';
import {
  netOf,
  signed,
  totalsOf,
  type Attachment,
  type SettlementLine,
  type SettlementRecord,
} from './settlement-records.js';

/** A report's content. Made when it is asked for: a large settlement is seldom read in all its formats. */
export function reportOf(
  settlement: SettlementRecord,
  extension: Attachment['extension'],
): string | Promise<Uint8Array> {
  switch (extension) {
    case 'json':
      return JSON.stringify(jsonReport(settlement));
    case 'csv':
      return csvReport(settlement);
    case 'xml':
      return xmlReport(settlement);
    case 'pdf':
      return pdfReport(settlement);
  }
}

function jsonReport(settlement: SettlementRecord): Record<string, unknown> {
  const totals = totalsOf(settlement);
  return {
    date_from: settlement.startAt.slice(0, 10),
    date_to: settlement.endAt.slice(0, 10),
    settlement_date: settlement.settledAt.slice(0, 10),
    dintero_settlement_id: settlement.id,
    account_id: settlement.account.id,
    currency: settlement.currency,
    capture: totals.captureMinor,
    refund: signed(settlement, totals.refundMinor),
    fee: signed(settlement, totals.feeMinor),
    amount: totals.amountMinor,
    settlement_reference: settlement.id,
    transactions: settlement.lines.map((line) => jsonLine(settlement, line)),
  };
}

function jsonLine(settlement: SettlementRecord, line: SettlementLine): Record<string, unknown> {
  const { record, event } = line;
  return {
    type: line.type,
    transaction_id: record?.wire.id,
    reference: line.reference,
    event_reference: event?.event_reference,
    merchant_reference_2: record?.wire.merchant_reference_2,
    capture: line.captureMinor,
    refund: signed(settlement, line.refundMinor),
    fee: signed(settlement, line.feeMinor),
    chargeback: signed(settlement, line.chargebackMinor),
    gross_amount: line.captureMinor - line.refundMinor - line.chargebackMinor,
    net_amount: netOf(line),
    vat: record?.session.order.vat_amount,
    transaction_date: line.date,
    payment_product_type: line.productType,
  };
}

/** The real columns are not known; these are the sandbox's own, in major units. */
function csvReport(settlement: SettlementRecord): string {
  const header = 'type;transaction_id;reference;transaction_date;currency;capture;refund;fee;chargeback;net_amount';
  const rows = settlement.lines.map((line) =>
    [
      line.type,
      line.record?.wire.id ?? '',
      line.reference,
      line.date,
      settlement.currency,
      majorUnits(line.captureMinor),
      majorUnits(signed(settlement, line.refundMinor)),
      majorUnits(signed(settlement, line.feeMinor)),
      majorUnits(signed(settlement, line.chargebackMinor)),
      majorUnits(netOf(line)),
    ].join(';'),
  );
  return [header, ...rows, ''].join('\r\n');
}

/** The elements as far as the documentation's example could be read: major units and positive fees. */
function xmlReport(settlement: SettlementRecord): string {
  const period = { from: settlement.startAt.slice(0, 10), to: settlement.endAt.slice(0, 10) };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<Report><PaymentsInfo>',
    element('ReportDateFrom', period.from) + element('ReportDateTo', period.to),
    element('SettlementCurrencyCode', settlement.currency) + element('ReportReferenceNum', settlement.id),
    element('DinteroSettlementId', settlement.id) + element('SettlementAccountNum', settlement.account.id),
    '<SettlementInfo>',
    element('SettlementDate', settlement.settledAt.slice(0, 10)),
    element('SettlementPeriodStart', period.from) + element('SettlementPeriodEnd', period.to),
    element('SettlementProvider', 'payout') + element('AccountId', settlement.account.id),
    element('SettlementReference', settlement.id) + element('SettlementCurrencyCode', settlement.currency),
    ...settlement.lines.map((line) => xmlLine(settlement, line)),
    '</SettlementInfo></PaymentsInfo></Report>',
    '',
  ].join('\n');
}

function xmlLine(settlement: SettlementRecord, line: SettlementLine): string {
  const members = [
    element('TransactionType', line.type),
    element('TransactionTime', line.date),
    element('TransactionAmount', majorUnits(netOf(line))),
    element('TransactionVatAmount', majorUnits(line.record?.session.order.vat_amount ?? 0)),
    element('TransactionCapture', majorUnits(line.captureMinor)),
    element('TransactionRefund', majorUnits(line.refundMinor)),
    element('TransactionFee', majorUnits(line.feeMinor)),
    element('TransactionChargeback', majorUnits(line.chargebackMinor)),
    element('SettlementCurrencyCode', settlement.currency),
    line.record === null ? '' : element('TransactionID', line.record.wire.id),
    element('Reference', line.reference),
  ];
  return `<TransactionInfo>${members.join('')}</TransactionInfo>`;
}

/** Ids, references and numbers only: none of them can hold a character XML would have to escape. */
function element(name: string, text: string): string {
  return `<${name}>${text}</${name}>`;
}

async function pdfReport(settlement: SettlementRecord): Promise<Uint8Array> {
  const sheet = await PdfSheet.begin(`Settlement ${settlement.id}`, settlement.createdAt);
  const totals = totalsOf(settlement);
  sheet.text(56, `Settlement ${settlement.id}`, { size: 18, bold: true });
  sheet.down(3);
  const facts: [string, string][] = [
    ['Account', settlement.account.id],
    ['Settlement date', settlement.settledAt.slice(0, 10)],
    ['Lines', String(settlement.lines.length)],
    ['Captured', majorUnits(totals.captureMinor)],
    ['Refunded', majorUnits(totals.refundMinor)],
    ['Fees', majorUnits(totals.feeMinor)],
    [`Paid out, ${settlement.currency}`, majorUnits(totals.amountMinor)],
  ];
  for (const [name, value] of facts) {
    sheet.text(56, name);
    sheet.text(400, value, { right: true });
    sheet.down();
  }
  return sheet.bytes();
}
