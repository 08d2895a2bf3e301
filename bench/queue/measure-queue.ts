import { chromium, type Browser, type Page } from 'playwright-core';
import * as z from 'zod';
import { samplePractice } from '../../local/cli/samples.ts';
import { loadSampleStaff } from '../../local/cli/sample-staff.ts';
import { fillTables, withBenchRuntime } from '../bench-runtime.ts';
import { benchPerson, generateTask } from './generate-tasks.ts';

/** How long one question to the API took, over its repetitions. */
export interface MeasuredQuestion {
  readonly name: string;
  readonly medianMilliseconds: number;
  /** 19 of 20 were faster. */
  readonly slowMilliseconds: number;
  readonly tasks: number;
  readonly bytes: number;
}

export interface MeasuredQueue {
  readonly tasks: number;
  readonly questions: readonly MeasuredQuestion[];
  /**
   * From the address typed in to a list whose first row takes a key, in a browser of the system with an empty cache of
   * answers; the person's session is there.
   */
  readonly browserMilliseconds: number;
  /** Kibibytes that the browser took for it, as they came over the wire. */
  readonly browserKibibytes: number;
}

const repetitions = 41;
const warmUps = 10;
const openings = 7;
/** The page of the application asks for so many at once. */
const pageLimit = 200;
/** A transaction takes at most a hundred items; a task is one. */
const tasksInCommit = 50;

/** Fills a machine with so many open tasks, and asks for its queue as the application does. */
export async function measureQueue(tasks: number): Promise<MeasuredQueue> {
  return await withBenchRuntime({ payer: false }, async (opened) => {
    const { runtime, target } = opened;
    await fillTables(
      opened,
      Math.ceil(tasks / tasksInCommit),
      (number) =>
        Array.from({ length: Math.min(tasksInCommit, tasks - (number - 1) * tasksInCommit) }, (_, index) => ({
          kind: 'open-task' as const,
          task: generateTask((number - 1) * tasksInCommit + index + 1),
        })),
      4,
    );
    const staff = await loadSampleStaff(runtime, target);
    if (staff === undefined || runtime.webUrl === undefined) {
      throw new Error('The templates have no application to measure');
    }
    const browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] });
    try {
      const { page, token } = await signedIn(browser, runtime.webUrl, staff.password);
      const questions: MeasuredQuestion[] = [];
      for (const [name, search] of await questionsOf(runtime.webUrl, token)) {
        questions.push(await ask(name, new URL(search, runtime.webUrl), token));
      }
      return { tasks, questions, ...(await openPage(page, runtime.webUrl)) };
    } finally {
      await browser.close();
    }
  });
}

/** Where Debian's package puts it, unless `CHROMIUM` says another place. */
function chromiumPath(): string {
  return process.env['CHROMIUM'] ?? '/usr/bin/chromium';
}

async function signedIn(
  browser: Browser,
  webUrl: string,
  password: string,
): Promise<{ readonly page: Page; readonly token: string }> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 820 } });
  await page.goto(webUrl);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('User name').fill(benchPerson);
  await page.getByLabel('Password').fill(password);
  const asked = page.waitForRequest((request) => request.url().includes('/tasks?'));
  await page.getByRole('button', { name: 'Sign in' }).click();
  const token = (await (await asked).allHeaders())['authorization'] ?? '';
  await page.getByRole('heading', { level: 1, name: 'Tasks' }).waitFor();
  return { page, token };
}

/** Each order and each filter of the queue, and what comes after the first page. */
async function questionsOf(webUrl: string, token: string): Promise<readonly (readonly [string, string])[]> {
  const queue = `/api/practices/${samplePractice().practiceId}/tasks?limit=${pageLimit}`;
  const first = await fetch(new URL(`${queue}&order=priority`, webUrl), {
    headers: { authorization: token },
  });
  const { next } = z.object({ next: z.string() }).parse(await first.json());
  return [
    ['all, due first', `${queue}&order=due`],
    ['all, worth most first', `${queue}&order=priority`],
    ['its second page', `${queue}&order=priority&next=${encodeURIComponent(next)}`],
    ['denials, worth most first', `${queue}&order=priority&kinds=denial`],
    ['three kinds, due first', `${queue}&order=due&kinds=denial,correction,rejection`],
    ['mine, worth most first', `${queue}&order=priority&owner=${benchPerson}`],
    ['my denials, due first', `${queue}&order=due&kinds=denial&owner=${benchPerson}`],
    ['put off', `${queue}&list=asleep`],
    ['the first 50', `${queue.replace(String(pageLimit), '50')}&order=priority`],
  ];
}

const Listed = z.object({ tasks: z.array(z.unknown()) });

async function ask(name: string, url: URL, token: string): Promise<MeasuredQuestion> {
  const times: number[] = [];
  let tasks = 0;
  let bytes = 0;
  for (let turn = -warmUps; turn < repetitions; turn++) {
    const startedAt = performance.now();
    const answer = await fetch(url, { headers: { authorization: token } });
    const text = await answer.text();
    const milliseconds = performance.now() - startedAt;
    if (answer.status !== 200) {
      throw new Error(`${name}: the API answered ${answer.status}: ${text}`);
    }
    tasks = Listed.parse(JSON.parse(text)).tasks.length;
    bytes = Buffer.byteLength(text);
    if (turn >= 0) times.push(milliseconds);
  }
  times.sort((one, other) => one - other);
  return {
    name,
    medianMilliseconds: times[Math.floor(times.length / 2)] ?? 0,
    slowMilliseconds: times[Math.floor(times.length * 0.95)] ?? 0,
    tasks,
    bytes,
  };
}

async function openPage(
  page: Page,
  webUrl: string,
): Promise<Pick<MeasuredQueue, 'browserMilliseconds' | 'browserKibibytes'>> {
  const times: number[] = [];
  let bytes = 0;
  page.on('requestfinished', (request) => {
    void request.sizes().then((sizes) => {
      bytes += sizes.responseBodySize + sizes.responseHeadersSize;
    });
  });
  for (let opening = 0; opening <= openings; opening++) {
    bytes = 0;
    const startedAt = performance.now();
    await page.goto(new URL(`/${samplePractice().practiceId}/tasks?sort=priority`, webUrl).href);
    const row = page.locator('[data-row]').first();
    await row.waitFor();
    await page.keyboard.press('j');
    await page.locator('[data-row]:focus').waitFor();
    // The first opening fills the browser's cache of the application's files.
    if (opening > 0) times.push(performance.now() - startedAt);
  }
  times.sort((one, other) => one - other);
  await page.waitForLoadState('networkidle');
  return { browserMilliseconds: times[Math.floor(times.length / 2)] ?? 0, browserKibibytes: bytes / 1024 };
}
