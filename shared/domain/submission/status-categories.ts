/** What a claim status category says about where the claim stands at its sender. */
export interface StatusCategory {
  /**
   * Rungs of one sender, low to high: it knows of the claim, it took it, it refused it. A refusal outranks everything:
   * whatever was said before it, the claim will not be adjudicated.
   */
  readonly rung: 'informed' | 'accepted' | 'rejected';
  readonly meaning: string;
}

/** STC01-1 of the 277CA (005010X214), health care claim status category. Own words. */
export const statusCategories: Readonly<Record<string, StatusCategory>> = {
  A0: { rung: 'informed', meaning: 'forwarded' },
  A1: { rung: 'informed', meaning: 'received, not yet accepted' },
  A2: { rung: 'accepted', meaning: 'accepted into adjudication' },
  A3: { rung: 'rejected', meaning: 'returned as unprocessable' },
  A4: { rung: 'informed', meaning: 'not found' },
  A5: { rung: 'accepted', meaning: 'accepted and split' },
  A6: { rung: 'rejected', meaning: 'rejected, information is missing' },
  A7: { rung: 'rejected', meaning: 'rejected, information is invalid' },
  A8: { rung: 'rejected', meaning: 'rejected, fields contradict each other' },
  D0: { rung: 'informed', meaning: 'the search found nothing' },
  E0: { rung: 'informed', meaning: 'an error in the request' },
  E1: { rung: 'informed', meaning: 'the system is not available' },
  E2: { rung: 'informed', meaning: 'no answer from the payer’s system' },
  E3: { rung: 'informed', meaning: 'an error in the correction' },
  E4: { rung: 'informed', meaning: 'the payer’s system failed' },
};

/** STC03 where the category is not in the table: `U` rejects, anything else informs. */
export function categoryOf(code: string, action: string): StatusCategory {
  const known = statusCategories[code];
  if (known !== undefined) {
    return known;
  }
  if (action === 'U') {
    return { rung: 'rejected', meaning: `rejected with category ${code}` };
  }
  return code.startsWith('R')
    ? { rung: 'informed', meaning: 'more information is requested' }
    : { rung: 'informed', meaning: `category ${code}` };
}

/** STC01-3, entity codes that a biller meets, in words. */
export const entityWords: Readonly<Record<string, string>> = {
  '1P': 'provider',
  '36': 'employer',
  '40': 'receiver',
  '41': 'submitter',
  '77': 'service location',
  '82': 'rendering provider',
  '85': 'billing provider',
  '87': 'pay-to provider',
  AY: 'clearinghouse',
  DK: 'ordering provider',
  DN: 'referring provider',
  DQ: 'supervising provider',
  IL: 'subscriber',
  PR: 'payer',
  QC: 'patient',
};

/**
 * STC01-2, claim status codes that the samples and the commonest rejections carry, in own words. The list is long and
 * belongs to its publisher: a code that is not here is told by its number.
 */
export const statusWords: Readonly<Record<string, string>> = {
  '16': 'forwarded to the next entity',
  '19': 'received by the entity',
  '20': 'accepted for processing',
  '21': 'information is missing or invalid',
  '24': 'the entity is not approved as a submitter',
  '26': 'the entity was not found',
  '33': 'the subscriber and the insured do not agree',
  '54': 'a duplicate of a claim that was sent before',
  '116': 'the claim belongs to another payer',
  '125': 'the entity’s name',
  '126': 'the entity’s address',
  '153': 'the entity’s id number',
  '158': 'the entity’s birth date',
  '164': 'the entity’s contract or member number',
  '187': 'the date of service',
  '228': 'the type of bill',
  '249': 'the place of service',
  '254': 'the principal diagnosis',
  '255': 'the diagnosis',
  '453': 'the procedure modifier',
  '454': 'the procedure code',
  '464': 'the payer’s claim control number',
  '478': 'the amount of charges',
  '496': 'the submitter is not authorized for the entity',
  '500': 'the entity’s postal code',
  '507': 'the procedure code of the place or setting',
  '535': 'the claim frequency code',
  '562': 'the entity’s NPI',
};
