import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { BounceMailboxSettings } from '../../domain/merchant.js';
import { query, queryOne } from '../../platform/database/sql.js';
import type { MailboxPosition } from './bounce-mailbox.port.js';

/** Longer than a part of a mailbox takes, and short enough to wait for when a reader was killed. */
const TURN_SECONDS = 120;

export interface MailboxTurn {
  readonly reader: string;
  readonly since: MailboxPosition | null;
}

interface Row {
  readonly uid_validity: string | null;
  readonly last_uid: string;
}

/** One reader per merchant's mailbox over all processes, and where the last one stopped. */
@Injectable()
export class MailboxTurns {
  constructor(private readonly dataSource: DataSource) {}

  /** Null while another reads it. */
  async begin(merchantId: string, mailbox: BounceMailboxSettings): Promise<MailboxTurn | null> {
    const reader = randomUUID();
    const row = await queryOne<Row>(
      this.dataSource.manager,
      `insert into bounce_mailbox as m (merchant_id, place, reader, reader_until)
       values ($1, $2, $3, now() + make_interval(secs => $4))
       on conflict (merchant_id) do update set reader = excluded.reader, reader_until = excluded.reader_until,
         place = excluded.place,
         uid_validity = case when m.place = excluded.place then m.uid_validity end,
         last_uid = case when m.place = excluded.place then m.last_uid else 0 end
       where m.reader_until is null or m.reader_until < now()
       returning uid_validity, last_uid`,
      [merchantId, placeOf(mailbox), reader, TURN_SECONDS],
    );
    if (!row) return null;
    const { uid_validity: validity, last_uid: lastUid } = row;
    const since = validity === null ? null : { uidValidity: BigInt(validity), lastUid: Number(lastUid) };
    return { reader, since };
  }

  /** @param readToEnd nothing newer was in the mailbox; only then has it been read up to now */
  async end(merchantId: string, reader: string, position: MailboxPosition, readToEnd: boolean): Promise<void> {
    await query(
      this.dataSource.manager,
      `update bounce_mailbox set uid_validity = $3, last_uid = $4, reader = null, reader_until = null,
         read_at = case when $5 then now() else read_at end
       where merchant_id = $1 and reader = $2`,
      [merchantId, reader, position.uidValidity.toString(), position.lastUid, readToEnd],
    );
  }

  /** Nothing came of it; the next reader begins where this one did. */
  async giveUp(merchantId: string, reader: string): Promise<void> {
    await query(
      this.dataSource.manager,
      'update bounce_mailbox set reader = null, reader_until = null where merchant_id = $1 and reader = $2',
      [merchantId, reader],
    );
  }

  /** When the mailbox was last read to its end; null when it never was. */
  async readAt(merchantId: string): Promise<Date | null> {
    const row = await queryOne<{ read_at: Date | null }>(
      this.dataSource.manager,
      'select read_at from bounce_mailbox where merchant_id = $1',
      [merchantId],
    );
    return row?.read_at ?? null;
  }
}

/** Another mailbox has other numbers: it is read from its beginning. A hash, because the user name is a secret. */
function placeOf({ host, port, user, folder }: BounceMailboxSettings): string {
  return createHash('sha256')
    .update(JSON.stringify([host, port, user.reveal(), folder]))
    .digest('hex');
}
