import * as z from 'zod';
import { PlainDate } from './dates.ts';

/** Families of evaluation and management whose level is chosen by decision making or time, by where and how the patient is seen. */
export const visitFamilies = [
  'office',
  'emergency',
  'hospital-initial',
  'hospital-subsequent',
  'hospital-same-day',
  'hospital-discharge',
  'nursing-initial',
  'nursing-subsequent',
  'nursing-discharge',
  'home',
  'consultation-office',
  'consultation-hospital',
  'preventive',
] as const;
export const VisitFamily = z.enum(visitFamilies);
export type VisitFamily = z.infer<typeof VisitFamily>;

const some = z.int().min(0).max(50).default(0);

/** How many problems of each kind were addressed. */
export const ProblemsAddressed = z.strictObject({
  /** Runs its course by itself. */
  selfLimited: some,
  stableChronic: some,
  acuteUncomplicated: some,
  /** Acute and stable: it gets better under treatment and is not over. */
  acuteStable: some,
  /** Acute, uncomplicated, in need of care in a hospital. */
  acuteInHospital: some,
  /** Chronic, and worse, progressing, or with side effects of treatment. */
  chronicWorse: some,
  /** New, without a diagnosis, and it may turn out to be serious. */
  undiagnosed: some,
  acuteSystemic: some,
  injuryComplicated: some,
  chronicSevere: some,
  /** To life or to a function of the body, in the near term. */
  threatening: some,
});
export type ProblemsAddressed = z.infer<typeof ProblemsAddressed>;

/** What was reviewed and ordered. A test that was ordered is not counted again as reviewed at the same visit. */
export const DataReviewed = z.strictObject({
  /** Notes from outside, each source once. */
  externalNotes: some,
  /** Results, each test once. */
  testsReviewed: some,
  testsOrdered: some,
  /** Somebody else had to tell what the patient could not. */
  independentHistorian: z.boolean().default(false),
  /** The provider read a tracing or an image that somebody else is paid to read. */
  independentInterpretation: z.boolean().default(false),
  /** With another professional, or with somebody like a teacher or a case worker. */
  discussion: z.boolean().default(false),
});
export type DataReviewed = z.infer<typeof DataReviewed>;

/** What was decided that carries a risk, whichever is the highest. */
export const riskItems = [
  'nothing-beside-rest',
  'over-the-counter',
  'therapy',
  'minor-surgery',
  'prescription',
  'minor-surgery-with-risk',
  'major-surgery',
  'social-circumstances',
  'toxic-drug-monitored',
  'major-surgery-with-risk',
  'emergency-surgery',
  'hospital-care',
  'not-resuscitate',
  'parenteral-controlled-drug',
] as const;
export const RiskItem = z.enum(riskItems);
export type RiskItem = z.infer<typeof RiskItem>;

/** What the note documents of a visit, as the coder counts it. */
export const VisitFacts = z.strictObject({
  family: VisitFamily,
  /** Left out: by the history of the patient. */
  patient: z.enum(['new', 'established']).optional(),
  problems: ProblemsAddressed.prefault({}),
  data: DataReviewed.prefault({}),
  risks: z.array(RiskItem).max(riskItems.length).default([]),
  /** All time of the provider on the day of the visit that belongs to it; none that was billed otherwise. */
  totalMinutes: z.int().min(0).max(1440).optional(),
  /** A procedure was done by the same provider on the same day. */
  withProcedure: z.boolean().default(false),
  /** By Medicare's own codes of prolonged service where they differ; left out, by the payer of the claim. */
  byMedicare: z.boolean().optional(),
});
export type VisitFacts = z.infer<typeof VisitFacts>;

export const decisionLevels = ['straightforward', 'low', 'moderate', 'high'] as const;
export const DecisionLevel = z.enum(decisionLevels);
export type DecisionLevel = z.infer<typeof DecisionLevel>;

/** One of the three elements of decision making. `none` where it does not even reach the first level. */
const Element = z.object({
  level: z.enum(['none', ...decisionLevels]),
  because: z.array(z.string()),
});

/** The level of a visit, how it was found, and what is missing for the next one. */
export const VisitLevel = z.object({
  family: VisitFamily,
  serviceDate: PlainDate,
  /** The code; none where what is documented supports none. */
  code: z.string().optional(),
  by: z.enum(['decision-making', 'time', 'age']).optional(),
  why: z.array(z.string()),
  decisionMaking: z
    .object({
      level: DecisionLevel,
      code: z.string().optional(),
      problems: Element,
      data: Element,
      risk: Element,
    })
    .optional(),
  time: z.object({ minutes: z.int(), code: z.string().optional(), words: z.string() }).optional(),
  /** What the note would have to show; nobody is asked to write what was not done. */
  next: z
    .object({
      code: z.string(),
      byDecisionMaking: z.array(z.string()),
      byTime: z.string().optional(),
    })
    .optional(),
  prolonged: z.array(
    z.object({ code: z.string(), units: z.int().min(1), byMedicare: z.boolean(), words: z.string() }),
  ),
  /** What to look at beside the level: modifier 25, who may bill it. */
  notes: z.array(z.string()),
  sources: z.array(z.string()),
});
export type VisitLevel = z.infer<typeof VisitLevel>;
