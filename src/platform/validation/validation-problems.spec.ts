import 'reflect-metadata';
import { plainToInstance, Type } from 'class-transformer';
import { IsInt, IsString, Length, ValidateNested, validateSync } from 'class-validator';
import type { Problem } from '../../domain/problem.js';
import { rule } from './rule.js';
import { problemsOf } from './validation-problems.js';

class Item {
  @IsInt(rule('whole', 'must be a whole number', 'Send 1.'))
  readonly count!: number;
}

class Basket {
  @IsString()
  readonly plain!: string;

  @IsString(rule('text', 'must be text', 'Put it in quotes.'))
  @Length(2, 3, rule('length', 'must have 2 or 3 characters', 'Shorten it.'))
  readonly name!: string;

  @Type(() => Item)
  @ValidateNested(rule('object', 'must be an object', 'Send an object.'))
  readonly items!: Item[];
}

function check(content: object): Problem[] {
  return problemsOf(validateSync(plainToInstance(Basket, content), { whitelist: true, forbidNonWhitelisted: true }));
}

const valid = { plain: 'a', name: 'ab', items: [{ count: 1 }] };

describe('problemsOf', () => {
  it('finds nothing wrong with a valid object', () => {
    expect(check(valid)).toEqual([]);
  });

  it('tells place, rule, what is wrong and how to mend it', () => {
    expect(check({ ...valid, items: [{ count: 1 }, { count: 1.5 }] })).toEqual([
      { pointer: '/items/1/count', rule: 'whole', message: 'must be a whole number', fix: 'Send 1.' },
    ]);
  });

  it('says one sentence about a field that breaks several rules', () => {
    expect(check({ ...valid, name: 7 })).toHaveLength(1);
  });

  it('names every wrong field at once', () => {
    const pointers = check({ plain: 1, name: 'abcd', items: [{ count: 'x' }] }).map(({ pointer }) => pointer);

    expect(pointers).toEqual(['/plain', '/name', '/items/0/count']);
  });

  it('calls a field nobody knows unknown, and escapes its name as a JSON pointer asks', () => {
    const [problem] = check({ ...valid, 'a/b~c': 1 });

    expect(problem).toMatchObject({ pointer: '/a~1b~0c', rule: 'unknownField' });
  });

  it('falls back to the name of a check that carries no rule of ours', () => {
    expect(check({ ...valid, plain: 1 })).toMatchObject([{ rule: 'isString', fix: 'Correct the value.' }]);
  });
});
