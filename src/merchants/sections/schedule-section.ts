import { IsArray, IsEmail } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { rule } from '../../platform/validation/rule.js';
import { IsCron, LIST, OptionalSection } from '../config-rules.js';

export class ReportSection {
  @JSONSchema({
    description: 'When the morning report is sent, cron in the merchant’s time zone.',
    default: '0 6 * * 1-5',
  })
  @IsCron()
  readonly at: string = '0 6 * * 1-5';

  @JSONSchema({ description: 'Who gets it.', default: [] })
  @IsArray(LIST)
  @IsEmail({}, { ...rule('email', 'must list e-mail addresses', 'Write [name@example.com].'), each: true })
  readonly to: string[] = [];
}

export class ScheduleSection {
  @JSONSchema({
    description: 'Pull what webhooks missed, refresh open invoices, settlements, audit.',
    default: '0 2 * * *',
  })
  @IsCron()
  readonly nightlySync: string = '0 2 * * *';

  @JSONSchema({ description: 'Look for payments that callbacks missed.', default: '*/15 * * * *' })
  @IsCron()
  readonly pollOpen: string = '*/15 * * * *';

  @JSONSchema({ description: 'Look into the drop folder.', default: '*/5 * * * *' })
  @IsCron()
  readonly fileDrop: string = '*/5 * * * *';

  @JSONSchema({ description: 'Read the mailbox for bounces, and see what was delivered.', default: '*/10 * * * *' })
  @IsCron()
  readonly deliveries: string = '*/10 * * * *';

  @OptionalSection(() => ReportSection)
  readonly report?: ReportSection;
}
