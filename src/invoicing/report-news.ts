import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { query } from '../platform/database/sql.js';
import { Steps } from '../platform/jobs/steps.js';
import { type InvoiceState, SESSION_STATES } from '../domain/invoice/invoice-state.js';
import { ISSUE_INVOICE, REFRESH_INVOICE, WATCH_SESSION } from './steps.js';

/** Somebody says that something happened to a transaction; what, is only believed after reading it. */
export interface TransactionNews {
  readonly merchantId: string;
  readonly transactionId: string | null;
  readonly reference: string | null;
  readonly sessionId: string | null;
  /** Id of the message that said so: each message makes us look once, however many say the same. */
  readonly messageId: string;
}

interface Touched {
  readonly id: string;
  readonly merchant_id: string;
  readonly state: InvoiceState;
  readonly transaction_id: string | null;
  readonly message_id: string;
}

/** Turns news about transactions into steps that read them; news about transactions of others has no consequence. */
@Injectable()
export class ReportNews {
  constructor(private readonly steps: Steps) {}

  async run(manager: EntityManager, news: readonly TransactionNews[]): Promise<void> {
    const rows = await query<Touched>(
      manager,
      `select distinct on (i.id) i.id, i.merchant_id, i.state, i.transaction_id, n.message_id
       from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
         as n (merchant_id, transaction_id, reference, message_id, session_id)
       join invoice i on i.merchant_id = n.merchant_id
         and (i.transaction_id = n.transaction_id or i.reference = n.reference
           or i.open_session_id = n.session_id)
       order by i.id, n.message_id`,
      [
        news.map(({ merchantId }) => merchantId),
        news.map(({ transactionId }) => transactionId),
        news.map(({ reference }) => reference),
        news.map(({ messageId }) => messageId),
        news.map(({ sessionId }) => sessionId),
      ],
    );
    const wishes = rows.map((row) => {
      const wish = { merchantId: row.merchant_id, subject: row.id };
      const because = `message:${row.message_id}`;
      if (SESSION_STATES.includes(row.state)) return { step: WATCH_SESSION, ...wish, because };
      // Without a transaction of ours the answer to our call was lost or is under way: the issue step finds it.
      return row.transaction_id === null
        ? { step: ISSUE_INVOICE, ...wish }
        : { step: REFRESH_INVOICE, ...wish, because };
    });
    await this.steps.enqueue(manager, ...wishes);
  }
}
