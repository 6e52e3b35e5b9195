import { Access1700000000001 } from './migrations/0001-access.js';
import { Jobs1700000000002 } from './migrations/0002-jobs.js';
import { InboxAndOrders1700000000003 } from './migrations/0003-inbox-and-orders.js';
import { Invoices1700000000004 } from './migrations/0004-invoices.js';
import { Ledger1700000000005 } from './migrations/0005-ledger.js';
import { Payments1700000000006 } from './migrations/0006-payments.js';
import { Deliveries1700000000007 } from './migrations/0007-deliveries.js';
import { Settlements1700000000008 } from './migrations/0008-settlements.js';
import { Operations1700000000009 } from './migrations/0009-operations.js';
import { KeyUse1700000000010 } from './migrations/0010-key-use.js';
import { StepExceptions1700000000011 } from './migrations/0011-step-exceptions.js';
import { GroupedInvoices1700000000012 } from './migrations/0012-grouped-invoices.js';
import { Cancellations1700000000013 } from './migrations/0013-cancellations.js';
import { WebhooksAndErpNumbers1700000000014 } from './migrations/0014-webhooks-and-erp-numbers.js';
import { Bounces1700000000015 } from './migrations/0015-bounces.js';
import { DeliveryPolicies1700000000016 } from './migrations/0016-delivery-policies.js';
import { TransactionNudges1700000000017 } from './migrations/0017-transaction-nudges.js';
import { Sessions1700000000018 } from './migrations/0018-sessions.js';
import { LatePayments1700000000019 } from './migrations/0019-late-payments.js';
import { Monitoring1700000000020 } from './migrations/0020-monitoring.js';

/** In the order they run. A merged migration is never edited. */
export const MIGRATIONS = [
  Access1700000000001,
  Jobs1700000000002,
  InboxAndOrders1700000000003,
  Invoices1700000000004,
  Ledger1700000000005,
  Payments1700000000006,
  Deliveries1700000000007,
  Settlements1700000000008,
  Operations1700000000009,
  KeyUse1700000000010,
  StepExceptions1700000000011,
  GroupedInvoices1700000000012,
  Cancellations1700000000013,
  WebhooksAndErpNumbers1700000000014,
  Bounces1700000000015,
  DeliveryPolicies1700000000016,
  TransactionNudges1700000000017,
  Sessions1700000000018,
  LatePayments1700000000019,
  Monitoring1700000000020,
];
