import type { Page } from 'playwright-core';

/** On the pages that let people sign in. */
export async function signInAs(page: Page, user: string, password: string): Promise<void> {
  await page.getByLabel('User name').fill(user);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}
