import * as z from 'zod';
import { PlainDate } from './dates.ts';
import { PayerId } from './identifiers.ts';

/** What of a claim a condition may ask for, and how it is answered. */
export const claimFields = {
  payerId: 'text',
  claimFilingIndicator: 'text',
  relationship: 'text',
  placeOfService: 'text',
  locationId: 'text',
  billingNpi: 'text',
  renderingNpi: 'text',
  renderingTaxonomy: 'text',
  referringNpi: 'text',
  authorizationNumber: 'text',
  memberId: 'text',
  patientSex: 'text',
  patientState: 'text',
  patientAgeYears: 'number',
  totalChargeCents: 'number',
  lineCount: 'number',
  diagnosisCount: 'number',
  serviceDate: 'date',
  accidentDate: 'date',
  admissionDate: 'date',
} as const satisfies Record<string, 'text' | 'number' | 'date'>;
export type ClaimField = keyof typeof claimFields;

/** What of a line a condition may ask for. */
export const lineFields = {
  code: 'text',
  units: 'number',
  chargeCents: 'number',
  modifierCount: 'number',
  lineServiceDate: 'date',
  description: 'text',
  drugCode: 'text',
} as const satisfies Record<string, 'text' | 'number' | 'date'>;
export type LineField = keyof typeof lineFields;

const value = z.string().trim().min(1).max(60);
/** A value, or the beginning of values with a star: `992*`. */
const values = z.array(value).min(1).max(500);

/** How the answer is compared; exactly one comparison. */
const comparison = {
  /** Any of these; a star at the end stands for anything. */
  isAnyOf: values.optional(),
  isPresent: z.boolean().optional(),
  /** Numbers, and days as `2026-10-01`. */
  atLeast: z.union([z.number(), PlainDate]).optional(),
  atMost: z.union([z.number(), PlainDate]).optional(),
};

function namesOf<Field extends string>(fields: Readonly<Record<Field, string>>): [Field, ...Field[]] {
  return Object.keys(fields) as [Field, ...Field[]];
}

/** Text is one of some, numbers and days lie between two; either is there or is not. */
function checkComparison(
  test: { readonly [Name in keyof typeof comparison]?: unknown },
  kind: 'text' | 'number' | 'date',
  context: z.RefinementCtx,
): void {
  const { isAnyOf, isPresent, atLeast, atMost } = test;
  const between = [atLeast, atMost].filter((end) => end !== undefined);
  const ways = [isAnyOf !== undefined, isPresent !== undefined, between.length > 0].filter(Boolean).length;
  const endType = kind === 'number' ? 'number' : 'string';
  if (ways !== 1) {
    context.addIssue({
      code: 'custom',
      message: 'one way to compare: isAnyOf, isPresent, or atLeast and atMost',
    });
  } else if (isAnyOf !== undefined && kind !== 'text') {
    context.addIssue({
      code: 'custom',
      path: ['isAnyOf'],
      message: `atLeast and atMost, as this is a ${kind}`,
    });
  } else if (between.length > 0 && (kind === 'text' || between.some((end) => typeof end !== endType))) {
    context.addIssue({
      code: 'custom',
      message: kind === 'text' ? 'isAnyOf, as this is text' : `ends that are each a ${kind}`,
    });
  }
}

const lineTest = z
  .strictObject({ field: z.enum(namesOf(lineFields)), ...comparison })
  .superRefine((test, context) => checkComparison(test, lineFields[test.field], context));
export type LineTest = z.infer<typeof lineTest>;
const hasModifier = z.strictObject({ hasModifier: values });
const pointsAtDiagnosis = z.strictObject({ pointsAtDiagnosis: values });

export type LineCondition =
  | LineTest
  | z.infer<typeof hasModifier>
  | z.infer<typeof pointsAtDiagnosis>
  | { readonly all: readonly LineCondition[] }
  | { readonly any: readonly LineCondition[] }
  | { readonly not: LineCondition };

export const LineCondition: z.ZodType<LineCondition> = z.lazy(() =>
  z.union([
    lineTest,
    hasModifier,
    pointsAtDiagnosis,
    z.strictObject({ all: z.array(LineCondition).min(1).max(20) }),
    z.strictObject({ any: z.array(LineCondition).min(1).max(20) }),
    z.strictObject({ not: LineCondition }),
  ]),
);

const claimTest = z
  .strictObject({ field: z.enum(namesOf(claimFields)), ...comparison })
  .superRefine((test, context) => checkComparison(test, claimFields[test.field], context));
export type ClaimTest = z.infer<typeof claimTest>;
const hasDiagnosis = z.strictObject({ hasDiagnosis: values });
const anyLine = z.strictObject({ anyLine: LineCondition });

export type ClaimCondition =
  | ClaimTest
  | z.infer<typeof hasDiagnosis>
  | z.infer<typeof anyLine>
  | { readonly all: readonly ClaimCondition[] }
  | { readonly any: readonly ClaimCondition[] }
  | { readonly not: ClaimCondition };

export const ClaimCondition: z.ZodType<ClaimCondition> = z.lazy(() =>
  z.union([
    claimTest,
    hasDiagnosis,
    anyLine,
    z.strictObject({ all: z.array(ClaimCondition).min(1).max(20) }),
    z.strictObject({ any: z.array(ClaimCondition).min(1).max(20) }),
    z.strictObject({ not: ClaimCondition }),
  ]),
);

/**
 * A rule that a practice wrote without code: for claims of these payers, when all this is so, the claim is held or the
 * person who works it is warned.
 */
export const ScrubRule = z.strictObject({
  ruleId: z.string().regex(/^[a-z0-9][a-z0-9-]{1,39}$/, '2 to 40 lower-case letters, digits and dashes'),
  /** Rises by one whenever what the rule looks for changes. */
  version: z.int().min(1),
  title: z.string().trim().min(10).max(120),
  /** `trial` reports and holds nothing; a new or changed rule begins with it. */
  mode: z.enum(['trial', 'warning', 'blocking', 'off']),
  /** Claims billed to these; all of the practice's claims when left out. */
  payerIds: z.array(PayerId).min(1).max(50).optional(),
  when: ClaimCondition,
  /** Where the rule is about lines: each line that meets this is a finding of its own. */
  forEachLine: LineCondition.optional(),
  expected: z.string().trim().min(5).max(200),
  /** One sentence for the person who works it. */
  howToFix: z.string().trim().min(5).max(300),
  fixer: z.enum(['front-desk', 'coder', 'biller', 'administrator']),
  /** Where it comes from: the payer's bulletin, page and date. */
  source: z.string().trim().min(10).max(300),
  /** Days of service. */
  effectiveFrom: PlainDate,
  effectiveTo: PlainDate.optional(),
});
export type ScrubRule = z.infer<typeof ScrubRule>;
