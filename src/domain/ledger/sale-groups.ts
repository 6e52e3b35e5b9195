import type { OrderLine } from '../order/order.js';
import type { AccountRole } from './roles.js';
import { revenueRoleOf, vatClassOf, type VatClass, vatRoleOf } from './vat-code.js';

/** An order line with our tax code, ready for the books; discounts are folded in. */
export interface TaxedLine extends Pick<OrderLine, 'amountMinor' | 'vatMinor' | 'type'> {
  readonly taxCode: string;
}

/** What of a sale belongs to one revenue account and tax code. */
export interface SaleGroup {
  readonly role: AccountRole;
  readonly taxCode: string;
  readonly vatClass: VatClass;
  readonly netMinor: bigint;
  readonly vatMinor: bigint;
}

export function saleGroups(sale: { readonly vatCountry: string; readonly lines: readonly TaxedLine[] }): SaleGroup[] {
  const groups = new Map<string, SaleGroup>();
  for (const { amountMinor, vatMinor, type, taxCode } of sale.lines) {
    const vatClass = vatClassOf(sale.vatCountry, taxCode);
    const role = revenueRoleOf(vatClass, type);
    const key = `${role}/${taxCode}`;
    const before = groups.get(key);
    groups.set(key, {
      role,
      taxCode,
      vatClass,
      netMinor: (before?.netMinor ?? 0n) + amountMinor - vatMinor,
      vatMinor: (before?.vatMinor ?? 0n) + vatMinor,
    });
  }
  return [...groups.values()];
}

/** VAT by account; none for what carries none. */
export function vatByRole(groups: readonly SaleGroup[]): [AccountRole, bigint][] {
  const totals = new Map<AccountRole, bigint>();
  for (const { vatClass, vatMinor } of groups) {
    const role = vatRoleOf(vatClass);
    if (role && vatMinor > 0n) totals.set(role, (totals.get(role) ?? 0n) + vatMinor);
  }
  return [...totals];
}
