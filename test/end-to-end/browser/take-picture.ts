import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { signInAs } from './sign-in-as.ts';
import type { StaffMachine } from './staff-machine.ts';

/** Where the pictures of the guides lie. */
export const pictureFolder = path.resolve(import.meta.dirname, '../../../docs/guides/pictures');

/** A page as it stands in a guide. */
export interface Picture {
  readonly name: string;
  /** The sample user who looks at it. */
  readonly as: string;
  readonly address: string;
  readonly scheme?: 'dark';
  readonly size?: { readonly width: number; readonly height: number };
  readonly prepare?: (page: Page) => Promise<void>;
}

export async function takePicture(browser: Browser, machine: StaffMachine, picture: Picture): Promise<void> {
  const context = await browser.newContext({
    viewport: picture.size ?? { width: 1280, height: 820 },
    colorScheme: picture.scheme ?? 'light',
  });
  try {
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
    await page.locator('output[aria-label=Loading]').first().waitFor({ state: 'detached' });
    await page.screenshot({ path: path.join(pictureFolder, `${picture.name}.png`) });
  } finally {
    await context.close();
  }
}
