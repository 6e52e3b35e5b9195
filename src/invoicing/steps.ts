import { defineStep } from '../platform/jobs/step.js';

// The subject of every step here is the id of the invoice.
export const VOID_INVOICE = defineStep('void-invoice', 'provider', 50, 'invoice');
export const START_COLLECTION = defineStep('start-collection', 'provider', 40, 'invoice');
export const ISSUE_INVOICE = defineStep('issue-invoice', 'provider', 30, 'invoice');
export const WATCH_SESSION = defineStep('watch-session', 'provider', 25, 'invoice');
export const REFRESH_INVOICE = defineStep('refresh-invoice', 'provider', 20, 'invoice');
export const CLOSE_SESSION = defineStep('close-session', 'provider', 15, 'invoice');
export const NUDGE_TRANSACTION = defineStep('nudge-transaction', 'provider', 15, 'invoice');
export const RESUBMIT_INVOICE = defineStep('resubmit-invoice', 'local', 20, 'invoice');
export const WRITE_ERP_NUMBER = defineStep('write-erp-number', 'provider', 10, 'invoice');
export const TELL_ERP = defineStep('tell-erp', 'erp', 10, 'invoice');

/** Subject: id of the invoice and the cause, `17:goods-returned`: what became of the unpaid rest is decided. */
export const DECIDE_VOID = defineStep('decide-void', 'local', 20, 'invoice');
