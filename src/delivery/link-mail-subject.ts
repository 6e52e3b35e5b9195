import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NamesSubject, type SubjectNames } from '../exceptions/names-subject.decorator.js';
import type { Subject } from '../exceptions/subject.js';
import { queryOne } from '../platform/database/sql.js';

/** People look for the mail with a checkout's link at its invoice. */
@NamesSubject('link-mail')
@Injectable()
export class LinkMailSubject implements SubjectNames {
  constructor(private readonly dataSource: DataSource) {}

  async nameOf(merchantId: string, id: string): Promise<Subject | null> {
    const text =
      'select reference as name from invoice i join link_mail m on m.invoice_id = i.id where i.merchant_id = $1 and m.id = $2';
    const row = await queryOne<{ name: string }>(this.dataSource.manager, text, [merchantId, id]);
    return row && { kind: 'invoice', id: row.name };
  }
}
