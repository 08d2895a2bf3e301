import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TaskKind } from '#contracts/task-kinds.ts';
import { codeByKeyboard } from './coding-path.ts';
import { walkFrontDesk } from './front-desk-path.ts';
import { expectAccessible, person } from './person.ts';
import { approveWriteOff, holdAndRelease, logCall } from './phone-work-path.ts';
import { closeAndReopen, enterAndTakeBack } from './payment-path.ts';
import { signInAs } from './sign-in-as.ts';
import { chromiumPath, staffMachine, type StaffMachine } from './staff-machine.ts';

const reason = 'Checked with the note of the visit';

describe.skipIf(chromiumPath === undefined)('The application of staff, in a browser', () => {
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

  /** An open task of a kind, whose reason to be has these words. */
  async function openTask(kind: TaskKind, words = ''): Promise<{ taskId: string; claimId: string }> {
    const found = (await machine.facts.tasks(machine.practiceId)).find(
      (task) => task.kind === kind && task.why.includes(words),
    );
    if (found?.claimId === undefined) {
      throw new Error(`The samples bring no open ${kind} task about "${words}"`);
    }
    return { taskId: found.taskId, claimId: found.claimId };
  }

  test('lets a person in by the sign-in page, knows the person after a reload, and keeps nothing of patients in the browser', async () => {
    const { page, context, complaints, open } = await person(browser, machine, 'biller');
    await page.getByRole('heading', { level: 1, name: 'Tasks' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Tasks' }).waitFor();
    const { claimId } = await openTask('denial');
    await open(`/claims/${claimId}`, claimId);
    const kept = await page.evaluate('Object.keys(localStorage).concat(Object.keys(sessionStorage))');
    expect(kept).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('lets a claim be corrected by the keyboard alone, from the queue to the scrubber', async () => {
    const { page, context, complaints, open, tabTo } = await person(browser, machine, 'biller');
    const { taskId, claimId } = await openTask('correction', 'M54.5');
    await open('/tasks', 'Tasks');
    await page.keyboard.press('/');
    await page.keyboard.type('M54.5');
    await page.keyboard.press('Enter');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/tasks/${taskId}`);
    await page.getByRole('radio', { name: 'Correct the claim' }).waitFor();
    await page.keyboard.press('1');
    await tabTo('Change diagnoses');
    await page.keyboard.press('Enter');
    await tabTo('Diagnosis 1');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('m54.50');
    await tabTo(/^Reason/);
    await page.keyboard.type(reason);
    await page.keyboard.press('ControlOrMeta+Enter');
    await page.getByRole('heading', { level: 2, name: 'Done' }).waitFor();
    await machine.settle();
    const claim = (await machine.facts.claims(machine.practiceId)).find((known) => known.claimId === claimId);
    expect(claim?.diagnoses[0]).toBe('M54.50');
    expect(claim?.state).not.toBe('awaiting-correction');
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('lets a visit be coded by the keyboard alone: from its note, a suggestion and what the scrubber says', async () => {
    expect(await codeByKeyboard(browser, machine)).toEqual([]);
  });

  test('lets a patient be registered, checked in and charged by the keyboard alone', async () => {
    expect(await walkFrontDesk(browser, machine)).toEqual([]);
  }, 180_000);

  test('says what would become of each of several tasks that are chosen by keys', async () => {
    const { page, context, complaints, open } = await person(browser, machine, 'biller');
    await open('/tasks', 'Tasks');
    for (const key of ['j', 'x', 'j', 'X']) {
      await page.keyboard.press(key);
    }
    await page.getByText('2 tasks chosen').waitFor();
    const dialog = page.getByRole('dialog');
    await page.keyboard.press('t');
    await dialog.waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('This would be done with all 2 tasks').waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await page.keyboard.press('b');
    await dialog.waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('This would be done with 0 of 2 tasks').waitFor();
    expect(await page.getByText('Nobody has it in hand').count()).toBe(2);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('says beside each field what is missing, and hands nothing in', async () => {
    const { page, context, open } = await person(browser, machine, 'biller');
    const { taskId } = await openTask('denial');
    await open(`/tasks/${taskId}`, 'Denial');
    await page.getByRole('radio', { name: 'Write off' }).check();
    await page.getByRole('button', { name: 'Write off' }).click();
    await page.getByText('Choose one').waitFor();
    await page.getByText('Fill this in').waitFor();
    expect(await page.locator(':focus').getAttribute('id')).toBe('field-writeOffReason');
    await context.close();
  });

  test('tells the second of two who decide one task what the first has done, and keeps what was typed', async () => {
    const first = await person(browser, machine, 'biller');
    const second = await person(browser, machine, 'manager');
    const { taskId } = await openTask('rejection');
    for (const { page, open } of [first, second]) {
      await open(`/tasks/${taskId}`, 'Rejection');
      await page.getByRole('radio', { name: 'Correct and send again' }).check();
      await page.getByLabel('Reason').fill(reason);
    }
    await Promise.all(
      [first, second].map(({ page }) => page.getByRole('button', { name: 'Correct and send again' }).click()),
    );
    const outcomes = await Promise.all(
      [first, second].map(async ({ page }) => {
        const done = page.getByRole('heading', { level: 2, name: 'Done' });
        const refused = page.getByText('This could not be done; nothing was changed');
        await done.or(refused).first().waitFor();
        return (await done.isVisible()) ? 'done' : 'refused';
      }),
    );
    expect(outcomes.toSorted()).toEqual(['done', 'refused']);
    const loser = outcomes[0] === 'refused' ? first : second;
    await loser.page.getByText(/worked this task .*: Correct and send again/).waitFor();
    expect(await loser.page.getByLabel('Reason').inputValue()).toBe(reason);
    await first.context.close();
    await second.context.close();
  });

  test('asks to sign in again when the session has ended, and keeps what was typed', async () => {
    const { page, context, open } = await person(browser, machine, 'biller');
    const { taskId } = await openTask('denial');
    await open(`/tasks/${taskId}`, 'Denial');
    await page.getByRole('radio', { name: 'Appeal' }).check();
    await page.getByLabel('Reason').fill(reason);
    await page.route('**/api/practices/**', async (route) => {
      await route.fulfill({ status: 401, json: { message: 'Unauthorized' } });
    });
    await page.getByRole('button', { name: 'Appeal' }).click();
    await page.getByRole('heading', { name: 'Your session has ended' }).waitFor();
    expect(await page.getByText(reason).count()).toBe(0);
    await page.unroute('**/api/practices/**');
    await page.getByRole('button', { name: 'Sign in again' }).click();
    await page.getByRole('heading', { level: 1, name: 'Denial' }).waitFor();
    await page.getByLabel('Reason').waitFor();
    expect(await page.getByLabel('Reason').inputValue()).toBe(reason);
    await context.close();
  });

  test('warns a person who does nothing for 14 minutes, and signs the person out after 15', async () => {
    const { page, context } = await person(browser, machine, 'biller');
    await page.clock.install();
    await page.getByRole('heading', { level: 1, name: 'Tasks' }).waitFor();
    await page.mouse.move(10, 10);
    await page.clock.runFor(14 * 60_000 + 5000);
    await page.getByRole('heading', { name: 'Are you still there?' }).waitFor();
    await page.clock.runFor(60_000);
    await page.getByRole('heading', { name: 'You were signed out' }).waitFor();
    // Neither a reload nor the session of the sign-in page lets anybody in again without the password.
    await page.reload();
    await page.getByRole('heading', { name: 'You were signed out' }).waitFor();
    const beside = context.waitForEvent('page');
    await page.getByRole('button', { name: 'Sign in again' }).click();
    await signInAs(await beside, 'biller', machine.password);
    await page.getByRole('heading', { level: 1, name: 'Tasks' }).waitFor();
    expect(page.url()).toContain(`/${machine.practiceId}/tasks`);
    await context.close();
  });

  test('shows a person of another practice nothing of this one', async () => {
    const { page, context } = await person(browser, machine, 'birch-manager');
    const { claimId } = await openTask('denial');
    await page.goto(`${machine.webUrl.replace(/\/$/, '')}/${machine.practiceId}/claims/${claimId}`);
    await page.waitForURL('**/birch-lane/**');
    expect(await page.getByText(claimId).count()).toBe(0);
    await context.close();
  });

  describe('is accessible, and the browser has nothing to complain of', () => {
    test.each([
      ['by light, on a desk', { colorScheme: 'light' }],
      ['by dark, on a tablet', { colorScheme: 'dark', viewport: { width: 820, height: 1180 } }],
    ] as const)(
      '%s',
      async (_, options) => {
        const { page, context, complaints, open } = await person(browser, machine, 'manager', options);
        const denial = await openTask('denial');
        const coding = await openTask('coding').catch(() => denial);
        await open('/tasks', 'Tasks');
        await expectAccessible(page);
        await page.keyboard.press('?');
        await page.getByRole('dialog').waitFor();
        await expectAccessible(page);
        await page.keyboard.press('Escape');
        for (const { taskId } of [denial, coding]) {
          await page.goto(`${machine.webUrl.replace(/\/$/, '')}/${machine.practiceId}/tasks/${taskId}`);
          await page.getByRole('radio').first().waitFor();
          await page.keyboard.press('1');
          await page.locator('#decision-form').waitFor();
          await expectAccessible(page);
        }
        await open('/claims', 'Claims');
        await expectAccessible(page);
        await open(`/claims/${denial.claimId}`, denial.claimId);
        for (const tab of ['Money', 'Scrub report', 'Files and answers', 'Documents']) {
          await page.getByRole('tab', { name: tab }).click();
          await page.getByRole('tabpanel').waitFor();
          await expectAccessible(page);
        }
        for (const [address, heading] of [
          ['/accounts', 'Patient accounts'],
          ['/remittances', 'Remittances'],
          ['/batches', 'Payment batches'],
          ['/takebacks', 'Takebacks'],
          ['/refunds', 'Credit balances and refunds'],
          ['/bank', 'Bank'],
          ['/uploads', 'Uploads'],
          ['/closing', 'Day and month close'],
          ['/reports', 'Reports'],
          ['/reports/aging', 'Aging'],
          ['/reports/unbilled', 'Unbilled'],
          ['/reports/unapplied', 'Unapplied cash'],
          ['/reports/deposits', 'Deposits'],
          ['/reports/day-sheet', 'Day sheet'],
          ['/reports/month-end', 'Month-end trial balance'],
          ['/reports/underpayments', 'Underpayments'],
          ['/reports/late-payments', 'Late payments'],
          ['/reports/coding-accuracy', 'Coding accuracy'],
          ['/code-sets', 'Code sets'],
          ['/practice', 'Practice'],
          ['/audit', 'Audit trail'],
          ['/staff', 'Staff'],
          ['/nowhere', 'Not found'],
        ] as const) {
          await open(address, heading);
          await expectAccessible(page);
        }
        const isTooWide = await page.evaluate(
          'document.documentElement.scrollWidth > document.documentElement.clientWidth',
        );
        expect(isTooWide).toBe(false);
        expect(complaints).toEqual([]);
        await context.close();
      },
      240_000,
    );

    test('while a call is logged', async () => {
      expect(await logCall(browser, machine)).toEqual([]);
    }, 120_000);

    test('while a claim is held and released', async () => {
      expect(await holdAndRelease(browser, machine)).toEqual([]);
    }, 120_000);

    test('while a second person approves a write-off', async () => {
      expect(await approveWriteOff(browser, machine)).toEqual([]);
    }, 120_000);

    test('while a batch of payments is entered and taken back', async () => {
      expect(await enterAndTakeBack(browser, machine)).toEqual([]);
    }, 120_000);

    test('while days are closed, one is asked to be opened again, and a second manager agrees', async () => {
      expect(await closeAndReopen(browser, machine)).toEqual([]);
    }, 120_000);

    test('before anybody has signed in', async () => {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(machine.webUrl);
      await page.getByRole('button', { name: 'Sign in' }).waitFor();
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await signInAs(page, 'biller', 'not the password');
      expect(await page.getByRole('alert').textContent()).toMatch(/password/i);
      await context.close();
    });
  });
});
