import { Injectable } from '@nestjs/common';
import { NamesSubject, type SubjectNames } from '../exceptions/names-subject.decorator.js';
import type { Subject } from '../exceptions/subject.js';

/** A run has no name but its id. */
@NamesSubject('run')
@Injectable()
export class RunSubject implements SubjectNames {
  nameOf(_merchantId: string, id: string): Promise<Subject> {
    return Promise.resolve({ kind: 'run', id });
  }
}
