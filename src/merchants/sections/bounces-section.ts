import { IsIn, IsOptional, IsString } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { rule } from '../../platform/validation/rule.js';
import { IsReturnTemplate, OptionalSection, TEXT, WholeNumber } from '../config-rules.js';
import { IsSecretReference } from '../secret-reference.js';

export class ImapSection {
  @JSONSchema({ description: 'Host of the mailbox that the return address leads to.' })
  @IsString(TEXT)
  readonly host!: string;

  @WholeNumber({ description: 'Port of the mailbox.', min: 1, max: 65_535, default: 993 })
  readonly port: number = 993;

  @JSONSchema({
    description:
      'implicit: TLS from the first byte. starttls: TLS before the password, or not at all. none: test mode only.',
    default: 'implicit',
  })
  @IsIn(['implicit', 'starttls', 'none'], rule('tls', 'must be implicit, starttls or none', 'Write implicit.'))
  readonly tls: 'implicit' | 'starttls' | 'none' = 'implicit';

  @IsSecretReference('User name.')
  readonly user!: string;

  @IsSecretReference('Password.')
  readonly password!: string;

  @JSONSchema({ description: 'Folder that is read. It should hold nothing but what comes back.', default: 'INBOX' })
  @IsString(TEXT)
  readonly folder: string = 'INBOX';

  @JSONSchema({ description: 'Folder that read bounces are moved to; left out: they stay, marked as seen.' })
  @IsOptional()
  @IsString(TEXT)
  readonly moveTo?: string;
}

export class BouncesSection {
  @JSONSchema({
    description:
      'Envelope sender of invoice e-mails, with TOKEN where each gets its own token, such as bounces+TOKEN@example.com.',
  })
  @IsReturnTemplate()
  readonly address!: string;

  @JSONSchema({ description: 'The mailbox it leads to. Left out: bounces are posted to the API.' })
  @OptionalSection(() => ImapSection)
  readonly imap?: ImapSection;
}
