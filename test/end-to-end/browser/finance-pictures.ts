import type { Page } from 'playwright-core';
import type { Picture } from './take-picture.ts';

const as = 'finance';

/** The last month that is over: the one that goes on has hardly begun. */
async function monthBefore(page: Page): Promise<void> {
  await page.keyboard.press('b');
  await page.waitForLoadState('networkidle');
}

/** The pages of finance as they stand in the guide. */
export const financePictures: readonly Picture[] = [
  { name: 'finance', as, address: '/finance', size: { width: 1280, height: 1500 }, prepare: monthBefore },
  {
    name: 'finance-tablet',
    as,
    address: '/finance',
    size: { width: 820, height: 1180 },
    prepare: monthBefore,
  },
  { name: 'finance-reports', as, address: '/finance/reports' },
  { name: 'finance-report', as, address: '/finance/reports/aging-by-service-date' },
  {
    name: 'finance-claims',
    as,
    address: '/finance/reports/aging-by-service-date',
    prepare: async (page) => {
      await page.keyboard.press('j');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: 'Open receivables' }).waitFor();
    },
  },
];
