import { Injectable } from '@nestjs/common';
import { NamesSubject, type SubjectNames } from '../exceptions/names-subject.decorator.js';
import type { Subject } from '../exceptions/subject.js';

/** A message has no name but its id. */
@NamesSubject('message')
@Injectable()
export class MessageSubject implements SubjectNames {
  nameOf(_merchantId: string, id: string): Promise<Subject> {
    return Promise.resolve({ kind: 'message', id });
  }
}
