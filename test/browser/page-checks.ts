import type { Page } from 'playwright-core';
import { contrastOf } from '../../src/domain/mail/contrast.js';

/** A text on the page, with the colours that are really there. */
interface ShownText {
  readonly text: string;
  readonly ink: string;
  readonly paper: string;
}

/** How far the page is wider than its window, in pixels; 0 when nobody has to scroll sideways. */
export async function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}

/** Every text that is hard to read: less contrast than WCAG asks of ordinary text. */
export async function faintTexts(page: Page, contrastMin: number): Promise<string[]> {
  const shown = await page.evaluate(textsShown);
  if (shown.length === 0) throw new Error('The page shows no text.');
  return shown
    .map(({ text, ink, paper }) => ({ text, ratio: contrastOf(hex(ink), hex(paper)) }))
    .filter(({ ratio }) => ratio < contrastMin)
    .map(({ text, ratio }) => `${text}: ${ratio.toFixed(1)}`);
}

/** Links and buttons too small for a thumb, with their size. */
export async function smallTargets(page: Page, pixelsMin: number): Promise<string[]> {
  return page.evaluate((min) => {
    const links = [...document.querySelectorAll('a[href], button')].map((link) => {
      const { width, height } = link.getBoundingClientRect();
      return { text: link.textContent, width, height };
    });
    return links.filter(({ width, height }) => width < min || height < min).map((link) => JSON.stringify(link));
  }, pixelsMin);
}

/** Pictures nobody can hear or see, and tables that a screen reader would take for data, or data it would take for layout. */
export async function unclearParts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const pictures = [...document.images].filter((image) => image.alt === '' || image.naturalWidth === 0);
    const tables = [...document.querySelectorAll('table')].filter((table) => {
      const isLayout = table.getAttribute('role') === 'presentation';
      const hasHeads = table.querySelector(':scope > tbody > tr > th[scope]') !== null;
      return isLayout === hasHeads;
    });
    return [...pictures, ...tables].map((part) => part.outerHTML.slice(0, 200));
  });
}

/** Runs in the page, so it may use nothing from outside itself. */
function textsShown(): ShownText[] {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts: ShownText[] = [];
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const text = walker.currentNode.textContent?.trim() ?? '';
    if (!element || text === '' || !element.checkVisibility()) continue;
    let behind: Element | null = element;
    while (behind && getComputedStyle(behind).backgroundColor === 'rgba(0, 0, 0, 0)') behind = behind.parentElement;
    const paper = behind ? getComputedStyle(behind).backgroundColor : 'rgb(255, 255, 255)';
    texts.push({ text, ink: getComputedStyle(element).color, paper });
  }
  return texts;
}

/** `rgb(1, 2, 3)` as `#010203`. */
function hex(color: string): string {
  const channels = /^rgb\((\d+), (\d+), (\d+)\)$/.exec(color)?.slice(1);
  if (!channels) throw new Error(`${color} is no plain colour.`);
  return `#${channels.map((channel) => Number(channel).toString(16).padStart(2, '0')).join('')}`;
}
