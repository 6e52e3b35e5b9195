import { defineStep } from '../platform/jobs/step.js';

/** Subject: id of the journal entry. */
export const POST_ENTRY = defineStep('post-entry', 'erp', 20, 'entry');
