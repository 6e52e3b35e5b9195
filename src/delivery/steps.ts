import { defineStep } from '../platform/jobs/step.js';

/** Subject: id of the invoice. */
export const FETCH_DOCUMENT = defineStep('fetch-document', 'provider', 25);
/** Subject: id of the delivery. */
export const SEND_INVOICE = defineStep('send-invoice', 'mail', 20);
