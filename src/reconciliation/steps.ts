import { defineStep } from '../platform/jobs/step.js';

/** Subject: id of the settlement's row. */
export const READ_SETTLEMENT = defineStep('read-settlement', 'provider', 5, 'settlement');
