import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { DeliveryPolicy } from '../../domain/invoice/delivery-policy.js';
import type { Merchant } from '../../domain/merchant.js';
import type { InvoiceChannel } from '../../domain/order/order.js';
import { AuditTrail } from '../../exceptions/audit-trail.js';
import { Exceptions } from '../../exceptions/exceptions.js';
import { query } from '../../platform/database/sql.js';

/** A policy that acts on an invoice, and the channel that was decided for it before. */
export interface PolicyCase {
  readonly reference: string;
  readonly policy: DeliveryPolicy;
  readonly decided: InvoiceChannel | null;
}

/** Tells what policies did, in the transaction they did it in: a notice, a hold to be released, or a switch on record. */
@Injectable()
export class PolicyTrail {
  constructor(
    private readonly exceptions: Exceptions,
    private readonly audit: AuditTrail,
  ) {}

  async run(manager: EntityManager, merchant: Merchant, cases: readonly PolicyCase[]): Promise<void> {
    const told = await this.alreadyTold(manager, merchant, cases);
    for (const { reference, policy, decided } of cases) {
      const { from, channel, action, text } = policy;
      if (action === 'switch') {
        const because = text === null ? '' : `: ${text}`;
        await this.audit.record(manager, {
          merchantId: merchant.id,
          actor: 'fakturabro',
          action: 'policy-switch',
          kind: 'invoice',
          id: reference,
          reason: `${channel} instead of ${decided ?? 'the choice of the account'}, by the policy from ${from}${because}`,
        });
        continue;
      }
      if (action === 'warn' && told.has(reference)) continue;
      await this.exceptions.raise(manager, {
        merchantId: merchant.id,
        code: action === 'hold' ? 'POLICY_HOLD' : 'POLICY_NOTICE',
        subject: { kind: 'invoice', id: reference },
        details: { from, channel, decided, text: text ?? '' },
      });
    }
  }

  /** An invoice that is planned again after its notice was read is not told of again. */
  private async alreadyTold(
    manager: EntityManager,
    merchant: Merchant,
    cases: readonly PolicyCase[],
  ): Promise<ReadonlySet<string>> {
    const references = cases.filter(({ policy }) => policy.action === 'warn').map(({ reference }) => reference);
    if (references.length === 0) return new Set();
    const rows = await query<{ id: string }>(
      manager,
      `select subject_id as id from exception_case
       where merchant_id = $1 and code = 'POLICY_NOTICE' and subject_kind = 'invoice' and subject_id = any($2)`,
      [merchant.id, references],
    );
    return new Set(rows.map(({ id }) => id));
  }
}
