/** Every operation a fault can be put on, by the side that performs it. */
const HTTP_OPERATIONS = [
  'token',
  'sessions.pay',
  'sessions.create',
  'session.pay',
  'session.get',
  'session.update',
  'session.cancel',
  'session.payment-token',
  'transaction.get',
  'transactions.list',
  'transaction.update',
  'capture',
  'void',
  'refund',
  'authorization',
  'event',
  'signature',
  'file',
  'document',
  'storage',
  'settlements.list',
  'settlement.attachment',
  'settlement.test-report',
  'report-configurations',
  'reports.metadata',
  'approvals',
  'payout.fund-transfer',
  'payout.balances',
  'payout.transfers',
  'branding',
  'hooks',
  'erp.orders.list',
  'erp.invoice.patch',
  'erp.entries.post',
  'erp.entries.list',
] as const;

export type HttpOperation = (typeof HTTP_OPERATIONS)[number];

export const OPERATIONS = [
  ...HTTP_OPERATIONS,
  'callback',
  'smtp.rcpt',
  'smtp.data',
  'imap.login',
  'imap.store',
] as const;

export type Operation = (typeof OPERATIONS)[number];
