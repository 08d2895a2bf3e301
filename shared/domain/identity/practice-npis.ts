import type { Practice } from '#contracts/practice.ts';
import { hasValidCheckDigit } from './npi.ts';

/** Every NPI of a practice document whose check digit is wrong, as a sentence with its place. */
export function npiFaultsOf(practice: Practice): string[] {
  const npis: [place: string, npi: string][] = [
    ['npi', practice.npi],
    ...practice.providers.map((provider, index): [string, string] => [
      `providers.${index}.npi`,
      provider.npi,
    ]),
  ];
  return npis
    .filter(([, npi]) => !hasValidCheckDigit(npi))
    .map(([place, npi]) => `${place}: the check digit of ${npi} is wrong; copy the NPI again from NPPES`);
}
