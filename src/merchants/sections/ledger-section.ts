import { IsIn, IsOptional, IsString, Matches } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { Transform } from 'class-transformer';
import { CHART_NAMES, type Chart, type ChartName } from '../../domain/ledger/roles.js';
import { type EntryOwner } from '../../domain/merchant.js';
import { rule } from '../../platform/validation/rule.js';
import { IsAccountMap, OptionalSection, SectionList, TEXT } from '../config-rules.js';

const OWNERS: readonly EntryOwner[] = ['erp', 'connector'];
const OWNER_RULE = rule('owner', 'must be erp or connector', 'Name the one that posts this kind of entry in the ERP.');

export class VatSection {
  @JSONSchema({ description: 'Country whose VAT this is.' })
  @IsIn(['NO', 'SE'], rule('country', 'must be NO or SE', 'Write NO or SE.'))
  readonly country!: string;

  @JSONSchema({ description: 'Rate in percent.', oneOf: [{ type: 'number' }, { type: 'string' }] })
  @Transform(({ value }: { value: unknown }) => (typeof value === 'number' ? String(value) : value))
  @Matches(/^\d{1,2}(\.\d{1,2})?$/, rule('rate', 'must be a percentage', 'Write 25 or 11.11.'))
  readonly rate!: string;

  @JSONSchema({ description: 'Tax code the ERP puts on its lines; left out: lines without a code.' })
  @IsOptional()
  @IsString(TEXT)
  readonly erpCode?: string;

  @JSONSchema({ description: 'Our tax code: a Norwegian standard code, or MP1, MP2, MP3, OMV, EXP, MF for Sweden.' })
  @IsString(TEXT)
  readonly code!: string;

  @JSONSchema({ description: 'First day of supply this holds for.' })
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/, rule('date', 'must be a date', 'Write 2025-01-01.'))
  readonly from?: string;

  @JSONSchema({ description: 'Last day of supply this holds for.' })
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/, rule('date', 'must be a date', 'Write 2025-12-31.'))
  readonly to?: string;
}

export class PostingSection {
  @JSONSchema({ description: 'Who posts invoices, credit notes and losses in the ERP.', default: 'erp' })
  @IsIn(OWNERS, OWNER_RULE)
  readonly invoice: EntryOwner = 'erp';

  @JSONSchema({ description: 'Who posts payments, and payments that were taken back.', default: 'connector' })
  @IsIn(OWNERS, OWNER_RULE)
  readonly payment: EntryOwner = 'connector';

  @JSONSchema({ description: 'Who posts settlements and payouts.', default: 'connector' })
  @IsIn(OWNERS, OWNER_RULE)
  readonly settlement: EntryOwner = 'connector';
}

export class LedgerSection {
  @JSONSchema({ description: 'Default account numbers: ns4102 (Norway) or bas (Sweden).' })
  @IsIn(CHART_NAMES, rule('chart', 'must be ns4102 or bas', 'Choose the chart of your country.'))
  readonly chart!: ChartName;

  @JSONSchema({
    description: 'Your own account numbers, by role.',
    type: 'object',
    additionalProperties: { type: 'string' },
    default: {},
  })
  @IsAccountMap()
  readonly accounts: Partial<Chart> = {};

  @JSONSchema({
    description: 'Maps (country, rate, ERP code) to a tax code; the standard codes need no entry.',
    default: [],
  })
  @SectionList(() => VatSection)
  readonly vat: VatSection[] = [];

  @OptionalSection(() => PostingSection)
  readonly posting: PostingSection = new PostingSection();
}
