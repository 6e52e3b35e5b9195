import { IsIn, IsOptional, IsString, Matches } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { Transform } from 'class-transformer';
import { INVOICE_INTERVALS, type InvoiceInterval } from '../../domain/invoice/billing-period.js';
import {
  INVOICE_CHANNELS,
  INVOICE_FLOWS,
  INVOICE_PRODUCTS,
  type InvoiceChannel,
  type InvoiceFlow,
  type InvoiceProduct,
} from '../../domain/order/order.js';
import { rule } from '../../platform/validation/rule.js';
import { OptionalSection, SectionList, TEXT, WholeNumber } from '../config-rules.js';

const INTERVAL = rule('interval', 'must be monthly or quarterly', 'Choose how often grouped invoices are made.');

export class RuleConditions {
  @JSONSchema({ description: 'company or person; left out: both.' })
  @IsOptional()
  @IsIn(['company', 'person'], rule('debtor', 'must be company or person', 'Write company or person, or leave it out.'))
  readonly debtor?: 'company' | 'person';

  @JSONSchema({
    description: 'Countries of the debtor, ISO codes; left out: any.',
    type: 'array',
    items: { type: 'string' },
    default: [],
  })
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? [value] : value))
  @Matches(/^[A-Z]{2}$/, rule('country', 'must list two-letter country codes', 'Write [NO, SE].', true))
  readonly country: string[] = [];
}

export class RuleSection {
  @JSONSchema({ description: 'When this rule fits; left out: always.' })
  @OptionalSection(() => RuleConditions)
  readonly when?: RuleConditions;

  @JSONSchema({ description: 'Kravia product.' })
  @IsIn(INVOICE_PRODUCTS, rule('product', `must be one of ${INVOICE_PRODUCTS.join(', ')}`, 'Choose a product.'))
  readonly product!: InvoiceProduct;

  @JSONSchema({
    description:
      'Who delivers the invoice: kravia, or the merchant by e-mail. Left out: invoicing.defaultChannel. Grouped invoices are always delivered by kravia.',
  })
  @IsOptional()
  @IsIn(INVOICE_CHANNELS, rule('channel', 'must be kravia or merchant', 'Choose who delivers the invoice.'))
  readonly channel?: InvoiceChannel;

  @JSONSchema({
    description:
      'How often a grouped invoice is made: monthly or quarterly. Left out: invoicing.grouped.interval. In one step it cannot be asked for and must be the same as there.',
  })
  @IsOptional()
  @IsIn(INVOICE_INTERVALS, INTERVAL)
  readonly interval?: InvoiceInterval;

  @WholeNumber({ description: 'Days from issue to due date.', min: 0, max: 365, default: 14 })
  readonly daysUntilDue: number = 14;
}

export class HoldSection {
  @WholeNumber({
    description: 'Orders with a larger total, in minor units, wait until a person releases them.',
    min: 0,
    max: 2_147_483_647,
  })
  readonly amountAbove!: number;
}

export class GroupedSection {
  @JSONSchema({
    description:
      'How often the account at Dintero makes grouped invoices; the one-step flow cannot ask for it. The two-step flow and checkouts do.',
    default: 'monthly',
  })
  @IsIn(INVOICE_INTERVALS, INTERVAL)
  readonly interval: InvoiceInterval = 'monthly';

  @WholeNumber({
    description:
      "Bank days (of the merchant's country) after its issue date on which a grouped invoice that has not been issued becomes an exception.",
    min: 0,
    max: 30,
    default: 2,
  })
  readonly lateAfterBankDays: number = 2;
}

export class InvoicingSection {
  @JSONSchema({
    description: 'How invoices are created at Dintero. This version creates them in one step.',
    default: 'one-step',
  })
  @IsIn(INVOICE_FLOWS, rule('flow', `must be one of ${INVOICE_FLOWS.join(', ')}`, 'Write one-step.'))
  readonly flow: InvoiceFlow = 'one-step';

  @JSONSchema({ description: 'Session profile for the two-step flow.', default: 'default' })
  @IsString(TEXT)
  readonly profileId: string = 'default';

  @JSONSchema({
    description: 'The first rule that fits the debtor decides; fields on the order override it.',
    default: [],
  })
  @SectionList(() => RuleSection)
  readonly rules: RuleSection[] = [];

  @JSONSchema({
    description:
      "Who delivers where neither the order nor a rule says; left out: nothing is asked for, and the account's own choice is read back.",
  })
  @IsOptional()
  @IsIn(INVOICE_CHANNELS, rule('channel', 'must be kravia or merchant', 'Choose who delivers, or leave it out.'))
  readonly defaultChannel?: InvoiceChannel;

  @JSONSchema({
    description:
      'kravia: when Dintero refuses the merchant channel to this account, Kravia delivers instead, and it is told. Left out: such an invoice stops with an exception.',
  })
  @IsOptional()
  @IsIn(['kravia'], rule('channelFallback', 'must be kravia', 'Write kravia, or leave it out.'))
  readonly channelFallback?: 'kravia';

  @OptionalSection(() => GroupedSection)
  readonly grouped?: GroupedSection;

  @OptionalSection(() => HoldSection)
  readonly hold?: HoldSection;
}
