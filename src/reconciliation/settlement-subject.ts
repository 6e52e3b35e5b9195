import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NamesSubject, type SubjectNames } from '../exceptions/names-subject.decorator.js';
import type { Subject } from '../exceptions/subject.js';
import { queryOne } from '../platform/database/sql.js';

/** People know a settlement by the id the provider gave it. */
@NamesSubject('settlement')
@Injectable()
export class SettlementSubject implements SubjectNames {
  constructor(private readonly dataSource: DataSource) {}

  async nameOf(merchantId: string, id: string): Promise<Subject | null> {
    const text = 'select settlement_id as name from settlement where merchant_id = $1 and id = $2';
    const row = await queryOne<{ name: string }>(this.dataSource.manager, text, [merchantId, id]);
    return row && { kind: 'settlement', id: row.name };
  }
}
