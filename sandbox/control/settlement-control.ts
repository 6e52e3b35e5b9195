import type { Express } from 'express';
import type { Clock } from '../clock.js';
import { DOWNLOAD_STYLES, SIGN_STYLES } from '../dintero/account-settings.js';
import type { Dintero } from '../dintero/dintero.js';
import { settlementJson } from '../dintero/settlements/settlement-json.js';
import { REVERSAL_STYLES } from '../dintero/settlements/settlement-lines.js';
import type { SettlementOrder } from '../dintero/settlements/settlements.js';
import { type Answer, json } from '../http/answer.js';
import { type FieldError, FieldReader, INT32_MAX } from '../http/field-reader.js';
import { HttpError, refuseIfAny } from '../http/http-error.js';
import type { Incoming } from '../http/incoming.js';
import { plainRoute } from '../http/plain-route.js';
import { accountOf } from './account-control.js';

const FIELDS = [
  'transactionIds',
  'currency',
  'feeBasisPoints',
  'signStyle',
  'downloadStyle',
  'paymentStatus',
  'jsonDelayMs',
  'shortByMinor',
  'shortAs',
  'chargebackMinor',
  'chargebackTransactionId',
  'overByMinor',
  'reversalAs',
  'unknownLineMinor',
  'settledAt',
] as const satisfies readonly (keyof SettlementOrder)[];

/** What Dintero's payout run does. */
export function settlementControl(app: Express, dintero: Dintero, clock: Clock): void {
  app.post(
    '/_sandbox/accounts/:aid/settlements',
    plainRoute(({ param, body }) => {
      const account = accountOf(dintero.accounts, param('aid'));
      return json(settlementJson(dintero.settlements.create(account, readOrder(body)), clock.nowMs()), 201);
    }),
  );
  app.post(
    '/_sandbox/accounts/:aid/settlements/:sid/pay',
    plainRoute((incoming) => payOut(dintero, incoming, clock)),
  );
}

function payOut(dintero: Dintero, { param }: Incoming, clock: Clock): Answer {
  const account = accountOf(dintero.accounts, param('aid'));
  const settlement = account.settlements.find(({ id }) => id === param('sid'));
  if (settlement === undefined) throw new HttpError(404, `There is no settlement ${param('sid')}.`);
  dintero.settlements.payOut(settlement);
  return json(settlementJson(settlement, clock.nowMs()));
}

function readOrder(body: unknown): SettlementOrder {
  const errors: FieldError[] = [];
  const reader = FieldReader.ofBody(body ?? {}, errors);
  reader.refuseUnknown(FIELDS);
  reader.texts('transactionIds', { itemsMin: 1 });
  reader.text('currency', { pattern: /^[A-Z]{3}$/ });
  reader.integer('feeBasisPoints', { min: 0, max: 10_000 });
  reader.choice('signStyle', SIGN_STYLES);
  reader.choice('downloadStyle', DOWNLOAD_STYLES);
  reader.choice('paymentStatus', ['paid', 'postponed']);
  reader.choice('shortAs', ['line', 'header']);
  for (const name of ['jsonDelayMs', 'shortByMinor', 'overByMinor', 'chargebackMinor', 'unknownLineMinor']) {
    reader.integer(name, { min: 0, max: INT32_MAX });
  }
  reader.text('chargebackTransactionId');
  reader.choice('reversalAs', REVERSAL_STYLES);
  const settledAt = reader.text('settledAt');
  if (settledAt !== null && Number.isNaN(Date.parse(settledAt))) reader.fail('settledAt', 'must be a date');
  refuseIfAny(errors);
  return reader.source;
}
