import type { Browser } from 'playwright-core';
import { expect } from 'vitest';
import type { Claim } from '#contracts/claim.ts';
import { PlainDate } from '#contracts/dates.ts';
import { addDays } from '#domain/calendar/plain-date.ts';
import { expectAccessible, person } from './person.ts';
import type { StaffMachine } from './staff-machine.ts';

/** A claim of the samples of which the patient owes something, and the day on which it came to be owed. */
async function owedByPatient({ facts, practiceId }: StaffMachine): Promise<Claim> {
  const [first] = await facts.ledgerDays(practiceId, {});
  const postings = first === undefined ? [] : await facts.postingsOfDay(practiceId, first.postingDate);
  const found = postings.find(({ legs }) =>
    legs.some(({ account, amountCents }) => account === 'patient-receivable' && amountCents > 0),
  );
  const claim = (await facts.claims(practiceId)).find(({ claimId }) => claimId === found?.claimId);
  if (claim === undefined) {
    throw new Error('The samples have no claim of which the patient owes anything');
  }
  return claim;
}

/**
 * A batch is typed until its totals tie, posted, some of its money applied to a claim and taken back from it, and the
 * batch is taken back. Answers what the browser complained of.
 */
export async function enterAndTakeBack(browser: Browser, machine: StaffMachine): Promise<readonly string[]> {
  const { claimId, patient } = await owedByPatient(machine);
  const { page, context, complaints, open, tabTo } = await person(browser, machine, 'payment-poster');
  await open('/tasks', 'Tasks');
  await page.keyboard.press('g');
  await page.keyboard.press('b');
  await page.getByRole('heading', { level: 1, name: 'Payment batches' }).waitFor();
  await page.keyboard.press('n');
  await page.getByRole('heading', { level: 1, name: 'Enter a batch' }).waitFor();
  await page.getByLabel('Name').fill('front desk 1');
  await page.getByLabel('What it is').selectOption('desk');
  await page.getByLabel('Items stated').fill('2');
  await page.getByLabel('Total stated').fill('75.00');
  await tabTo(/^Patient payment/);
  await page.keyboard.press('Enter');
  const one = page.getByRole('region', { name: 'Item 1: Patient payment' });
  await one.getByRole('button', { name: 'Add another' }).click();
  // The check names the patient, and nobody knows ids by heart.
  await one.getByRole('button', { name: 'Find a claim by its patient, for Claims, number 1' }).click();
  const finder = page.getByRole('dialog');
  await finder.getByLabel('Last name').fill(patient.lastName);
  await finder.getByLabel('Born').fill(patient.birthDate);
  await page.keyboard.press('Enter');
  await finder
    .getByRole('button', { name: /^Patient / })
    .first()
    .click();
  await finder.getByRole('button', { name: `Take claim ${claimId}` }).waitFor();
  await expectAccessible(page);
  await finder.getByRole('button', { name: `Take claim ${claimId}` }).click();
  await finder.waitFor({ state: 'detached' });
  expect(await one.getByLabel('Claims, number 1', { exact: true }).inputValue()).toBe(claimId);
  await one.getByLabel('Paid by').selectOption('cash');
  await one.getByLabel('Amount').fill('25.00');
  await tabTo(/^Unapplied/);
  await page.keyboard.press('Enter');
  const two = page.getByRole('region', { name: 'Item 2: Unapplied' });
  await two.getByLabel('Paid by').selectOption('cash');
  await two.getByLabel('Amount').fill('40.00');
  await page.keyboard.press('ControlOrMeta+Enter');
  await two.getByText('Fill this in').waitFor();
  await two.getByLabel('What is known of it').fill('Envelope under the door');
  await page.getByText('its items make $65.00; the difference is -$10.00').waitFor();
  await expectAccessible(page);
  await two.getByLabel('Amount').fill('50.00');
  await page.keyboard.press('ControlOrMeta+Enter');
  await page.getByRole('heading', { level: 1, name: 'front desk 1' }).waitFor();
  await page.getByText('Each of its items is posted').waitFor();
  await expectAccessible(page);

  const dialog = page.getByRole('dialog');
  await page.keyboard.press('a');
  await dialog.getByLabel('Claim', { exact: true }).fill(claimId);
  await dialog.getByLabel(/^Amount/).fill('10.00');
  await expectAccessible(page);
  await page.keyboard.press('ControlOrMeta+Enter');
  await dialog.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: `Take back from ${claimId}` }).click();
  await dialog.getByLabel('Reason').fill('It was for the other visit');
  await page.keyboard.press('ControlOrMeta+Enter');
  await dialog.getByRole('button', { name: 'Close' }).click();
  await page.getByText('Nothing of it is applied yet').waitFor();

  await page.keyboard.press('b');
  await dialog.getByLabel('Reason').fill('Keyed twice');
  await page.keyboard.press('ControlOrMeta+Enter');
  await dialog.getByText('“front desk 1” is taken back').waitFor();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await page.getByText('Postings that correct its own took all of it back').waitFor();
  await context.close();
  const batches = await machine.facts.report({ report: 'batches', practiceId: machine.practiceId });
  // The desk has batches of its own.
  const own =
    batches.outcome === 'batches' ? batches.batches.filter(({ name }) => name === 'front desk 1') : [];
  const states = own.map(({ state }) => state);
  expect(states).toEqual(['taken-back']);
  return complaints;
}

/** The administrator lets one more person work as a manager too. */
async function makeManager(browser: Browser, machine: StaffMachine, user: string, name: string) {
  const { page, context, complaints, open } = await person(browser, machine, 'administrator');
  await open(`/staff/${user}`, name);
  await page.getByRole('checkbox', { name: 'Manager' }).check();
  const saved = page.waitForResponse((answer) => answer.request().method() !== 'GET');
  await page.getByRole('button', { name: 'Save' }).click();
  expect((await saved).ok()).toBe(true);
  await context.close();
  return complaints;
}

/**
 * A manager closes the days that are totalled and asks for one of them to be opened again, which nobody can alone; another
 * manager agrees, and the books stand open from that day on. Answers what the browsers complained of.
 */
export async function closeAndReopen(browser: Browser, machine: StaffMachine): Promise<readonly string[]> {
  const days = await machine.facts.ledgerDays(machine.practiceId, {});
  const totalled = days.filter(({ totalledAt }) => totalledAt !== undefined).map((day) => day.postingDate);
  const day = PlainDate.parse(totalled.at(-1));
  const books = async () => await machine.facts.report({ report: 'periods', practiceId: machine.practiceId });
  const first = await person(browser, machine, 'manager');
  await first.open('/closing', 'Day and month close');
  await first.page.getByLabel('Day to close').fill(day);
  await first.page.getByText('Nothing on its day sheet keeps the day open').waitFor();
  await expectAccessible(first.page);
  await first.page.getByRole('button', { name: 'Close the day' }).click();
  await first.page.getByText(/closed .* and every open day before it/).waitFor();
  await first.page.getByLabel('First day to open').fill(day);
  await first.page.getByLabel('Reason').fill('A check was forgotten');
  await first.page.getByRole('button', { name: 'Ask to open it again' }).click();
  await first.page.getByText(/asked to open .* again: “A check was forgotten”/).waitFor();
  await first.page.getByText('Another manager must agree; until then they stay closed.').waitFor();
  expect(await first.page.getByRole('button', { name: /^Agree and open/ }).count()).toBe(0);
  await expectAccessible(first.page);
  await first.context.close();
  expect(await books()).toMatchObject({ book: { closedThrough: day, reopening: { from: day } } });

  const promoted = await makeManager(browser, machine, 'finance', 'Felix Amundsen');
  const second = await person(browser, machine, 'finance');
  await second.open('/closing', 'Day and month close');
  await second.page.getByText(/asks to open .* and the days after it again/).waitFor();
  await expectAccessible(second.page);
  await second.page.getByRole('button', { name: /^Agree and open/ }).click();
  await second.page.getByText(/agreed, and .* and the days after it are open again/).waitFor();
  await second.context.close();
  const after = await books();
  const book = after.outcome === 'periods' ? after.book : undefined;
  expect([book?.closedThrough, book?.reopening]).toEqual([addDays(day, -1), undefined]);
  return [...first.complaints, ...promoted, ...second.complaints];
}
