import { registerDecorator } from 'class-validator';
import { isLocalDate } from '../../domain/local-date.js';
import { rule } from './rule.js';

/** A calendar day that exists, `2027-01-01`. */
export function IsDay(): PropertyDecorator {
  return (target, property) => {
    registerDecorator({
      name: 'date',
      target: target.constructor,
      propertyName: property as string,
      options: rule('date', 'must be a day that exists', 'Write 2027-01-01.'),
      validator: { validate: (value: unknown) => typeof value === 'string' && isLocalDate(value) },
    });
  };
}
