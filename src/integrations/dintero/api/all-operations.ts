import { EVENT_OPERATIONS } from './events.js';
import type { Operation } from './operation.js';
import { PAYMENT_OPERATIONS } from './payments.js';
import { SESSION_OPERATIONS } from './sessions.js';
import { TRANSACTION_OPERATIONS } from './transaction-operations.js';

/** Every operation of Dintero's API that we know, area by area. */
export const ALL_OPERATIONS: readonly Operation[] = [
  SESSION_OPERATIONS,
  PAYMENT_OPERATIONS,
  TRANSACTION_OPERATIONS,
  EVENT_OPERATIONS,
].flatMap((area) => Object.values<Operation>(area));
