import type { Browser } from 'playwright-core';
import { expect } from 'vitest';
import { person } from './person.ts';
import type { StaffMachine } from './staff-machine.ts';

/** The scrubber looks at what is typed once the typing pauses. */
const patiently = { timeout: 20_000 };

/**
 * A visit is coded by the keyboard alone: from its note, a suggestion and what the scrubber says. Answers what the browser
 * complained of.
 */
export async function codeByKeyboard(browser: Browser, machine: StaffMachine): Promise<readonly string[]> {
  const { page, context, complaints, open, tabTo } = await person(browser, machine, 'coder');
  const task = (await machine.facts.tasks(machine.practiceId)).find(
    ({ kind, why }) => kind === 'coding' && why.includes('2026-10-08'),
  );
  if (task === undefined) {
    throw new Error('The samples bring no visit of 2026-10-08 to be coded');
  }
  const { taskId, claimId } = task;
  await open(`/tasks/${taskId}`, 'Coding');
  const note = page.getByRole('region', { name: 'Note of the visit' });
  const diagnosis = page.getByLabel('Diagnosis 1', { exact: true });
  await note.getByText('lifting boxes in August').waitFor();
  await page.getByRole('region', { name: 'Suggested codes' }).getByText('M54.5').first().waitFor();

  // The next suggestion is marked where the note says it, and taken by a key.
  await page.keyboard.press('.');
  await note.locator('mark[data-current=true]').first().waitFor();
  await page.keyboard.press('a');
  await expect.poll(() => diagnosis.inputValue(), patiently).toMatch(/^M54\.5/);
  const suggested = await diagnosis.inputValue();

  // A retired code holds the claim, at its line, until it is another one.
  await page.keyboard.press('l');
  await page.keyboard.type('99201');
  const line = page.locator('[data-line="0"]');
  await line.getByText('Holds the claim.').first().waitFor();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('office visit');
  const found = page.getByRole('listbox', { name: 'Code of line 1, codes found' });
  await found.getByRole('option').first().waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('99213');
  await tabTo('Dx of line 1');
  await page.keyboard.press('1');
  await page.keyboard.press('1');
  expect(await page.getByLabel('Dx of line 1').inputValue()).toBe('1');
  await tabTo('Charge of line 1');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('160.00');
  await expect.poll(() => line.getByText('Holds the claim.').count(), patiently).toBe(0);

  // The level of the visit, from what the note shows.
  await page.keyboard.press('Escape');
  await page.keyboard.press('e');
  await tabTo(/^Patient/);
  await page.keyboard.type('Established');
  await tabTo(/^Chronic illness, stable/);
  await page.keyboard.type('1');
  await tabTo(/^Over-the-counter drug/);
  await page.keyboard.press('Space');
  await page
    .getByRole('region', { name: 'Level found' })
    .getByText(/992[01]3/)
    .first()
    .waitFor();

  await page.keyboard.press('ControlOrMeta+Enter');
  await page.getByRole('heading', { level: 2, name: 'Done' }).waitFor();
  await machine.settle();
  const claim = (await machine.facts.claims(machine.practiceId)).find((known) => known.claimId === claimId);
  expect(claim?.diagnoses).toEqual([suggested]);
  expect(claim?.lines.map(({ code, chargeCents }) => [code, chargeCents])).toEqual([['99213', 16_000]]);
  expect(claim?.state).not.toBe('awaiting-coding');
  await context.close();
  return complaints;
}
