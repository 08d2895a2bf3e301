import type { Page } from 'playwright-core';
import { patientKeyOf } from '#domain/patients/patient-identity.ts';
import type { StaffMachine } from './staff-machine.ts';

/** What the pictures of the front desk's guide show, of a patient of the samples. */
export async function deskPictures({ facts, practiceId }: Pick<StaffMachine, 'facts' | 'practiceId'>) {
  const claims = await facts.claims(practiceId);
  const claim = claims.find(({ state, coverages }) => state !== 'closed' && coverages.length > 0);
  if (claim === undefined) {
    throw new Error('The samples have no claim of an insured patient');
  }
  const { lastName, birthDate } = claim.patient;
  const patientKey = patientKeyOf(claim);
  const as = 'front-desk';
  const arrival = `/check-in/2026-11-20/${patientKey}/walk-in`;
  const pay = async (page: Page) => {
    await page.getByLabel('Amount').fill('25.00');
    await page.getByLabel('By', { exact: true }).selectOption('card');
    await page.getByLabel('Slip number').fill('SLIP-004417');
  };
  return [
    {
      name: 'patients',
      as,
      address: '/patients',
      prepare: async (page: Page) => {
        await page.getByLabel('Last name').fill(lastName.slice(0, 3));
        await page.getByLabel('Born').fill(birthDate.slice(0, 4));
        await page.keyboard.press('Enter');
        await page.getByRole('region', { name: 'Found' }).waitFor();
      },
    },
    {
      name: 'registration',
      as,
      address: '/patients/new',
      prepare: async (page: Page) => {
        await page.getByLabel('Last name').fill('Harrier');
        await page.getByLabel('First name').fill('Juno');
        await page.getByLabel('ZIP code').fill('9720');
        await page.getByRole('button', { name: 'Register', exact: true }).click();
        await page.locator('[aria-invalid=true]').first().waitFor();
      },
    },
    { name: 'patient', as, address: `/patients/${patientKey}` },
    { name: 'arrival', as, address: arrival, prepare: pay },
    {
      name: 'receipt',
      as,
      address: arrival,
      prepare: async (page: Page) => {
        await pay(page);
        await page.getByRole('button', { name: 'Check in', exact: true }).click();
        await page.getByRole('button', { name: 'Show the receipt' }).click();
        await page.getByText('Taken by').waitFor();
      },
    },
    {
      name: 'charges',
      as,
      address: `/patients/${patientKey}/charges`,
      prepare: async (page: Page) => {
        await page.getByLabel('Diagnosis 1').fill('J06.9');
        await page.getByLabel('Code of line 1').fill('99213');
        await page.getByLabel('Charge of line 1').fill('160.00');
      },
    },
    {
      name: 'coverages',
      as,
      address: `/patients/${patientKey}/coverages`,
      prepare: async (page: Page) => {
        await page.getByLabel('Member id').first().fill('NEW77120');
        await page.getByRole('button', { name: 'Show which claims it changes' }).click();
        const shown = page.getByRole('region', { name: 'Claims that it changes' });
        await shown.waitFor();
        await shown.scrollIntoViewIfNeeded();
      },
    },
  ];
}
