import type { Browser } from 'playwright-core';

interface InstalledBrowser {
  readonly path: string;
  /** What it needs in its environment. */
  readonly env: Readonly<Record<string, string>>;
}

export function findBrowser(): Promise<InstalledBrowser | { readonly reason: string }>;
export function launch(browser: InstalledBrowser): Promise<Browser>;
