import type { Express } from 'express';
import type { Answer } from '../http/answer.js';
import { Front } from '../http/front.js';
import { HttpError } from '../http/http-error.js';
import type { Incoming } from '../http/incoming.js';
import { RequestJournal } from '../http/request-journal.js';
import type { World } from '../world.js';
import { erpControl } from './erp-control.js';
import { erpRoutes } from './erp-routes.js';
import type { ErpMerchantSettings } from './merchant-settings.js';
import { ErpMerchant } from './merchant.js';

/** The double of a generic ERP, with a folder for each merchant. */
export class Erp {
  readonly journal = new RequestJournal();
  private readonly merchants = new Map<string, ErpMerchant>();

  constructor(
    private readonly world: World,
    private readonly initial: readonly ErpMerchantSettings[],
  ) {
    this.reset();
  }

  routes(app: Express): void {
    const { clock, faults, random, outgoing } = this.world;
    erpControl(app, this, clock, random, outgoing);
    erpRoutes(app, new Front(clock, faults, this.journal, errorAnswer), (incoming) => this.merchantOf(incoming), clock);
  }

  find(id: string): ErpMerchant | null {
    return this.merchants.get(id) ?? null;
  }

  /** @throws HttpError 404 */
  merchantOf({ param }: Incoming): ErpMerchant {
    const id = param('merchant');
    const merchant = this.find(id);
    if (merchant === null) throw new HttpError(404, `There is no merchant ${id} in this ERP.`);
    return merchant;
  }

  put(settings: ErpMerchantSettings): void {
    const known = this.find(settings.id);
    if (known === null) this.merchants.set(settings.id, new ErpMerchant(settings));
    else known.settings = settings;
  }

  reset(): void {
    this.merchants.clear();
    this.journal.reset();
    for (const settings of this.initial) this.put(settings);
  }
}

function errorAnswer({ status, message, errors, headers }: HttpError): Answer {
  return { status, headers, body: { error: { message, errors } } };
}
