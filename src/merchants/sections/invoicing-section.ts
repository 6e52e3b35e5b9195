import { IsBoolean, IsIn, IsOptional, IsString, IsUrl, Matches, MaxLength } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { Transform } from 'class-transformer';
import { INVOICE_INTERVALS, type InvoiceInterval } from '../../domain/invoice/billing-period.js';
import { POLICY_ACTIONS, type PolicyAction } from '../../domain/invoice/delivery-policy.js';
import {
  INVOICE_CHANNELS,
  INVOICE_FLOWS,
  INVOICE_PRODUCTS,
  type InvoiceChannel,
  type InvoiceFlow,
  type InvoiceProduct,
} from '../../domain/order/order.js';
import { CHANGE_POLICIES, type ChangePolicy } from '../../domain/order/order-decision.js';
import { IsDay } from '../../platform/validation/is-day.js';
import { rule } from '../../platform/validation/rule.js';
import { FLAG, HTTP_URL, OptionalSection, SectionList, TEXT, URL_RULE, WholeNumber } from '../config-rules.js';

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

export class CheckoutSection {
  @WholeNumber({ description: 'For how many days the debtor can use the link.', min: 1, max: 90, default: 14 })
  readonly linkValidDays: number = 14;

  @JSONSchema({
    description: 'E-mail the link to the debtor; `invoice.sendLink` of an order overrides it. The ERP always gets it.',
    default: false,
  })
  @IsBoolean(FLAG)
  readonly sendLink: boolean = false;

  @JSONSchema({ description: 'Where the debtor comes back to; left out: a page of ours that says thank you.' })
  @IsOptional()
  @IsUrl(HTTP_URL, URL_RULE)
  readonly returnUrl?: string;

  @JSONSchema({
    description:
      'Products whose debtor must identify with BankID. Dintero skips it for b2c only where the merchant delivers the invoice.',
    type: 'array',
    items: { type: 'string', enum: [...INVOICE_PRODUCTS] },
    default: [...INVOICE_PRODUCTS],
  })
  @IsIn(INVOICE_PRODUCTS, rule('product', 'must list products', 'Write [b2b, b2b-grouped, b2c], or [].', true))
  readonly identityRequired: InvoiceProduct[] = [...INVOICE_PRODUCTS];
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

export class PolicySection {
  @JSONSchema({ description: 'First day of issue it is in force, in the time zone of the merchant.' })
  @IsDay()
  readonly from!: string;

  @JSONSchema({ description: 'Which debtors it is about; left out: all.' })
  @OptionalSection(() => RuleConditions)
  readonly when?: RuleConditions;

  @JSONSchema({ description: 'Who is to deliver.' })
  @IsIn(INVOICE_CHANNELS, rule('channel', 'must be kravia or merchant', 'Choose who delivers the invoice.'))
  readonly channel!: InvoiceChannel;

  @JSONSchema({
    description:
      'What happens to an invoice that another channel was decided for: it goes out as decided and a notice is raised, it waits until a person releases it, or the channel is switched.',
  })
  @IsIn(POLICY_ACTIONS, rule('action', 'must be warn, hold or switch', 'Write warn, hold or switch.'))
  readonly action!: PolicyAction;

  @JSONSchema({ description: 'Why, in your own words; shown to whoever reads of it.' })
  @IsOptional()
  @IsString(TEXT)
  @MaxLength(300, rule('text', 'must have at most 300 characters', 'Shorten it.'))
  readonly text?: string;
}

export class InvoicingSection {
  @JSONSchema({
    description:
      'How invoices are created at Dintero, unless the order says: in one call, in two (session, then payment), or by the debtor in a checkout.',
    default: 'one-step',
  })
  @IsIn(INVOICE_FLOWS, rule('flow', `must be one of ${INVOICE_FLOWS.join(', ')}`, 'Write one-step.'))
  readonly flow: InvoiceFlow = 'one-step';

  @JSONSchema({ description: 'Stored profile that sessions (two-step, checkout) are made from; left out: none.' })
  @IsOptional()
  @IsString(TEXT)
  readonly profileId?: string;

  @JSONSchema({ description: 'The checkout a debtor accepts the invoice in.' })
  @OptionalSection(() => CheckoutSection)
  readonly checkout?: CheckoutSection;

  @JSONSchema({
    description:
      'Before an order is invoiced, look for a sale whose reference at Dintero is the orderId or the orderNumber, such as one made in a webshop, and bind it. Costs a call for each order; left out: no look.',
  })
  @IsOptional()
  @IsIn(['orderId', 'orderNumber'], rule('lookUpReference', 'must be orderId or orderNumber', 'Choose one of them.'))
  readonly lookUpReference?: 'orderId' | 'orderNumber';

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

  @JSONSchema({
    description:
      'Who delivers from a day on, whatever the order, its rule or the default say. Of those that fit the debtor the one that began last decides, and of the same day the first. Grouped invoices and sales that exist already are left alone.',
    default: [],
  })
  @SectionList(() => PolicySection)
  readonly policies: PolicySection[] = [];

  @OptionalSection(() => GroupedSection)
  readonly grouped?: GroupedSection;

  @OptionalSection(() => HoldSection)
  readonly hold?: HoldSection;

  @JSONSchema({
    description:
      'An order that comes back changed, with a higher revision, when it has an unpaid invoice: refuse it, or reissue it by voiding the invoice first.',
    default: 'refuse',
  })
  @IsIn(CHANGE_POLICIES, rule('changedOrders', 'must be refuse or reissue', 'Write refuse or reissue.'))
  readonly changedOrders: ChangePolicy = 'refuse';
}
