import type { Express } from 'express';
import type { Dintero } from '../dintero/dintero.js';
import { json } from '../http/answer.js';
import { plainRoute } from '../http/plain-route.js';
import { accountOf } from './account-control.js';
import { stateOf } from './state.js';

/** What was asked of the double, and what it told others. */
export function logControl(app: Express, dintero: Dintero): void {
  app.get(
    '/_sandbox/state',
    plainRoute(({ query }) => {
      const account = query.get('account');
      if (account !== null) accountOf(dintero.accounts, account);
      return json(stateOf(dintero, account));
    }),
  );
  app.get(
    '/_sandbox/transactions',
    plainRoute(({ query }) => {
      const prefix = query.get('reference') ?? '';
      const records = accountOf(dintero.accounts, query.get('account') ?? '').transactions.all();
      const found = records.filter(({ wire }) => wire.merchant_reference.startsWith(prefix));
      return json({ transactions: found.map(({ wire }) => wire) });
    }),
  );
  app.get(
    '/_sandbox/requests',
    plainRoute(({ query }) => json({ requests: dintero.journal.latest(query.get('account'), query.get('operation')) })),
  );
  app.get(
    '/_sandbox/deliveries',
    plainRoute(({ query }) =>
      json({ deliveries: dintero.deliveries.latest(query.get('account'), query.get('transaction_id')) }),
    ),
  );
}
