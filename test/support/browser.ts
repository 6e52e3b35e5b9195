import type { Browser } from 'playwright-core';
import { launch } from './find-browser.mjs';

declare global {
  /** Found before the tests were chosen; those in test/browser are left out where there is none. */
  var testBrowser: Parameters<typeof launch>[0];
}

/** A real Chromium without a window. To be closed by who opens it. */
export async function openBrowser(): Promise<Browser> {
  return launch(globalThis.testBrowser);
}
