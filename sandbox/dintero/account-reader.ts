import type { FieldReader } from '../http/field-reader.js';
import {
  type AccountSettings,
  CHANNEL_REFUSALS,
  DOCUMENT_ACCESSES,
  DOCUMENT_STYLES,
  DOWNLOAD_STYLES,
  PAYMENT_SPREADS,
  SIGN_STYLES,
} from './account-settings.js';
import { CHANNELS, INTERVALS } from './wire.js';

const FIELDS = [
  'id',
  'clientId',
  'clientSecret',
  'name',
  'country',
  'scopes',
  'expiresInSeconds',
  'signatureSecret',
  'callbackTriesMax',
  'callbackRetryDelayMs',
  'callbackTimeoutMs',
  'webhookSecret',
  'hookRetryDelayMs',
  'hookFailuresMax',
  'supportedInvoiceChannels',
  'channelRefusal',
  'defaultInvoiceChannel',
  'forcedInvoiceChannel',
  'groupedInterval',
  'groupedNumberDelayMs',
  'paymentSpread',
  'captureStatus',
  'voidStatus',
  'paymentDelayMs',
  'pdfDelayMs',
  'pdfStyle',
  'pdfAccess',
  'settlementSigns',
  'settlementDownload',
  'settlementFeeBasisPoints',
  'latencyMs',
  'requestsPerSecond',
] as const satisfies readonly (keyof AccountSettings)[];

const WHOLE_NUMBERS = [
  'expiresInSeconds',
  'callbackTriesMax',
  'callbackRetryDelayMs',
  'callbackTimeoutMs',
  'hookRetryDelayMs',
  'hookFailuresMax',
  'groupedNumberDelayMs',
  'paymentDelayMs',
  'settlementFeeBasisPoints',
  'latencyMs',
] as const;

/** Checks settings from a configuration file or a control call, on top of what the account already has. */
export function readAccountSettings(reader: FieldReader, known: AccountSettings | null): AccountSettings {
  reader.refuseUnknown(FIELDS);
  const required = known === null;
  if (known === null) reader.text('id', { required, pattern: /^[PT]\d{8}$/, expected: 'must be T or P and 8 digits' });
  reader.text('clientId', { required });
  reader.text('clientSecret', { required });
  reader.text('name');
  reader.text('webhookSecret');
  reader.texts('scopes');
  reader.choice('country', ['NO', 'SE', 'FI']);
  reader.choice('groupedInterval', INTERVALS);
  reader.choice('paymentSpread', PAYMENT_SPREADS);
  reader.choice('pdfStyle', DOCUMENT_STYLES);
  reader.choice('pdfAccess', DOCUMENT_ACCESSES);
  reader.choice('settlementSigns', SIGN_STYLES);
  reader.choice('settlementDownload', DOWNLOAD_STYLES);
  for (const name of WHOLE_NUMBERS) reader.integer(name, { min: 0 });
  readChannels(reader);
  readNullables(reader);
  // The reader has just checked every field by its name; a fault makes the caller refuse the whole.
  return { ...known, ...(reader.source as unknown as AccountSettings), ...(known === null ? {} : { id: known.id }) };
}

function readChannels(reader: FieldReader): void {
  for (const channel of reader.texts('supportedInvoiceChannels', { itemsMin: 1 })) {
    if (!CHANNELS.some((known) => known === channel)) reader.fail('supportedInvoiceChannels', `there is no ${channel}`);
  }
  reader.choice('channelRefusal', CHANNEL_REFUSALS);
  reader.choice('defaultInvoiceChannel', CHANNELS);
  if (reader.source.forcedInvoiceChannel !== null) reader.choice('forcedInvoiceChannel', CHANNELS);
  for (const name of ['captureStatus', 'voidStatus']) {
    const status = reader.integer(name);
    if (status !== null && status !== 200 && status !== 202) reader.fail(name, 'must be 200 or 202');
  }
}

function readNullables(reader: FieldReader): void {
  if (reader.source.signatureSecret !== null) reader.text('signatureSecret');
  if (reader.source.pdfDelayMs !== null) reader.integer('pdfDelayMs', { min: 0 });
  if (reader.source.requestsPerSecond !== null) reader.integer('requestsPerSecond', { min: 1 });
}
