import { remembered } from './remembered.ts';

/** States, the district and the territories that the USPS delivers to, by their names in capitals. */
const byName: ReadonlyMap<string, string> = new Map(
  [
    'AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware|DC District of Columbia',
    'FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas|KY Kentucky|LA Louisiana|ME Maine',
    'MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada',
    'NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York|NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon',
    'PA Pennsylvania|RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia',
    'WA Washington|WV West Virginia|WI Wisconsin|WY Wyoming|AS American Samoa|GU Guam|MP Northern Mariana Islands',
    'PR Puerto Rico|VI Virgin Islands|VI US Virgin Islands|DC Washington DC|AE Armed Forces Europe|AP Armed Forces Pacific',
    'AA Armed Forces Americas',
  ]
    .flatMap((row) => row.split('|'))
    .map((entry): [string, string] => [entry.slice(3).toUpperCase(), entry.slice(0, 2)]),
);

const abbreviations: ReadonlySet<string> = new Set(byName.values());

/** The two letters of the USPS for a state or territory written as such or in full; undefined when it is none. */
export const usState: (text: string) => string | undefined = remembered((text) => {
  const plain = text.trim().toUpperCase().replaceAll('.', '').replaceAll(/\s+/g, ' ');
  return abbreviations.has(plain) ? plain : byName.get(plain);
});

const unitedStates: ReadonlySet<string> = new Set([
  '',
  'US',
  'USA',
  'UNITED STATES',
  'UNITED STATES OF AMERICA',
]);

/** Whether an address's country is the United States; none given means that it is. */
export function isUnitedStates(country: string): boolean {
  return country === '' || isUnitedStatesIn(country);
}

const isUnitedStatesIn = remembered((country) =>
  unitedStates.has(country.trim().toUpperCase().replaceAll('.', '')),
);

/** Where ZIP codes begin with a zero. */
const zeroStates: ReadonlySet<string> = new Set(['CT', 'MA', 'ME', 'NH', 'NJ', 'RI', 'VT', 'PR', 'VI', 'AE']);

/**
 * A ZIP code as five or nine digits; undefined when it is none. A program that took it for a number has dropped the
 * zero at its start: in the states whose codes begin with one it is put back.
 * @param state two letters of the USPS, when known.
 */
export function readZip(text: string, state: string | undefined): string | undefined {
  const digits = text.trim().replace(/^(\d{4,5})[- ](\d{4})$/, '$1$2');
  if (/^(?:\d{5}|\d{9})$/.test(digits)) {
    return digits;
  }
  const lostItsZero = /^(?:\d{4}|\d{8})$/.test(digits) && state !== undefined && zeroStates.has(state);
  return lostItsZero ? `0${digits}` : undefined;
}
