import { Injectable, type PipeTransform } from '@nestjs/common';
import { NotFound } from '../../domain/errors.js';

/** Numeric ids of routes; anything else cannot exist. */
@Injectable()
export class IdPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (/^\d{1,18}$/.test(value)) return value;
    throw new NotFound('NOT_FOUND', 'There is nothing with this id.');
  }
}
