import { IsIn, IsOptional, IsString, IsUrl, ValidateIf } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { rule } from '../../platform/validation/rule.js';
import { HTTP_URL, IsHeaderMap, OptionalSection, TEXT, URL_RULE, WholeNumber } from '../config-rules.js';
import { IsSecretReference } from '../secret-reference.js';

export class EndpointSection {
  @JSONSchema({ description: 'Address of the collection.' })
  @IsUrl(HTTP_URL, URL_RULE)
  readonly url!: string;

  @JSONSchema({
    description: 'Headers of every call, such as authorization: env:ERP_TOKEN.',
    type: 'object',
    default: {},
  })
  @IsHeaderMap()
  readonly headers: Record<string, string> = {};
}

export class ErpSection {
  @JSONSchema({ description: 'Kind of ERP.' })
  @IsIn(['generic'], rule('type', 'must be generic', 'This version speaks the generic port; see docs/erp-port.md.'))
  readonly type!: 'generic';

  @ValidateIf((section: ErpSection) => section.webhookSecret !== undefined)
  @IsSecretReference('Standard Webhooks secret (whsec_…) that signs orders.')
  readonly webhookSecret?: string;

  @ValidateIf((section: ErpSection) => section.previousWebhookSecret !== undefined)
  @IsSecretReference('The former webhook secret, accepted too during a rotation.')
  readonly previousWebhookSecret?: string;

  @JSONSchema({ description: 'Where orders are pulled from and invoice facts are sent.' })
  @OptionalSection(() => EndpointSection)
  readonly orders?: EndpointSection;

  @JSONSchema({ description: 'Where journal entries are posted.' })
  @OptionalSection(() => EndpointSection)
  readonly entries?: EndpointSection;

  @JSONSchema({ description: 'Folder watched for .csv and .jsonl order files.' })
  @IsOptional()
  @IsString(TEXT)
  readonly dropFolder?: string;

  @WholeNumber({ description: 'Calls to the ERP in flight at once, over all processes.', min: 1, max: 100, default: 4 })
  readonly concurrency: number = 4;

  @WholeNumber({ description: 'How long one call may take.', min: 1, max: 300, default: 30 })
  readonly timeoutSeconds: number = 30;

  @WholeNumber({
    description: 'How far back every pull looks again; what is known already is dropped.',
    min: 0,
    max: 10_080,
    default: 30,
  })
  readonly pullOverlapMinutes: number = 30;
}
