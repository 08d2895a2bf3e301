import type { Page } from 'playwright-core';
import type { Picture } from './take-picture.ts';

const as = 'finance';

/** The month in which the samples were charged. */
async function chooseMonth(page: Page): Promise<void> {
  await page.getByLabel('Month', { exact: true }).fill('2026-11');
  await page.waitForLoadState('networkidle');
}

/** The pages of finance as they stand in the guide. */
export const financePictures: readonly Picture[] = [
  { name: 'finance', as, address: '/finance', size: { width: 1280, height: 1400 }, prepare: chooseMonth },
  {
    name: 'finance-tablet',
    as,
    address: '/finance',
    size: { width: 820, height: 1180 },
    prepare: chooseMonth,
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
