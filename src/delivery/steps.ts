import { defineStep } from '../platform/jobs/step.js';

export const FETCH_DOCUMENT = defineStep('fetch-document', 'provider', 25, 'invoice');
export const ARCHIVE_DOCUMENT = defineStep('archive-document', 'provider', 5, 'invoice');
export const SEND_LINK = defineStep('send-link', 'mail', 25, 'link-mail');
export const SEND_INVOICE = defineStep('send-invoice', 'mail', 20, 'delivery');
