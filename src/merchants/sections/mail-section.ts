import { IsOptional, IsString, Matches } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { rule } from '../../platform/validation/rule.js';
import { OptionalSection, TEXT } from '../config-rules.js';

/** A colour that may be left out. */
function Color(description: string): PropertyDecorator {
  const isColor = Matches(/^#[0-9a-fA-F]{6}$/, rule('color', 'must be a colour of six hex digits', "Write '#1f5fbf'."));
  return (target, property) => {
    JSONSchema({ description })(target, property as string);
    IsOptional()(target, property);
    isColor(target, property);
  };
}

/** Plain text with placeholders, that may be left out. */
function Words(description: string): PropertyDecorator {
  return (target, property) => {
    JSONSchema({ description })(target, property as string);
    IsOptional()(target, property);
    IsString(TEXT)(target, property);
  };
}

export class MailColorsSection {
  @Color('Behind everything.')
  readonly background?: string;

  @Color('The sheet the mail is written on.')
  readonly card?: string;

  @Color('Text.')
  readonly text?: string;

  @Color('Labels and small print.')
  readonly muted?: string;

  @Color('Lines between rows.')
  readonly line?: string;

  @Color('The bar on top and buttons.')
  readonly accent?: string;
}

export class MailTextsSection {
  @Words('Subject, such as Faktura {{invoiceNumber}} fra {{merchantName}}.')
  readonly subject?: string;

  @Words('Replaces the opening sentence.')
  readonly intro?: string;

  @Words('Stands at the end, above name and organisation number.')
  readonly footer?: string;
}

export class MailLanguagesSection {
  @JSONSchema({ description: 'Norwegian bokmål.' })
  @OptionalSection(() => MailTextsSection)
  readonly nb?: MailTextsSection;

  @JSONSchema({ description: 'Swedish.' })
  @OptionalSection(() => MailTextsSection)
  readonly sv?: MailTextsSection;

  @JSONSchema({ description: 'English.' })
  @OptionalSection(() => MailTextsSection)
  readonly en?: MailTextsSection;
}

/** How mails look and what they say; see docs/mail.md. */
export class MailSection {
  @JSONSchema({
    description: 'PNG or JPEG on top of every mail, relative to the configuration folder. Left out: that of the cover.',
  })
  @IsOptional()
  @IsString(TEXT)
  readonly logo?: string;

  @JSONSchema({ description: 'Colours on a bright screen.' })
  @OptionalSection(() => MailColorsSection)
  readonly colors?: MailColorsSection;

  @JSONSchema({ description: 'Colours on a dark screen.' })
  @OptionalSection(() => MailColorsSection)
  readonly darkColors?: MailColorsSection;

  @JSONSchema({ description: 'Your own words in the mail with the invoice, per language. Placeholders: docs/mail.md.' })
  @OptionalSection(() => MailLanguagesSection)
  readonly invoice?: MailLanguagesSection;

  @JSONSchema({ description: 'Your own words in the mail with the link to the checkout, per language.' })
  @OptionalSection(() => MailLanguagesSection)
  readonly checkout?: MailLanguagesSection;

  @JSONSchema({
    description:
      'Folder with whole templates of your own, <mail>.<language>.html.hbs and .txt.hbs, relative to the configuration folder.',
  })
  @IsOptional()
  @IsString(TEXT)
  readonly templates?: string;
}
