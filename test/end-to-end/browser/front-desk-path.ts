import type { Browser } from 'playwright-core';
import { expect } from 'vitest';
import { expectAccessible, person } from './person.ts';
import type { StaffMachine } from './staff-machine.ts';

/**
 * The way of a patient whom nobody knows, by the keyboard alone: registered, checked in with the copay that the card asks
 * for, charges entered, and a claim of it on its way. Every page of it is held to the rules of accessibility.
 */
export async function walkFrontDesk(browser: Browser, machine: StaffMachine): Promise<readonly string[]> {
  const { page, context, complaints, open, tabTo } = await person(browser, machine, 'front-desk');
  const type = async (name: string | RegExp, text: string) => {
    await tabTo(name);
    await page.keyboard.type(text);
  };
  await open('/patients', 'Patients');
  await expectAccessible(page);
  await page.keyboard.press('r');
  await page.getByRole('heading', { level: 1, name: 'Register a patient' }).waitFor();
  await type('Last name', 'Harrier');
  await type('First name', 'Juno');
  await type('Date of birth', '04231979');
  await type('Sex', 'F');
  await type('Street', '14 Elm Court');
  await type('City', 'Portland');
  await type('State', 'OR');
  await type('ZIP code', '9720');
  await type(/^Phone/, '5035550188');
  await tabTo('Add another');
  await page.keyboard.press('Enter');
  await type('Pays', 'First');
  await type('Payer id', 'JUNIP');
  await type('Member id', 'JHM77120');
  await type('Patient is', 'The subscriber');
  await type(/^Copay/, '25.00');
  await page.keyboard.press('ControlOrMeta+Enter');
  // What is plainly wrong is said at its field, and nothing else is lost.
  await page.locator('#field-patient-address-zip[aria-invalid=true]').waitFor();
  await page.keyboard.press('End');
  await page.keyboard.type('1');
  await expectAccessible(page);
  await page.keyboard.press('ControlOrMeta+Enter');
  await page.getByText('Registered, version 1').waitFor();
  await expectAccessible(page);
  await page.keyboard.press('h');
  await page.getByText('$25.00, as the card says').waitFor();
  await expectAccessible(page);
  await page.keyboard.press('ControlOrMeta+Enter');
  await page.getByText('Juno Harrier is checked in.').waitFor();
  await page.getByText(/\$25\.00 taken, receipt [0-9A-Z]{4}-[0-9A-Z]{4}\./).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Receipt' }).waitFor();
  await page.getByText('Harrier, Juno').waitFor();
  await expectAccessible(page);
  await page.goBack();
  await page.goBack();
  await page.getByText('Registered, version 1').waitFor();
  await page.keyboard.press('x');
  await page.getByRole('heading', { level: 1, name: 'Charge entry' }).waitFor();
  await type('Date of service', '11192026');
  await type('Rendering provider', 'Rowan');
  await type('Diagnosis 1', 'j06.9');
  await type('Code of line 1', '99213');
  await type('Charge of line 1', '160.00');
  await expectAccessible(page);
  await page.keyboard.press('ControlOrMeta+Enter');
  await page.getByText('The visit is a claim now and on its way.').waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/claims/C*');
  const claimId = page.url().split('/').at(-1);
  await machine.settle();
  const claim = (await machine.facts.claims(machine.practiceId)).find((known) => known.claimId === claimId);
  expect(claim?.coverages.map(({ memberId }) => memberId)).toEqual(['JHM77120']);
  expect(claim?.lines.map(({ code, chargeCents }) => [code, chargeCents])).toEqual([['99213', 16_000]]);
  expect(claim?.state).not.toBe('received');
  await open('/patients', 'Patients');
  await type('Last name', 'harr');
  await type('Born', '1979');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Juno Harrier' }).waitFor();
  await page.keyboard.press('Escape');
  await open('/check-in', 'Check-in');
  await page.getByText('Harrier, Juno').waitFor();
  await expectAccessible(page);
  expect(page.url()).not.toMatch(/harr|1979|JHM/i);
  await context.close();
  return complaints;
}
