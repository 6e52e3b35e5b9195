import { defineStep } from '../platform/jobs/step.js';

/** Subject: id of the sales order. Plans an order that was stopped, once its cause is gone. */
export const PLAN_ORDER = defineStep('plan-order', 'local', 10, 'order');

/** Subject: id of the sales order. Goes on with an order whose invoice was to be voided. */
export const CONTINUE_ORDER = defineStep('continue-order', 'local', 10, 'order');
