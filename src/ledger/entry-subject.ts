import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NamesSubject, type SubjectNames } from '../exceptions/names-subject.decorator.js';
import type { Subject } from '../exceptions/subject.js';
import { queryOne } from '../platform/database/sql.js';

/** People know a journal entry by the key it bears for ever and everywhere. */
@NamesSubject('entry')
@Injectable()
export class EntrySubject implements SubjectNames {
  constructor(private readonly dataSource: DataSource) {}

  async nameOf(merchantId: string, id: string): Promise<Subject | null> {
    const text = 'select entry_key as name from journal_entry where merchant_id = $1 and id = $2';
    const row = await queryOne<{ name: string }>(this.dataSource.manager, text, [merchantId, id]);
    return row && { kind: 'entry', id: row.name };
  }
}
