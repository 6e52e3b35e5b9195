import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NamesSubject, type SubjectNames } from '../exceptions/names-subject.decorator.js';
import type { Subject } from '../exceptions/subject.js';
import { queryOne } from '../platform/database/sql.js';

/** People know an order by the id the ERP gave it. */
@NamesSubject('order')
@Injectable()
export class OrderSubject implements SubjectNames {
  constructor(private readonly dataSource: DataSource) {}

  async nameOf(merchantId: string, id: string): Promise<Subject | null> {
    const text = 'select order_id as name from sales_order where merchant_id = $1 and id = $2';
    const row = await queryOne<{ name: string }>(this.dataSource.manager, text, [merchantId, id]);
    return row && { kind: 'order', id: row.name };
  }
}
