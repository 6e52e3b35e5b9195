import type { ColumnOptions, ValueTransformer } from 'typeorm';

/** `bigint` columns are `bigint` in TypeScript; the driver gives text. */
const asBigInt: ValueTransformer = {
  to: (value: unknown) => (typeof value === 'bigint' ? value.toString() : value),
  from: (value: unknown) => (typeof value === 'string' ? BigInt(value) : value),
};

/** Options of a column that holds minor units. */
export const MINOR_UNITS: ColumnOptions = { type: 'bigint', transformer: asBigInt };
