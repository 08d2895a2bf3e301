import { mkdirSync } from 'node:fs';
import { chromium, type Page } from 'playwright-core';
import { deskPictures } from './front-desk-pictures.ts';
import { financePictures } from './finance-pictures.ts';
import { bringMoney, moneyPictures } from './money-pictures.ts';
import { chromiumPath, staffMachine, type StaffMachine } from './staff-machine.ts';
import { pictureFolder, takePicture, type Picture } from './take-picture.ts';
import { bringEveryKind } from './task-kind-causes.ts';
import { taskKindMachine } from './task-kind-machine.ts';

/** Takes the pictures of the guides anew, of the samples on this machine: `npm run screenshots`. */

async function choose(page: Page): Promise<void> {
  await page.getByRole('radio').first().waitFor();
  await page.keyboard.press('1');
  await page.locator('#decision-form').waitFor();
}

const wide = { width: 1440, height: 900 };

/** A visit as it looks halfway: a suggestion is taken, another looked at, and the scrubber has something to say. */
async function code(page: Page): Promise<void> {
  await page.getByRole('region', { name: 'Suggested codes' }).getByRole('listitem').first().waitFor();
  await page.keyboard.press('.');
  await page.keyboard.press('a');
  for (const [line, procedure, charge] of [
    [1, '99213', '160.00'],
    [2, '20610', '185.00'],
  ] as const) {
    await page.keyboard.press('l');
    await page.getByLabel(`Code of line ${line}`).fill(procedure);
    await page.getByLabel(`Charge of line ${line}`).fill(charge);
    await page.keyboard.press('Escape');
  }
  await page.getByRole('region', { name: 'Scrub report of the draft' }).getByText(/hold/).first().waitFor();
}

/** The level of a visit, counted. */
async function level(page: Page): Promise<void> {
  await page.getByRole('region', { name: 'Suggested codes' }).waitFor();
  await page.keyboard.press('e');
  await page.getByRole('combobox', { name: /^Patient/ }).selectOption('established');
  await page.getByRole('spinbutton', { name: /^Chronic illness, stable/ }).fill('2');
  await page.getByRole('checkbox', { name: /^Prescription drug management/ }).check();
  await page
    .getByRole('region', { name: 'Level found' })
    .getByText(/^992[01]4/)
    .first()
    .waitFor();
  await page.evaluate(`document.querySelector('#visit-level')?.scrollIntoView()`);
}

function tab(name: string): (page: Page) => Promise<void> {
  return async (page) => {
    await page.getByRole('tab', { name }).click();
  };
}

async function pictures({ facts, practiceId }: StaffMachine): Promise<Picture[]> {
  const tasks = await facts.tasks(practiceId);
  const taskOf = (kind: string) => `/tasks/${tasks.find((task) => task.kind === kind)?.taskId ?? ''}`;
  const denied = `/claims/${tasks.find(({ kind }) => kind === 'denial')?.claimId ?? ''}`;
  return [
    { name: 'tasks', as: 'biller', address: '/tasks', prepare: (page) => page.keyboard.press('j') },
    { name: 'tasks-dark', as: 'biller', address: '/tasks', scheme: 'dark' },
    {
      name: 'tasks-tablet',
      as: 'biller',
      address: '/tasks',
      size: { width: 820, height: 1180 },
    },
    { name: 'keys', as: 'biller', address: '/tasks', prepare: (page) => page.keyboard.press('?') },
    { name: 'task-correction', as: 'biller', address: taskOf('correction'), prepare: choose },
    { name: 'coding', as: 'coder', address: taskOf('coding'), size: wide, prepare: code },
    { name: 'coding-level', as: 'coder', address: taskOf('coding'), prepare: level },
    { name: 'task-denial', as: 'biller', address: taskOf('denial'), prepare: choose },
    { name: 'task-denial-dark', as: 'biller', address: taskOf('denial'), scheme: 'dark', prepare: choose },
    { name: 'claims', as: 'biller', address: '/claims' },
    { name: 'claim', as: 'biller', address: denied },
    { name: 'claim-money', as: 'biller', address: denied, prepare: tab('Money') },
    { name: 'claim-scrub', as: 'biller', address: denied, prepare: tab('Scrub report') },
    { name: 'claim-files', as: 'biller', address: denied, prepare: tab('Files and answers') },
    { name: 'claim-documents', as: 'biller', address: denied, prepare: tab('Documents') },
    {
      name: 'claim-log',
      as: 'biller',
      address: denied,
      prepare: async (page) => {
        await tab('Notes and calls')(page);
        await page.keyboard.press('w');
        await page.keyboard.press('c');
        await page.getByLabel('Representative').waitFor();
      },
    },
    {
      name: 'hold',
      as: 'manager',
      address: denied,
      prepare: async (page) => {
        await page.getByRole('button', { name: 'Hold…' }).click();
        await page.getByRole('dialog').waitFor();
      },
    },
    { name: 'accounts', as: 'manager', address: '/accounts' },
    { name: 'uploads', as: 'manager', address: '/uploads' },
    { name: 'practice', as: 'manager', address: '/practice' },
    { name: 'code-sets', as: 'coder', address: '/code-sets' },
  ];
}

if (chromiumPath === undefined) {
  throw new Error('Found no chromium; install the package "chromium" of the system');
}
mkdirSync(pictureFolder, { recursive: true });
const browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });

/** Only those of these names, where any are given. */
const wanted = new Set(process.argv.slice(2));

async function takeAll(machine: StaffMachine, all: readonly Picture[]): Promise<void> {
  for (const picture of all.filter(({ name }) => wanted.size === 0 || wanted.has(name))) {
    try {
      await takePicture(browser, machine, picture);
      process.stdout.write(`${picture.name}\n`);
    } catch (error) {
      // The others are taken all the same.
      process.exitCode = 1;
      process.stdout.write(`${picture.name} was not taken: ${String(error)}\n`);
    }
  }
}

try {
  const machine = await staffMachine();
  try {
    await takeAll(machine, [
      ...(await pictures(machine)),
      ...(await deskPictures(machine)),
      ...financePictures,
    ]);
  } finally {
    await machine.stop();
  }
  const busy = await taskKindMachine();
  try {
    await bringEveryKind(busy);
    await bringMoney(busy);
    await takeAll(busy, await moneyPictures(busy));
  } finally {
    await busy.stop();
  }
} finally {
  await browser.close();
}
