import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

export interface AuditEvent {
  readonly merchantId: string;
  /** Name of the API key that asked for it. */
  readonly actor: string;
  readonly action: string;
  readonly kind: string;
  readonly id: string;
  readonly reason: string | null;
}

/** Who did what by hand, when and why; append-only like the books. */
@Injectable()
export class AuditTrail {
  async record(manager: EntityManager, event: AuditEvent): Promise<void> {
    await manager.query(
      `insert into audit_event (merchant_id, actor, action, subject_kind, subject_id, reason) values ($1, $2, $3, $4, $5, $6)`,
      [event.merchantId, event.actor, event.action, event.kind, event.id, event.reason],
    );
  }
}
