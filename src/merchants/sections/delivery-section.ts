import { ArrayMaxSize, IsArray, IsBoolean, IsEmail, IsOptional, IsString } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { rule } from '../../platform/validation/rule.js';
import { FLAG, LIST, OptionalSection, RequiredSection, TEXT, WholeNumber } from '../config-rules.js';
import { IsSecretReference } from '../secret-reference.js';
import { BouncesSection } from './bounces-section.js';
import { MailSection } from './mail-section.js';

export class SmtpSection {
  @JSONSchema({ description: 'Host of the mail server.' })
  @IsString(TEXT)
  readonly host!: string;

  @WholeNumber({ description: 'Port of the mail server.', min: 1, max: 65_535, default: 587 })
  readonly port: number = 587;

  @JSONSchema({
    description: 'TLS from the first byte (port 465). Otherwise STARTTLS is used when offered.',
    default: false,
  })
  @IsBoolean(FLAG)
  readonly secure: boolean = false;

  @IsOptional()
  @IsSecretReference('User name.')
  readonly user?: string;

  @IsOptional()
  @IsSecretReference('Password.')
  readonly password?: string;
}

export class DkimSection {
  @JSONSchema({ description: 'Domain that signs.' })
  @IsString(TEXT)
  readonly domain!: string;

  @JSONSchema({ description: 'Selector of the key in DNS.' })
  @IsString(TEXT)
  readonly selector!: string;

  @IsSecretReference('Private key in PEM form.')
  readonly privateKey!: string;
}

export class CoverSection {
  @JSONSchema({
    description: 'Put a cover page with order number and merchant name before the invoice.',
    default: true,
  })
  @IsBoolean(FLAG)
  readonly enabled: boolean = true;

  @JSONSchema({
    description: 'PNG or JPEG for the cover page, up to 200 kB, relative to the configuration folder.',
  })
  @IsOptional()
  @IsString(TEXT)
  readonly logo?: string;
}

/** PDFs of one language, relative to the configuration folder. */
function Files(description: string): PropertyDecorator {
  return (target, property) => {
    JSONSchema({ description, type: 'array', items: { type: 'string' } })(target, property as string);
    IsOptional()(target, property);
    IsArray(LIST)(target, property);
    IsString({ ...TEXT, each: true })(target, property);
    ArrayMaxSize(5, rule('files', 'must list at most 5 files', 'Join them into fewer.'))(target, property);
  };
}

export class AttachmentsSection {
  @Files('For debtors who read Norwegian; left out: the files of `language`.')
  readonly nb?: string[];

  @Files('For debtors who read Swedish; left out: the files of `language`.')
  readonly sv?: string[];

  @Files('For debtors who read English; left out: the files of `language`.')
  readonly en?: string[];
}

export class DeliverySection {
  @RequiredSection(() => SmtpSection)
  readonly smtp!: SmtpSection;

  @JSONSchema({ description: 'Sender, such as "Nordic Supplies" <faktura@example.com>.' })
  @IsEmail(
    { allow_display_name: true },
    rule('email', 'must be an e-mail address, with or without a name', 'Write "Name" <a@b.c>.'),
  )
  readonly from!: string;

  @JSONSchema({ description: 'Where answers go.' })
  @IsOptional()
  @IsEmail({ allow_display_name: true }, rule('email', 'must be an e-mail address', 'Write name@example.com.'))
  readonly replyTo?: string;

  @JSONSchema({ description: 'Addresses that get a blind copy of every invoice.', default: [] })
  @IsArray(LIST)
  @IsEmail({}, { ...rule('email', 'must list e-mail addresses', 'Write [name@example.com].'), each: true })
  readonly bcc: string[] = [];

  @OptionalSection(() => DkimSection)
  readonly dkim?: DkimSection;

  @OptionalSection(() => CoverSection)
  readonly cover?: CoverSection;

  @JSONSchema({
    description:
      'PDFs that follow every invoice in the same file, such as terms of sale: up to 5 for each language, each up to 2 MB, relative to the configuration folder.',
  })
  @OptionalSection(() => AttachmentsSection)
  readonly attachments?: AttachmentsSection;

  @JSONSchema({ description: 'What happens to mail that comes back. Left out: nobody learns of it here.' })
  @OptionalSection(() => BouncesSection)
  readonly bounces?: BouncesSection;

  @WholeNumber({
    description: 'Bank days after acceptance without a bounce until an e-mail counts as delivered.',
    min: 1,
    max: 30,
    default: 3,
  })
  readonly bounceWindowBankDays: number = 3;

  @WholeNumber({
    description: 'Bank days after authorisation by which collection must have started, or it is an exception.',
    min: 0,
    max: 30,
    default: 1,
  })
  readonly collectionWithinBankDays: number = 1;

  @WholeNumber({
    description: 'Bank days after the start of collection by which the e-mail must be accepted, or it is an exception.',
    min: 0,
    max: 30,
    default: 1,
  })
  readonly acceptedWithinBankDays: number = 1;

  @JSONSchema({
    description: 'Where a person may have an invoice sent whose address fails, such as your own post room.',
  })
  @IsOptional()
  @IsEmail({}, rule('email', 'must be an e-mail address', 'Write name@example.com.'))
  readonly fallbackTo?: string;

  @JSONSchema({ description: 'How mails look and what they say; see mail.md.' })
  @OptionalSection(() => MailSection)
  readonly mail?: MailSection;

  @WholeNumber({ description: 'Mails in flight at once, over all processes.', min: 1, max: 100, default: 4 })
  readonly concurrency: number = 4;
}
