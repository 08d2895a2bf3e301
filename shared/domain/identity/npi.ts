/** What `80840` adds to the sum: the prefix that ISO 7812 gives to health identifiers of the United States. */
const issuerPrefixSum = 24;

const zero = '0'.charCodeAt(0);

/**
 * Whether the last digit of an NPI is the check digit of the others (Luhn, over `80840` and the NPI).
 * Source: CMS, National Provider Identifier check digit.
 */
export function hasValidCheckDigit(npi: string): boolean {
  if (!/^\d{10}$/.test(npi)) {
    return false;
  }
  let sum = issuerPrefixSum;
  for (let position = 0; position < npi.length; position += 1) {
    const digit = npi.charCodeAt(npi.length - 1 - position) - zero;
    const weighted = position % 2 === 1 ? digit * 2 : digit;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return sum % 10 === 0;
}
