/**
 * What an EB01 says about the question "was the patient covered that day?".
 * `information` says nothing about it: an amount, a limit, another payer.
 */
type BenefitVerdict = 'active' | 'inactive' | 'unclear' | 'information';

export interface BenefitAction {
  readonly verdict: BenefitVerdict;
  /** For staff. */
  readonly meaning: string;
}

/**
 * EB01, eligibility or benefit information code, of the 271 (005010X279A1). Own words.
 * `unclear` never counts as a no: a person finds out.
 */
export const benefitActions: Readonly<Record<string, BenefitAction>> = {
  '1': { verdict: 'active', meaning: 'active' },
  '2': { verdict: 'active', meaning: 'active, capitated' },
  '3': { verdict: 'active', meaning: 'active, services capitated' },
  '4': { verdict: 'active', meaning: 'active, services capitated to the primary care physician' },
  '5': { verdict: 'active', meaning: 'active, under investigation by the payer' },
  '6': { verdict: 'inactive', meaning: 'inactive' },
  '7': { verdict: 'inactive', meaning: 'inactive, an update of the eligibility is pending' },
  '8': { verdict: 'inactive', meaning: 'inactive, under investigation by the payer' },
  A: { verdict: 'information', meaning: 'coinsurance' },
  B: { verdict: 'information', meaning: 'copay' },
  C: { verdict: 'information', meaning: 'deductible' },
  D: { verdict: 'information', meaning: 'description of a benefit' },
  E: { verdict: 'information', meaning: 'exclusions' },
  F: { verdict: 'information', meaning: 'limitations' },
  G: { verdict: 'information', meaning: 'out-of-pocket maximum' },
  I: { verdict: 'unclear', meaning: 'not covered by the plan' },
  J: { verdict: 'unclear', meaning: 'cost containment or share of cost' },
  L: { verdict: 'information', meaning: 'primary care provider' },
  N: { verdict: 'unclear', meaning: 'services restricted to a provider' },
  O: { verdict: 'unclear', meaning: 'not deemed a medical necessity' },
  R: { verdict: 'information', meaning: 'another payer' },
  U: { verdict: 'unclear', meaning: 'the payer asks to be called' },
  V: { verdict: 'unclear', meaning: 'the payer could not process the question' },
  X: { verdict: 'information', meaning: 'health care facility' },
  Y: { verdict: 'unclear', meaning: 'spend-down' },
  MC: { verdict: 'unclear', meaning: 'a managed care plan is responsible' },
};

/** What to make of a code that the table does not have. */
export const unknownBenefit: BenefitAction = {
  verdict: 'information',
  meaning: 'a benefit code that is not in our table',
};

/**
 * EB03, service type codes, that answer for an ordinary professional visit: health benefit plan coverage, medical care,
 * professional visits. An answer for other types only, dental for example, leaves the question open.
 */
export const visitServiceTypes: ReadonlySet<string> = new Set(['1', '30', '96', '98']);
