import type { Express } from 'express';
import type { Dintero } from '../dintero/dintero.js';
import { plainRoute } from '../http/plain-route.js';
import type { World } from '../world.js';
import { accountControl } from './account-control.js';
import { customerControl } from './customer-control.js';
import { faultControl } from './fault-control.js';
import { logControl } from './log-control.js';
import { moneyControl } from './money-control.js';
import { sellerControl } from './seller-control.js';
import { settlementControl } from './settlement-control.js';
import { timeControl } from './time-control.js';
import { voidControl } from './void-control.js';

/** Everything under `/_sandbox` on the Dintero port. Open to whoever reaches the port: this is no secret place. */
export function controlRoutes(app: Express, world: World, dintero: Dintero): void {
  logControl(app, dintero);
  accountControl(app, dintero.accounts);
  customerControl(app, dintero);
  moneyControl(app, dintero);
  voidControl(app, dintero);
  settlementControl(app, dintero, world.clock);
  sellerControl(app, dintero);
  faultControl(app, world.faults);
  timeControl(app, world.clock);
  app.delete(
    '/_sandbox',
    plainRoute(() => {
      world.clock.reset();
      world.faults.clear();
      dintero.reset();
      return { status: 204 };
    }),
  );
}
