import type { TransactionRecord } from '../records.js';

/** A transaction with the pay result around it. What `success` is after a failure is not shown anywhere. */
export function payResult({ wire }: TransactionRecord): Record<string, unknown> {
  const failed = wire.status === 'FAILED' || wire.status === 'DECLINED';
  return { ...wire, success: !failed, actions: [] };
}
