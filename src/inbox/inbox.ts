import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { NotFound } from '../domain/errors.js';
import { Vault } from '../platform/crypto/vault.js';
import { query, queryOne } from '../platform/database/sql.js';
import { bodyPurpose, type InboxMessage, type InboxSource, type NewMessage } from './inbox-message.js';

interface Row extends Omit<InboxMessage, 'body'> {
  readonly body: Buffer;
}

const COLUMNS = `id, merchant_id as "merchantId", source, subject, verdict, target, body, received_at as "receivedAt"`;

/** Every authenticated message, stored before anything is done with it. Nothing is ever removed from here. */
@Injectable()
export class Inbox {
  constructor(
    private readonly dataSource: DataSource,
    private readonly vault: Vault,
  ) {}

  /** Stores one message to be handled; gives its id after the commit. */
  async store(message: NewMessage): Promise<string> {
    const row = await this.insert(this.dataSource.manager, message, '');
    return row?.id ?? '';
  }

  /** Like `store`, for a source whose messages are told apart by their `messageId`; null when it is known already. */
  async storeOnce(
    message: NewMessage & { readonly source: 'bounce'; readonly messageId: string },
  ): Promise<string | null> {
    const row = await this.insert(
      this.dataSource.manager,
      message,
      `on conflict (merchant_id, message_id) where source = 'bounce' do nothing`,
    );
    return row?.id ?? null;
  }

  /** Keeps a message of our own making with the change that it belongs to; nobody handles it before it is replayed. */
  async keepHandled(manager: EntityManager, message: NewMessage): Promise<string> {
    const row = await this.insert(manager, message, '');
    if (!row) throw new Error('The message was not stored.');
    await this.markHandled(manager, [row.id]);
    return row.id;
  }

  /** The oldest unhandled messages, locked; another process takes the next ones. */
  async take(manager: EntityManager, sources: readonly InboxSource[], count: number): Promise<InboxMessage[]> {
    const rows = await query<Row>(
      manager,
      `select ${COLUMNS} from inbox where handled_at is null and source = any($1)
       order by id limit $2 for update skip locked`,
      [sources, count],
    );
    return rows.map((row) => this.opened(row));
  }

  async markHandled(manager: EntityManager, ids: readonly string[]): Promise<void> {
    await manager.query('update inbox set handled_at = now() where id = any($1::bigint[])', [ids]);
  }

  /** The raw body of a message, such as the order an invoice was made from. */
  async bodyOf(manager: EntityManager, merchantId: string, id: string): Promise<Buffer> {
    return (await this.messageOf(manager, merchantId, id)).body;
  }

  /** @throws NotFound MESSAGE_UNKNOWN */
  async messageOf(manager: EntityManager, merchantId: string, id: string): Promise<InboxMessage> {
    const row = await queryOne<Row>(manager, `select ${COLUMNS} from inbox where merchant_id = $1 and id = $2`, [
      merchantId,
      id,
    ]);
    if (row) return this.opened(row);
    throw new NotFound('MESSAGE_UNKNOWN', 'There is no such message.');
  }

  /** Has the message handled once more, under the rules and configuration of today. @throws NotFound */
  async replay(merchantId: string, id: string): Promise<void> {
    const rows = await query(
      this.dataSource.manager,
      'update inbox set handled_at = null where merchant_id = $1 and id = $2 returning id',
      [merchantId, id],
    );
    if (rows.length === 0) throw new NotFound('MESSAGE_UNKNOWN', 'There is no such message.');
  }

  private insert(manager: EntityManager, message: NewMessage, onConflict: string): Promise<{ id: string } | null> {
    return queryOne<{ id: string }>(
      manager,
      `insert into inbox (merchant_id, source, subject, message_id, headers, target, body, verdict, problems)
       values ($1, $2, $3, $4, $5, $6, $7, 'new', $8) ${onConflict} returning id`,
      [
        message.merchantId,
        message.source,
        message.subject,
        message.messageId,
        JSON.stringify(message.headers),
        message.target,
        this.vault.seal(bodyPurpose(message.merchantId), message.body),
        message.problems ? JSON.stringify(message.problems) : null,
      ],
    );
  }

  private opened(row: Row): InboxMessage {
    return { ...row, body: this.vault.open(bodyPurpose(row.merchantId), row.body) };
  }
}
