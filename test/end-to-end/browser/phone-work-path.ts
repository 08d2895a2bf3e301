import type { Browser } from 'playwright-core';
import { expect } from 'vitest';
import { expectAccessible, person } from './person.ts';
import type { StaffMachine } from './staff-machine.ts';

const dayIn = (days: number, from: Date): string =>
  new Date(from.getTime() + days * 86_400_000).toISOString().slice(0, 10);
/** As it is typed into a field for a day: month, day, year. */
const typed = (day: string): string => `${day.slice(5, 7)}${day.slice(8, 10)}${day.slice(0, 4)}`;

/** A call about a claim with a follow-up date: it is in the timeline, and puts the claim's task off until then. Answers what the browser complained of. */
export async function logCall(browser: Browser, machine: StaffMachine): Promise<readonly string[]> {
  const { page, context, complaints, open, tabTo } = await person(browser, machine, 'biller');
  const task = (await machine.facts.tasks(machine.practiceId)).find(
    ({ kind, claimId }) => claimId !== undefined && ['rejection', 'correction', 'coding'].includes(kind),
  );
  if (task?.claimId === undefined) {
    throw new Error('The samples bring no task of a claim');
  }
  await open(`/claims/${task.claimId}`, task.claimId);
  await page.keyboard.press('6');
  await page.getByRole('region', { name: 'Notes, calls and letters' }).waitFor();
  await page.keyboard.press('w');
  await page.keyboard.press('c');
  await tabTo('Who began');
  await page.keyboard.type('We');
  await tabTo('With');
  await page.keyboard.type('The payer');
  await tabTo(/^Representative/);
  await page.keyboard.type('Dana');
  await tabTo(/^Call reference number/);
  await page.keyboard.type('I-7788');
  await tabTo('What was said');
  await page.keyboard.type('They look into it');
  const followUp = dayIn(20, new Date(Date.parse(task.dueOn)));
  await tabTo(/^Follow-up date/);
  await page.keyboard.type(typed(followUp));
  await expectAccessible(page);
  await page.keyboard.press('ControlOrMeta+Enter');
  await page.getByText(/is back in the queue on/).waitFor();
  await page.getByText('call reference I-7788').waitFor();
  await expectAccessible(page);
  await page.keyboard.press('1');
  await page.getByRole('region', { name: 'Timeline' }).getByText('spoke with Dana').waitFor();
  const inQueue = (await machine.facts.tasks(machine.practiceId)).map(({ taskId }) => taskId);
  expect(inQueue).not.toContain(task.taskId);
  await context.close();
  return complaints;
}

/** A payer's claims are held and released: what waits goes on through the pipeline. Answers what the browser complained of. */
export async function holdAndRelease(browser: Browser, machine: StaffMachine): Promise<readonly string[]> {
  const { page, context, complaints, open, tabTo } = await person(browser, machine, 'manager');
  const task = (await machine.facts.tasks(machine.practiceId)).find(({ kind }) => kind === 'coverage');
  if (task?.claimId === undefined) {
    throw new Error('The samples bring no question about a coverage');
  }
  const claimId = task.claimId;
  const stateOf = async () =>
    (await machine.facts.claims(machine.practiceId)).find((known) => known.claimId === claimId)?.state;
  await open(`/claims/${claimId}`, claimId);
  await page.getByRole('button', { name: 'Hold…' }).click();
  await page.getByText('On their way and stopped by it: 1 claim').waitFor();
  await page.getByLabel('Reason').selectOption('coverage-under-review');
  await page.getByLabel(/^In your own words/).fill('The card is copied anew');
  // By the clock of the machine, which is weeks ahead of the oldest task.
  const newest = (await machine.facts.tasks(machine.practiceId))
    .map(({ openedAt }) => openedAt)
    .toSorted()
    .at(-1);
  const reviewOn = dayIn(30, new Date(Date.parse(newest ?? task.openedAt)));
  await page.getByLabel(/^Review date/).fill(reviewOn);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Hold', exact: true }).click();
  await page.getByText('Claims wait before they are submitted').waitFor();
  await page.getByRole('button', { name: 'Close' }).click();

  // Its coverage is decided, and it waits where it would be submitted.
  await open(`/tasks/${task.taskId}`, 'Coverage');
  await page.keyboard.press('2');
  await tabTo(/^Reason/);
  await page.keyboard.type('The portal shows the patient active');
  await page.keyboard.press('ControlOrMeta+Enter');
  await page.getByRole('heading', { level: 2, name: 'Done' }).waitFor();
  await machine.settle();
  await expect.poll(stateOf).toBe('on-hold');

  await page.keyboard.press('g');
  await page.keyboard.press('h');
  await page.getByRole('heading', { level: 1, name: 'Holds' }).waitFor();
  const hold = page.getByRole('region', { name: `Hold on claim ${claimId}` });
  await hold.getByText('Waiting: 1 claim').waitFor();
  await expectAccessible(page);
  await hold.getByRole('button', { name: `Release the hold on claim ${claimId}` }).click();
  await page.getByText('Goes on: 1 claim').waitFor();
  await page.getByLabel(/^In your own words/).fill('The copy is here');
  await expectAccessible(page);
  await page.keyboard.press('ControlOrMeta+Enter');
  await page.getByText('1 claim goes on.').waitFor();
  await page.getByRole('button', { name: 'Close' }).click();
  await machine.settle();
  await expect.poll(stateOf).toBe('awaiting-acknowledgement');
  await context.close();
  return complaints;
}

/** A write-off above the own limit is proposed by one person and approved by another. Answers what the browser complained of. */
export async function approveWriteOff(browser: Browser, machine: StaffMachine): Promise<readonly string[]> {
  const one = await person(browser, machine, 'payment-poster');
  const task = (await machine.facts.tasks(machine.practiceId)).find(({ kind }) => kind === 'denial');
  if (task?.claimId === undefined) {
    throw new Error('The samples bring no denial');
  }
  await one.open(`/tasks/${task.taskId}`, 'Denial');
  await one.page.getByRole('radio', { name: 'Write off' }).click();
  await one.page.getByLabel('Why it is written off').selectOption('bundled');
  await one.page.getByLabel(/^Reason/).fill('It is paid with the other service');
  await one.page.keyboard.press('ControlOrMeta+Enter');
  await one.page.getByText('somebody whose limit covers it has a task').waitFor();
  await one.context.close();

  const approval = (await machine.facts.tasks(machine.practiceId)).find(
    ({ approves }) => approves?.taskId === task.taskId,
  );
  const two = await person(browser, machine, 'manager');
  await two.open(`/tasks/${approval?.taskId ?? ''}`, 'Write-off approval');
  await expectAccessible(two.page);
  await two.page.keyboard.press('1');
  await two.tabTo(/^Reason/);
  await two.page.keyboard.type('Agreed');
  await two.page.keyboard.press('ControlOrMeta+Enter');
  await two.page.getByRole('heading', { level: 2, name: 'Done' }).waitFor();
  await machine.settle();
  const left = new Set((await machine.facts.tasks(machine.practiceId)).map(({ taskId }) => taskId));
  expect([left.has(task.taskId), left.has(approval?.taskId ?? task.taskId)]).toEqual([false, false]);
  await two.context.close();
  return [...one.complaints, ...two.complaints];
}
