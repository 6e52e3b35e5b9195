import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, Min } from 'class-validator';
import { type FindOptionsOrder, type FindOptionsWhere, LessThan, type Repository } from 'typeorm';
import { RuleViolation } from '../../domain/errors.js';
import { rule } from '../validation/rule.js';

const LIMIT_MAX = 200;

/** `?limit=&cursor=` of every list. */
export class PageQuery {
  /** How many items a page holds, 1 to 200. */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => Number(value))
  @IsInt(rule('limit', 'limit must be a whole number', 'Send 1 to 200.'))
  @Min(1, rule('limit', 'limit must be at least 1', 'Send 1 to 200.'))
  @Max(LIMIT_MAX, rule('limit', 'limit must be at most 200', 'Send 1 to 200.'))
  readonly limit: number = 50;

  /** The `nextCursor` of the page before. */
  @IsOptional()
  @IsString(rule('cursor', 'cursor must be text', 'Send the nextCursor of the page before.'))
  readonly cursor?: string;
}

/** One page of a list; `nextCursor` is null on the last. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/** Lists go newest first by an ascending id, so the cursor is simply the last id seen. */
export function beforeId(page: PageQuery): string | null {
  if (page.cursor === undefined) return null;
  if (/^\d{1,18}$/.test(page.cursor)) return page.cursor;
  throw new RuleViolation('CURSOR_INVALID', 'The cursor is not one of ours; send the nextCursor of the page before.');
}

/** A merchant's newest rows, one more than the page holds, for `pageOf`. What is undefined in the filter was not asked for. */
export async function newestRows<Row extends { id: string; merchantId: string }>(
  repository: Repository<Row>,
  merchantId: string,
  page: PageQuery,
  filter: { readonly [Field in keyof Row]?: Exclude<Row[Field], null> | undefined },
): Promise<Row[]> {
  const before = beforeId(page);
  // TypeORM refuses a filter whose value is undefined, and rightly so.
  const asked = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
  return repository.find({
    where: { ...asked, merchantId, ...(before === null ? {} : { id: LessThan(before) }) } as FindOptionsWhere<Row>,
    order: { id: 'DESC' } as FindOptionsOrder<Row>,
    take: page.limit + 1,
  });
}

/** Cuts `limit + 1` rows to a page: the extra row only tells that there is more. */
export function pageOf<Row extends { id: string }, T>(
  rows: readonly Row[],
  limit: number,
  shape: (row: Row) => T,
): Page<T> {
  const shown = rows.slice(0, limit);
  return { items: shown.map(shape), nextCursor: rows.length > limit ? (shown.at(-1)?.id ?? null) : null };
}
