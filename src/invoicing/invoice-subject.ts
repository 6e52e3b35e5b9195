import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NamesSubject, type SubjectNames } from '../exceptions/names-subject.decorator.js';
import type { Subject } from '../exceptions/subject.js';
import { queryOne } from '../platform/database/sql.js';

/** People know an invoice by its reference. */
@NamesSubject('invoice')
@Injectable()
export class InvoiceSubject implements SubjectNames {
  constructor(private readonly dataSource: DataSource) {}

  /** @param id of the invoice, perhaps with what was decided about it behind a colon */
  async nameOf(merchantId: string, id: string): Promise<Subject | null> {
    const text = 'select reference as name from invoice where merchant_id = $1 and id = $2';
    const row = await queryOne<{ name: string }>(this.dataSource.manager, text, [merchantId, id.split(':')[0]]);
    return row && { kind: 'invoice', id: row.name };
  }
}
