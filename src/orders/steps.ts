import { defineStep } from '../platform/jobs/step.js';

/** Subject: id of the sales order. Plans an order that was stopped, once its cause is gone. */
export const PLAN_ORDER = defineStep('plan-order', 'local', 10, 'order');
