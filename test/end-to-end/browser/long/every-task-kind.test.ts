import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StaffRole } from '#contracts/staff-member.ts';
import { TaskKind } from '#contracts/task-kinds.ts';
import type { Task } from '#contracts/task.ts';
import { person, type Person } from '../person.ts';
import { chromiumPath } from '../staff-machine.ts';
import { bringEveryKind } from '../task-kind-causes.ts';
import { taskKindMachine, type TaskKindMachine } from '../task-kind-machine.ts';
import type { Decided, Doing, TaskKindRow } from '../task-kind-row.ts';
import { taskKindRows } from '../task-kind-rows.ts';
import { bringWeeks, taskKindRowsOfWeeks } from '../task-kind-weeks.ts';

const reason = 'Checked with the note, the payer and the bank';
/** Nothing here takes longer but on a machine that has other work. */
const patiently = { timeout: 20_000 };

/** A kind without a row does not compile. */
const rows: Readonly<Record<TaskKind, TaskKindRow>> = { ...taskKindRows, ...taskKindRowsOfWeeks };
const ofWeeks = TaskKind.options.filter((kind) => kind in taskKindRowsOfWeeks);
const ofDays = TaskKind.options.filter((kind) => !ofWeeks.includes(kind));

test('Every kind of task has one row', () => {
  expect([...Object.keys(taskKindRows), ...Object.keys(taskKindRowsOfWeeks)].toSorted()).toEqual(
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
    const isIt = rows[kind].isIt ?? (() => true);
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

  /** To the task, from the queue in which who decides it finds it. */
  async function openFromQueue(role: StaffRole, task: Task, queue: string): Promise<Person> {
    const opened = await asRole(role);
    const { page } = opened;
    page.setDefaultTimeout(patiently.timeout);
    await page.goto(`${machine.webUrl.replace(/\/$/, '')}/${machine.practiceId}${queue}?kinds=${task.kind}`);
    await page.locator(`a[href$="${queue}/${task.taskId}"]`).click();
    return opened;
  }

  async function decide(page: Page, { does, fields }: Decided): Promise<void> {
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

  async function walk(kind: TaskKind): Promise<void> {
    const row = rows[kind];
    const task = await taskOf(kind);
    const before = await row.before?.(machine, task);
    let at: { readonly role: StaffRole; readonly person: Person } | undefined;
    for (const decided of await row.decisions(task, machine)) {
      const { by: role = row.by } = decided;
      if (at?.role !== role) {
        at = { role, person: await openFromQueue(role, task, row.queue ?? '/tasks') };
      }
      await decide(at.person.page, decided);
      expect(at.person.complaints).toEqual([]);
    }
    await at?.person.page.getByRole('heading', { level: 2, name: 'Done' }).waitFor();
    await machine.settle();
    const closed = await machine.facts.task(machine.practiceId, task.taskId);
    expect([closed.status, closed.closedBy]).toEqual(['worked', row.by]);
    await row.afterwards(machine, task, before);
    expect(at?.person.complaints).toEqual([]);
  }

  test.each(ofDays)('%s', walk, 60_000);

  describe('once weeks have passed', () => {
    beforeAll(async () => {
      // Nobody stays signed in so long.
      for (const { context } of signedIn.values()) {
        await context.close();
      }
      signedIn.clear();
      await bringWeeks(machine);
    }, 300_000);

    test.each(ofWeeks)('%s', walk, 60_000);
  });
});
