import type { Random } from '../random.js';
import { type AccountSettings, resolveSettings } from './account-settings.js';
import { Account } from './account.js';

/** The accounts of the sandbox: those it was started with, and those a control call added. */
export class Accounts {
  private readonly byId = new Map<string, Account>();

  constructor(
    private readonly initial: readonly AccountSettings[],
    private readonly random: Random,
  ) {
    this.reset();
  }

  get(id: string): Account | null {
    return this.byId.get(id) ?? null;
  }

  all(): Account[] {
    return [...this.byId.values()];
  }

  /** A new account, or new settings for one whose transactions stay. */
  put(settings: AccountSettings): Account {
    const known = this.byId.get(settings.id);
    if (known !== undefined) {
      known.settings = resolveSettings(settings);
      return known;
    }
    const account = new Account(settings, this.random);
    this.byId.set(settings.id, account);
    return account;
  }

  /** Ids carry their account before the dot. */
  ofTransaction(id: string): Account | null {
    return this.get(id.split('.', 1)[0] ?? '');
  }

  reset(): void {
    this.byId.clear();
    for (const settings of this.initial) this.put(settings);
  }
}
