import 'reflect-metadata';
import { IsIn, IsString, Matches } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { type Language, LANGUAGES } from '../domain/order/order.js';
import { type MerchantMode } from '../domain/merchant.js';
import { rule } from '../platform/validation/rule.js';
import { IsZone, OptionalSection, RequiredSection, TEXT } from './config-rules.js';
import { DeliverySection } from './sections/delivery-section.js';
import { DinteroSection } from './sections/dintero-section.js';
import { ErpSection } from './sections/erp-section.js';
import { InvoicingSection } from './sections/invoicing-section.js';
import { LedgerSection } from './sections/ledger-section.js';
import { ScheduleSection } from './sections/schedule-section.js';

/** The shape of `config/merchants/<merchant>.yaml`; its JSON Schema and its documentation are made from this class. */
export class MerchantFile {
  @JSONSchema({ description: 'Id of the merchant, in every URL; the same as the file name.' })
  @Matches(
    /^[a-z0-9][a-z0-9-]{0,62}$/,
    rule('id', 'must be lower-case letters, digits and hyphens', 'Write nordic-supplies.'),
  )
  readonly merchant!: string;

  @JSONSchema({ description: 'Registered name.' })
  @IsString(TEXT)
  readonly name!: string;

  @JSONSchema({ description: 'Country of the merchant.' })
  @IsIn(['NO', 'SE'], rule('country', 'must be NO or SE', 'Write NO or SE.'))
  readonly country!: 'NO' | 'SE';

  @JSONSchema({ description: 'Organisation number, in quotes.' })
  @Matches(/^\d{9,12}$/, rule('organizationNumber', 'must be digits in quotes', 'Write "923609016".'))
  readonly organizationNumber!: string;

  @JSONSchema({ description: 'Bookkeeping currency.' })
  @Matches(/^[A-Z]{3}$/, rule('currency', 'must be three capital letters', 'Write NOK or SEK.'))
  readonly baseCurrency!: string;

  @JSONSchema({ description: 'Time zone of dates and schedules.', default: 'Europe/Oslo' })
  @IsZone()
  readonly timeZone: string = 'Europe/Oslo';

  @JSONSchema({ description: 'Language of mails when the debtor has none.', default: 'en' })
  @IsIn(LANGUAGES, rule('language', 'must be nb, sv or en', 'Write nb, sv or en.'))
  readonly language: Language = 'en';

  @JSONSchema({
    description: 'test refuses production accounts, live refuses test accounts, http and private addresses.',
  })
  @IsIn(['test', 'live'], rule('mode', 'must be test or live', 'Start with test.'))
  readonly mode!: MerchantMode;

  @RequiredSection(() => DinteroSection)
  readonly dintero!: DinteroSection;

  @RequiredSection(() => InvoicingSection)
  readonly invoicing!: InvoicingSection;

  @JSONSchema({ description: 'Needed as soon as an invoice goes through the merchant channel.' })
  @OptionalSection(() => DeliverySection)
  readonly delivery?: DeliverySection;

  @RequiredSection(() => ErpSection)
  readonly erp!: ErpSection;

  @RequiredSection(() => LedgerSection)
  readonly ledger!: LedgerSection;

  @JSONSchema({ description: 'When things happen.' })
  @OptionalSection(() => ScheduleSection)
  readonly schedule: ScheduleSection = new ScheduleSection();
}
