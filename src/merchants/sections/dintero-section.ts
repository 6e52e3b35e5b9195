import { IsArray, IsBoolean, IsOptional, IsString, IsUrl, Matches } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { rule } from '../../platform/validation/rule.js';
import { FLAG, HTTP_URL, LIST, TEXT, URL_RULE, WholeNumber } from '../config-rules.js';
import { IsSecretReference } from '../secret-reference.js';

export class DinteroSection {
  @JSONSchema({ description: 'Account id at Dintero: T and 8 digits for test, P and 8 digits for production.' })
  @Matches(/^[PT]\d{8}$/, rule('accountId', 'must be T or P and 8 digits', 'Copy it from Dintero Backoffice.'))
  readonly accountId!: string;

  @IsSecretReference('Client id of the checkout API client.')
  readonly clientId!: string;

  @IsSecretReference('Client secret of the checkout API client.')
  readonly clientSecret!: string;

  @JSONSchema({ description: 'Base address of sessions and transactions.', default: 'https://checkout.dintero.com/v1' })
  @IsUrl(HTTP_URL, URL_RULE)
  readonly checkoutUrl: string = 'https://checkout.dintero.com/v1';

  @JSONSchema({ description: 'Base address of tokens and settlements.', default: 'https://api.dintero.com/v1' })
  @IsUrl(HTTP_URL, URL_RULE)
  readonly apiUrl: string = 'https://api.dintero.com/v1';

  @IsSecretReference('Secrets that may sign callbacks; list the old and the new one during a rotation.', { each: true })
  readonly callbackSecrets: string[] = [];

  @IsOptional()
  @IsSecretReference('Secret of the account-level webhook subscription.')
  readonly webhookSecret?: string;

  @JSONSchema({
    description:
      'Whether the connector itself creates, verifies and replaces its webhook subscription at Dintero. It needs webhookSecret.',
    default: true,
  })
  @IsBoolean(FLAG)
  readonly manageHook: boolean = true;

  @WholeNumber({ description: 'Calls in flight at once, over all processes.', min: 1, max: 256, default: 8 })
  readonly concurrency: number = 8;

  @WholeNumber({ description: 'Calls started per second, over all processes.', min: 1, max: 10_000, default: 20 })
  readonly requestsPerSecond: number = 20;

  @WholeNumber({
    description:
      'How long one call may take. After an invoice call without an answer nothing more is sent for that order during this time: the first call may still be at work.',
    min: 1,
    max: 300,
    default: 30,
  })
  readonly timeoutSeconds: number = 30;

  @JSONSchema({
    description: 'Hosts (host or host:port) invoice PDFs may come from, besides Dintero’s own.',
    default: [],
  })
  @IsArray(LIST)
  @IsString({ ...TEXT, each: true })
  readonly documentHosts: string[] = [];
}
