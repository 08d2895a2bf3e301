import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectAccessible, person } from './person.ts';
import { signInAs } from './sign-in-as.ts';
import { chromiumPath, staffMachine, type StaffMachine } from './staff-machine.ts';

/** The words of each cell of a row, under the words of its column. */
async function rowOf(page: Page, table: string, at: number): Promise<Readonly<Record<string, string>>> {
  const grid = page.getByRole('grid', { name: table });
  await grid.waitFor();
  const names = await grid.getByRole('columnheader').allInnerTexts();
  const row = grid.getByRole('row').nth(at + 1);
  const cells = await row.locator('[role=rowheader], [role=gridcell]').allInnerTexts();
  return Object.fromEntries(names.map((name, index) => [name.trim(), cells[index]?.trim() ?? '']));
}

describe.skipIf(chromiumPath === undefined)('The pages of finance, in a browser', () => {
  let machine: StaffMachine;
  let browser: Browser;

  beforeAll(async () => {
    machine = await staffMachine();
    browser = await chromium.launch({
      executablePath: chromiumPath ?? '',
      args: ['--no-sandbox', '--disable-dev-shm-usage'],
    });
  }, 600_000);

  afterAll(async () => {
    await browser?.close();
    await machine?.stop();
  });

  test('show how a month went by the figures of its reports, and lead from a figure to a claim by keys', async () => {
    const { page, context, complaints, open } = await person(browser, machine, 'finance');
    await open('/finance', 'Finance');
    const card = page.getByRole('region', { name: 'Net days in A/R' });
    await card
      .getByRole('status')
      .filter({ hasText: /^\d+\.\d days$/ })
      .waitFor();
    const shown = await card.getByRole('status').innerText();
    await card.getByText('How it is reckoned').click();
    await card.getByText(/^Accounts receivable on the day/).waitFor();
    await expectAccessible(page);

    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Net days in accounts receivable' }).waitFor();
    const figure = await rowOf(page, 'Net days in accounts receivable', 0);
    expect(`${figure['Net days']} days`).toBe(shown);
    await expectAccessible(page);

    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Open receivables' }).waitFor();
    const first = await rowOf(page, 'Open receivables', 0);
    await expectAccessible(page);
    await page
      .getByRole('link', { name: first['Claim'] ?? '', exact: true })
      .first()
      .click();
    await page.getByRole('heading', { level: 1, name: first['Claim'] ?? '' }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('show the same month as it was known on a day, and nothing of what was not known yet', async () => {
    const { page, context, complaints, open } = await person(browser, machine, 'finance');
    await open('/finance', 'Finance');
    const cash = page.getByRole('region', { name: 'Cash by payer', exact: true });
    await cash.getByRole('link', { name: 'payer' }).first().waitFor();
    await page.getByLabel('As known on').fill('2020-01-01');
    await page.getByText('with what was known at the end of Jan 1, 2020').waitFor();
    await cash.getByText('There is nothing of this.').waitFor();
    await expectAccessible(page);
    await cash.getByRole('link', { name: 'The whole report: Cash by payer' }).click();
    await page.getByRole('heading', { level: 1, name: 'Cash by payer' }).waitFor();
    expect(await page.getByLabel('As known on').inputValue()).toBe('2020-01-01');
    await page.getByText('As it was known at the end of Jan 1, 2020.').waitFor();
    await expectAccessible(page);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('lead from a row beside a chart to the amounts that it sums up', async () => {
    const { page, context, complaints, open } = await person(browser, machine, 'manager');
    await open('/finance', 'Finance');
    const panel = page.getByRole('region', { name: 'Accounts receivable by age', exact: true });
    await panel.getByRole('link').nth(1).waitFor();
    const [, group = ''] = await panel.getByRole('link').allInnerTexts();
    await panel.getByRole('link', { name: group, exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Open receivables' }).waitFor();
    await page.getByText(`Payer group: ${group}`).waitFor();
    const groups = await page
      .getByRole('grid', { name: 'Open receivables' })
      .getByRole('gridcell', { name: group, exact: true })
      .count();
    expect(groups).toBe((await page.getByRole('grid').getByRole('row').count()) - 1);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('list every report by what it is about, and find one by a word', async () => {
    const { page, context, complaints, open } = await person(browser, machine, 'administrator');
    await open('/finance/reports', 'Reports of finance');
    await page.getByRole('navigation', { name: 'Denials' }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('aging BILL');
    await page.keyboard.press('Escape');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Aging by bill date' }).waitFor();
    expect((await rowOf(page, 'Aging by bill date', 0))['Payer group']).toBe('commercial');
    await expectAccessible(page);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('say who is told of a report by e-mail: made, paused, resumed and removed by keys', async () => {
    const { page, context, complaints, open, tabTo } = await person(browser, machine, 'finance');
    await open('/finance', 'Finance');
    await page.keyboard.press('m');
    await page.getByRole('heading', { level: 1, name: 'Schedules of reports' }).waitFor();
    await page.getByText('Nobody is told of reports by e-mail').waitFor();
    await expectAccessible(page);

    await page.keyboard.press('n');
    const dialog = page.getByRole('dialog', { name: 'New schedule' });
    await dialog
      .getByRole('combobox', { name: 'Report', exact: true })
      .selectOption({ label: 'Trial balance' });
    await dialog.getByLabel('How often').selectOption('week');
    await dialog.getByLabel('Day of the week').selectOption('friday');
    await dialog.getByText(/^Next on /).waitFor();
    await dialog.getByText('The mail', { exact: true }).click();
    await dialog.getByText('Report ready: Trial balance').waitFor();
    await expectAccessible(page);
    await tabTo('Schedule');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });

    const panel = page.getByRole('region', { name: 'Trial balance, every Friday' });
    await panel.getByText('Nothing was sent yet').waitFor();
    await expectAccessible(page);
    await tabTo('Pause Trial balance, every Friday');
    await page.keyboard.press('Enter');
    await panel.getByRole('button', { name: 'Resume Trial balance, every Friday' }).waitFor();
    await expectAccessible(page);
    await panel.getByRole('button', { name: 'Resume Trial balance, every Friday' }).click();
    await panel.getByRole('button', { name: 'Pause Trial balance, every Friday' }).waitFor();
    await panel.getByRole('button', { name: 'Remove Trial balance, every Friday' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByText('Nobody is told of reports by e-mail').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('are read from the link of a mail by who signs in first, with the days of the link', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const base = machine.webUrl.replace(/\/$/, '');
    await page.goto(
      `${base}/${machine.practiceId}/finance/reports/trial-balance?asOf=2020-02-29&from=2020-02-01&to=2020-02-29`,
    );
    await page.getByRole('button', { name: 'Sign in' }).click();
    await signInAs(page, 'finance', machine.password);
    await page.getByRole('heading', { level: 1, name: 'Trial balance' }).waitFor();
    expect(await page.getByLabel('As of').inputValue()).toBe('2020-02-29');
    expect(new URL(page.url()).search).toBe('?asOf=2020-02-29&from=2020-02-01&to=2020-02-29');
    await context.close();
  });

  test('fit a tablet', async () => {
    const { page, context, complaints, open } = await person(browser, machine, 'finance', {
      viewport: { width: 820, height: 1180 },
    });
    await open('/finance', 'Finance');
    await page.getByRole('region', { name: 'Denials by cause', exact: true }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(820);
    await expectAccessible(page);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
