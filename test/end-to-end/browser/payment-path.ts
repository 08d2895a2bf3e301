import type { Browser } from 'playwright-core';
import { expect } from 'vitest';
import { expectAccessible, person } from './person.ts';
import type { StaffMachine } from './staff-machine.ts';

/** A claim of the samples of which the patient owes something, and the day on which it came to be owed. */
async function owedByPatient({ facts, practiceId }: StaffMachine): Promise<string> {
  const [first] = await facts.ledgerDays(practiceId, {});
  const postings = first === undefined ? [] : await facts.postingsOfDay(practiceId, first.postingDate);
  const found = postings.find(({ legs }) =>
    legs.some(({ account, amountCents }) => account === 'patient-receivable' && amountCents > 0),
  );
  if (found?.claimId === undefined) {
    throw new Error('The samples have no claim of which the patient owes anything');
  }
  return found.claimId;
}

/**
 * A batch is typed until its totals tie, posted, some of its money applied to a claim and taken back from it, and the
 * batch is taken back. Answers what the browser complained of.
 */
export async function enterAndTakeBack(browser: Browser, machine: StaffMachine): Promise<readonly string[]> {
  const claimId = await owedByPatient(machine);
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
  await one.getByLabel('Claims, number 1').fill(claimId);
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
  await dialog.getByLabel('Claim').fill(claimId);
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
  const states = batches.outcome === 'batches' ? batches.batches.map(({ state }) => state) : [];
  expect(states).toEqual(['taken-back']);
  return complaints;
}

/** A manager closes the days that are totalled, and asks for one of them to be opened again, which nobody can alone. */
export async function closeAndReopen(browser: Browser, machine: StaffMachine): Promise<readonly string[]> {
  const days = await machine.facts.ledgerDays(machine.practiceId, {});
  const totalled = days.filter(({ totalledAt }) => totalledAt !== undefined).map((day) => day.postingDate);
  const day = totalled.at(-1) ?? '';
  const { page, context, complaints, open } = await person(browser, machine, 'manager');
  await open('/closing', 'Day and month close');
  await page.getByLabel('Day to close').fill(day);
  await page.getByText('Nothing on its day sheet keeps the day open').waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Close the day' }).click();
  await page.getByText(/closed .* and every open day before it/).waitFor();
  await page.getByLabel('First day to open').fill(day);
  await page.getByLabel('Reason').fill('A check was forgotten');
  await page.getByRole('button', { name: 'Ask to open it again' }).click();
  await page.getByText(/asked to open .* again: “A check was forgotten”/).waitFor();
  await expectAccessible(page);
  await context.close();
  const periods = await machine.facts.report({ report: 'periods', practiceId: machine.practiceId });
  expect(periods).toMatchObject({ book: { closedThrough: day, reopening: { from: day } } });
  return complaints;
}
