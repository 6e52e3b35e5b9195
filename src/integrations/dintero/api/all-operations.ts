import { APPROVAL_OPERATIONS } from './approvals.js';
import { BRANDING_OPERATIONS } from './branding.js';
import { EVENT_OPERATIONS } from './events.js';
import { FILE_OPERATIONS } from './files.js';
import { HOOK_OPERATIONS } from './hooks.js';
import type { Operation } from './operation.js';
import { PAYMENT_OPERATIONS } from './payments.js';
import { PAYOUT_OPERATIONS } from './payouts.js';
import { REPORT_CONFIGURATION_OPERATIONS } from './report-configurations.js';
import { REPORT_OPERATIONS } from './reports.js';
import { SESSION_OPERATIONS } from './sessions.js';
import { SETTLEMENT_OPERATIONS } from './settlements.js';
import { SIGNATURE_OPERATIONS } from './signature.js';
import { TOKEN_OPERATION } from './token.js';
import { TRANSACTION_OPERATIONS } from './transaction-operations.js';

/** Every operation of Dintero's API that we know, area by area. */
export const ALL_OPERATIONS: readonly Operation[] = [
  { get: TOKEN_OPERATION },
  SESSION_OPERATIONS,
  PAYMENT_OPERATIONS,
  TRANSACTION_OPERATIONS,
  EVENT_OPERATIONS,
  SETTLEMENT_OPERATIONS,
  REPORT_CONFIGURATION_OPERATIONS,
  REPORT_OPERATIONS,
  HOOK_OPERATIONS,
  SIGNATURE_OPERATIONS,
  FILE_OPERATIONS,
  APPROVAL_OPERATIONS,
  PAYOUT_OPERATIONS,
  BRANDING_OPERATIONS,
].flatMap((area) => Object.values<Operation>(area));
