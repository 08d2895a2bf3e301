import axe from 'axe-core';
import { expect } from 'vitest';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import * as z from 'zod';
import { signInAs } from './sign-in-as.ts';
import type { StaffMachine } from './staff-machine.ts';

const AxeResult = z.object({
  violations: z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) })),
});

/** Run in the page: what the control that has the focus is called. */
const nameOfFocused = `(() => {
  const element = document.activeElement;
  const label = element?.labels?.[0]?.textContent;
  return element?.getAttribute('aria-label') ?? label ?? element?.textContent ?? '';
})()`;

/** A person before a browser of her own, signed in; what the browser complains of is kept. */
export interface Person {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors of scripts, of the console and of the content security policy. */
  readonly complaints: string[];
  /** To an address of the practice. */
  readonly open: (address: string, heading: string) => Promise<void>;
  /** Presses Tab until the control of this name has the focus. */
  readonly tabTo: (name: string | RegExp) => Promise<void>;
}

export async function person(
  browser: Browser,
  machine: StaffMachine,
  user: string,
  options: BrowserContextOptions = {},
): Promise<Person> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 820 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // A refusal is an answer like others; the browser writes it to the console all the same.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      complaints.push(message.text());
    }
  });
  await page.goto(machine.webUrl);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await signInAs(page, user, machine.password);
  await page.getByRole('navigation', { name: 'Claimwright' }).waitFor();
  return {
    page,
    context,
    complaints,
    open: async (address, heading) => {
      await page.goto(`${machine.webUrl.replace(/\/$/, '')}/${machine.practiceId}${address}`);
      await page.getByRole('heading', { level: 1, name: heading }).waitFor();
      await page.waitForLoadState('networkidle');
    },
    tabTo: async (name) => {
      for (let pressed = 0; pressed < 120; pressed += 1) {
        await page.keyboard.press('Tab');
        const focused = z
          .string()
          .parse(await page.evaluate(nameOfFocused))
          .trim();
        if (typeof name === 'string' ? focused === name : name.test(focused)) {
          return;
        }
      }
      throw new Error(`Tab never came to ${String(name)}`);
    },
  };
}

/** Holds what is shown to the rules of accessibility. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axe.source);
  const result = AxeResult.parse(await page.evaluate('axe.run()'));
  expect(
    result.violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
    ),
  ).toEqual([]);
}
