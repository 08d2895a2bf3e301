import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { deskPictures } from './front-desk-pictures.ts';
import { signInAs } from './sign-in-as.ts';
import { chromiumPath, staffMachine, type StaffMachine } from './staff-machine.ts';

/** Takes the pictures of the guides anew, of the samples on this machine: `npm run screenshots`. */
const folder = path.resolve(import.meta.dirname, '../../../docs/guides/pictures');

interface Picture {
  readonly name: string;
  readonly as: string;
  readonly address: string;
  readonly scheme?: 'dark';
  readonly size?: { readonly width: number; readonly height: number };
  readonly prepare?: (page: Page) => Promise<void>;
}

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
  await page.getByRole('spinbutton', { name: /^Chronic illness, stable/ }).fill('2');
  await page.getByRole('checkbox', { name: /^Prescription drug management/ }).check();
  await page.getByRole('region', { name: 'Level found' }).getByText('99214').first().waitFor();
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
    { name: 'accounts', as: 'manager', address: '/accounts' },
    { name: 'uploads', as: 'manager', address: '/uploads' },
    { name: 'practice', as: 'manager', address: '/practice' },
    { name: 'code-sets', as: 'coder', address: '/code-sets' },
    { name: 'audit', as: 'manager', address: '/audit' },
  ];
}

async function take(browser: Browser, machine: StaffMachine, picture: Picture): Promise<void> {
  const context = await browser.newContext({
    viewport: picture.size ?? { width: 1280, height: 820 },
    colorScheme: picture.scheme ?? 'light',
  });
  const page = await context.newPage();
  await page.goto(machine.webUrl);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await signInAs(page, picture.as, machine.password);
  await page.getByRole('navigation', { name: 'Claimwright' }).waitFor();
  await page.goto(`${machine.webUrl.replace(/\/$/, '')}/${machine.practiceId}${picture.address}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForLoadState('networkidle');
  await picture.prepare?.(page);
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: path.join(folder, `${picture.name}.png`) });
  await context.close();
}

if (chromiumPath === undefined) {
  throw new Error('Found no chromium; install the package "chromium" of the system');
}
mkdirSync(folder, { recursive: true });
const machine = await staffMachine();
const browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
try {
  for (const picture of [...(await pictures(machine)), ...(await deskPictures(machine))]) {
    await take(browser, machine, picture);
    process.stdout.write(`${picture.name}\n`);
  }
} finally {
  await browser.close();
  await machine.stop();
}
