import type { Practice } from '#contracts/practice.ts';
import { hasValidCheckDigit } from '../identity/npi.ts';
import { unsendableCharacter } from './sendable-text.ts';

/**
 * What is wrong with a practice document beyond its form, a sentence each with its place: check digits, and characters
 * that no file to a payer can carry. Found later, they would stop every claim of the practice or the payer.
 */
export function practiceFaults(practice: Practice): string[] {
  return [...npiFaults(practice), ...textFaults(practice)];
}

function npiFaults(practice: Practice): string[] {
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

function textFaults(practice: Practice): string[] {
  const { name, billingContact, address, clearinghouse, providers, payers } = practice;
  const texts: [place: string, text: string | undefined][] = [
    ['name', name],
    ['billingContact', billingContact],
    ['address.line1', address.line1],
    ['address.line2', address.line2],
    ['address.city', address.city],
    ['clearinghouse.name', clearinghouse.name],
    ...providers.flatMap(({ firstName, lastName }, index): [string, string][] => [
      [`providers.${index}.firstName`, firstName],
      [`providers.${index}.lastName`, lastName],
    ]),
    ...payers.map((payer, index): [string, string] => [`payers.${index}.name`, payer.name]),
  ];
  return texts.flatMap(([place, text = '']) => {
    const character = unsendableCharacter(text);
    return character === undefined
      ? []
      : [
          `${place}: found "${character}", which no file to a payer can carry; expected letters, digits and punctuation of ASCII other than * : ^ ~`,
        ];
  });
}
