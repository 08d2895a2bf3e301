import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StaffRole } from '#contracts/staff-member.ts';
import { TaskKind } from '#contracts/task-kinds.ts';
import type { Task } from '#contracts/task.ts';
import { person, type Person } from '../person.ts';
import { chromiumPath } from '../staff-machine.ts';
import { bringEveryKind } from '../task-kind-causes.ts';
import { taskKindMachine, type TaskKindMachine } from '../task-kind-machine.ts';
import { notYetTried, taskKindRows, type Doing } from '../task-kind-rows.ts';

const reason = 'Checked with the note, the payer and the bank';
/** Nothing here takes longer but on a machine that has other work. */
const patiently = { timeout: 20_000 };

test('Every kind of task has a row', () => {
  expect([...Object.keys(taskKindRows), ...Object.keys(notYetTried)].toSorted()).toEqual(
    TaskKind.options.toSorted(),
  );
});

describe.skipIf(chromiumPath === undefined)('In a browser, from the queue to what happens then', () => {
  let machine: TaskKindMachine;
  let browser: Browser;
  const signedIn = new Map<StaffRole, Person>();

  beforeAll(async () => {
    machine = await taskKindMachine();
    await bringEveryKind(machine);
    browser = await chromium.launch({
      executablePath: chromiumPath ?? '',
      args: ['--no-sandbox', '--disable-dev-shm-usage'],
    });
  }, 600_000);

  afterAll(async () => {
    await browser?.close();
    await machine?.stop();
  });

  async function asRole(role: StaffRole): Promise<Person> {
    const known = signedIn.get(role) ?? (await person(browser, machine, role));
    signedIn.set(role, known);
    return known;
  }

  async function taskOf(kind: TaskKind): Promise<Task> {
    const isIt = taskKindRows[kind]?.isIt ?? (() => true);
    for (const task of await machine.openTasks(kind)) {
      if (await isIt(task, machine)) {
        return task;
      }
    }
    throw new Error(`What was brought led to no ${kind} task`);
  }

  async function doIn(page: Page, [does, name, value = '']: Doing): Promise<void> {
    if (does === 'press') {
      await page.getByRole('button', { name, exact: true }).click();
      return;
    }
    if (does === 'tick') {
      await page.getByLabel(name, { exact: true }).check();
      return;
    }
    const field = page.locator('#decision-form').getByLabel(new RegExp(`^${name}(?: ?optional)?$`));
    await (does === 'choose' ? field.selectOption(value) : field.fill(value));
  }

  test.each(TaskKind.options.filter((kind) => !(kind in notYetTried)))(
    '%s',
    async (kind) => {
      const row = taskKindRows[kind];
      if (row === undefined) {
        throw new Error(`Say in the table how a ${kind} task comes about and is decided`);
      }
      const task = await taskOf(kind);
      const before = await row.before?.(machine, task);
      const { page, complaints } = await asRole(row.by);
      page.setDefaultTimeout(patiently.timeout);
      const { queue = '/tasks' } = row;
      await page.goto(`${machine.webUrl.replace(/\/$/, '')}/${machine.practiceId}${queue}?kinds=${kind}`);
      await page.locator(`a[href$="${queue}/${task.taskId}"]`).click();
      for (const { does, fields } of await row.decisions(task, machine)) {
        await page.getByRole('radio', { name: new RegExp(`^${does}`) }).check();
        const submit = page.locator('#decision-form [type=submit]');
        // The form stands there once what it begins with has come.
        await submit.waitFor();
        for (const field of fields) {
          await doIn(page, field);
        }
        const why = page.locator('#field-reason');
        if ((await why.count()) > 0 && (await why.inputValue()) === '') {
          await why.fill(reason);
        }
        await submit.click();
        await page
          .getByText(/^(?:Done|Noted)$/)
          .first()
          .waitFor();
      }
      await page.getByRole('heading', { level: 2, name: 'Done' }).waitFor();
      await machine.settle();
      const closed = await machine.facts.task(machine.practiceId, task.taskId);
      expect([closed.status, closed.closedBy]).toEqual(['worked', row.by]);
      await row.afterwards(machine, task, before);
      expect(complaints).toEqual([]);
    },
    60_000,
  );
});
