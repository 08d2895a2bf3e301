import * as z from 'zod';
import { BilledService } from './billed-service.ts';
import { Cents } from './cents.ts';
import { Claim, ClaimDocument, ScrubReport } from './claim.ts';
import { EditionName, SearchableKind } from './code-sets.ts';
import { PlainDate } from './dates.ts';
import { DiagnosisCode, EncounterLine } from './encounter.ts';
import { ClaimId, DocumentId, PracticeId } from './identifiers.ts';
import type { QueryRefused } from './queries.ts';
import { StaffAuthority } from './staff-member.ts';
import { SuggesterName } from './suggester-name.ts';
import { VisitFacts, VisitLevel } from './visit-level.ts';
import { DocumentKind } from './visit-document.ts';

/** `note` for what the provider wrote with the visit, or the document that says it. */
export const CodingTextId = z.union([z.literal('note'), DocumentId]);
export type CodingTextId = z.infer<typeof CodingTextId>;

/** A text that a visit is coded from. */
export const CodingText = z.object({
  textId: CodingTextId,
  kind: DocumentKind,
  signed: z.boolean(),
  text: z.string(),
});
export type CodingText = z.infer<typeof CodingText>;

/** Where in a text something is said, counted in UTF-16 units as a browser counts: `end` is the first that is not in it. */
export const Evidence = z.object({
  textId: CodingTextId,
  start: z.int().min(0),
  end: z.int().min(0),
});
export type Evidence = z.infer<typeof Evidence>;

export const SuggestionWarning = z.object({
  kind: z.enum([
    /** A code that says less than another of its kind does. */
    'unspecified',
    /** A heading: one below it is to be chosen. */
    'not-billable',
    /** Two that do not stand together, unless they are unrelated. */
    'excludes1',
    /** Something else is coded before or beside it. */
    'code-first',
    'use-additional',
    /** What the note calls possible is not coded in an office. */
    'uncertain',
    /** Not for a patient of this age or sex. */
    'implausible',
  ]),
  /** One or two sentences in the words of the trade. */
  words: z.string(),
  /** The codes that it is about, as people write them. */
  codes: z.array(z.string()),
});
export type SuggestionWarning = z.infer<typeof SuggestionWarning>;

/** How the note says it. */
export const Assertion = z.enum([
  /** It is there. */
  'present',
  /** It was, and is no more. */
  'past',
  /** A relative has or had it. */
  'family',
  /** The visit looks for it, and it is not known to be there. */
  'screening',
  /** What was done, given or ordered. */
  'done',
  'negated',
  'uncertain',
]);
export type Assertion = z.infer<typeof Assertion>;

/** A code that the texts of a visit speak for. */
export const CodeSuggestion = z.object({
  kind: SearchableKind,
  /** As people write it: a diagnosis with its dot. */
  code: z.string(),
  description: z.string(),
  isBillable: z.boolean(),
  /** 1 for the best of its kind. */
  rank: z.int().min(1),
  /** In hundredths, from 1 to 100: to sort by and to show, no probability. */
  confidence: z.int().min(1).max(100),
  assertion: Assertion,
  /** Why it is suggested, a sentence each. */
  why: z.array(z.string()).min(1),
  evidence: z.array(Evidence).min(1),
  /** Others that the same words may mean, the likelier first. */
  alternatives: z.array(z.object({ code: z.string(), description: z.string(), isBillable: z.boolean() })),
  warnings: z.array(SuggestionWarning),
});
export type CodeSuggestion = z.infer<typeof CodeSuggestion>;

/** What the texts name and no code is suggested for. */
export const SetAside = z.object({
  assertion: Assertion,
  evidence: Evidence,
  /** Why, one sentence. */
  words: z.string(),
});
export type SetAside = z.infer<typeof SetAside>;

const ofClaim = {
  practiceId: PracticeId,
  claimId: ClaimId,
  /** Of a person who calls; an operator has none and sees every claim. */
  authority: StaffAuthority.optional(),
};

/** Lines as a coder drafts them: one without a charge has the practice's price. */
const Draft = {
  diagnoses: z.array(DiagnosisCode).max(12),
  lines: z.array(EncounterLine).max(50),
};

/** What a coder asks while coding a claim. Nothing of it changes anything. */
export const CodingQuery = z.discriminatedUnion('query', [
  z.object({ query: z.literal('show'), ...ofClaim }),
  z.object({
    query: z.literal('suggest'),
    ...ofClaim,
    /** How many of each kind. */
    limit: z.int().min(1).max(50).default(15),
  }),
  z.object({ query: z.literal('level'), ...ofClaim, visit: VisitFacts }),
  z.object({ query: z.literal('modifiers'), ...ofClaim, lines: Draft.lines }),
  z.object({ query: z.literal('scrub'), ...ofClaim, ...Draft }),
]);
export type CodingQuery = z.input<typeof CodingQuery>;

/** A service of the person's history. */
const EarlierService = BilledService.omit({ chargeCents: true }).extend({
  description: z.string().optional(),
  /** The name of the rendering provider, where the practice still has it. */
  provider: z.string().optional(),
});

/** Whether the group's specialty has seen the person in the three years before. */
export const NewOrEstablished = z.object({
  is: z.enum(['new', 'established', 'unknown']),
  /** One sentence: by what. */
  because: z.string(),
  seenOn: PlainDate.optional(),
  claimId: ClaimId.optional(),
});
export type NewOrEstablished = z.infer<typeof NewOrEstablished>;

/** All that a claim is coded from. */
export const CodingView = z.object({
  outcome: z.literal('shown'),
  claim: Claim,
  texts: z.array(CodingText),
  /** All documents, also those without a text of their own. */
  documents: z.array(ClaimDocument.omit({ text: true })),
  provider: z.string().optional(),
  payer: z
    .object({
      name: z.string(),
      /** The last day on which it takes the claim. */
      filingLimitOn: PlainDate,
    })
    .optional(),
  /** Words for the codes that are on the claim, by code as it stands there. */
  descriptions: z.record(z.string(), z.string()),
  earlier: z.object({
    /** The newest first, of two years at most. */
    services: z.array(EarlierService),
    /** Diagnoses of the person's last claims, the newest first. */
    diagnoses: z.array(
      z.object({ code: z.string(), description: z.string().optional(), on: PlainDate, claimId: ClaimId }),
    ),
  }),
  newOrEstablished: NewOrEstablished,
});
export type CodingView = z.infer<typeof CodingView>;

export const CodeSuggestions = z.object({
  outcome: z.literal('suggested'),
  by: SuggesterName,
  /** Where the codes are from; `seed` for those that come with the program. */
  editions: z.array(z.object({ kind: SearchableKind, edition: EditionName })),
  suggestions: z.array(CodeSuggestion),
  setAside: z.array(SetAside),
  /** What was not read, or did not answer, and why: a sentence each. */
  notes: z.array(z.string()),
});
export type CodeSuggestions = z.infer<typeof CodeSuggestions>;

export const VisitLeveled = VisitLevel.extend({
  outcome: z.literal('leveled'),
  newOrEstablished: NewOrEstablished,
});
export type VisitLeveled = z.infer<typeof VisitLeveled>;

/** A modifier that may separate two services, if the note supports it. */
export const ModifierChoice = z.object({
  modifier: z.string(),
  label: z.string(),
  /** The code of the line that it belongs on. */
  on: z.string(),
  /** What the note must show for it, one sentence. */
  documentation: z.string(),
  isOnLine: z.boolean(),
});
export type ModifierChoice = z.infer<typeof ModifierChoice>;

/** Two services of one day that NCCI has an edit for. */
export const ExplainedPair = z.object({
  /** Numbers of the lines from 1; of a service of another claim, none. */
  lines: z.array(z.int().min(1)).min(1).max(2),
  otherClaimId: ClaimId.optional(),
  /** What is paid, and what is bundled into it. */
  column1: z.string(),
  column2: z.string(),
  indicator: z.enum(['0', '1', '9']),
  /** `separated`: a modifier that is there lifts the edit, if the note supports it. `perhaps`: not every payer takes it there. */
  result: z.enum(['bundled', 'separated', 'perhaps', 'no-edit']),
  /** A sentence each. */
  words: z.array(z.string()),
  choices: z.array(ModifierChoice),
});
export type ExplainedPair = z.infer<typeof ExplainedPair>;

export const ModifiersExplained = z.object({
  outcome: z.literal('explained'),
  pairs: z.array(ExplainedPair),
  /** Pairs that no table was there for, a sentence each. */
  notChecked: z.array(z.string()),
  /** The edition of the pairs that was asked; none where the payer has a table of its own. */
  edition: z.string().optional(),
  source: z.string(),
});
export type ModifiersExplained = z.infer<typeof ModifiersExplained>;

export const DraftScrubbed = z.object({
  outcome: z.literal('scrubbed'),
  report: ScrubReport,
  /** Of each line of the draft, in its order; none where neither the draft nor a fee schedule of the practice has one. */
  charges: z.array(
    z.object({
      chargeCents: Cents.optional(),
      isFromFeeSchedule: z.boolean(),
      /** Why there is none, one sentence. */
      problem: z.string().optional(),
    }),
  ),
  totalChargeCents: Cents,
  /** What the claim would be refused for before any edit runs, a sentence each. */
  objections: z.array(z.string()),
});
export type DraftScrubbed = z.infer<typeof DraftScrubbed>;

export type CodingAnswer =
  | QueryRefused
  | CodingView
  | CodeSuggestions
  | VisitLeveled
  | ModifiersExplained
  | DraftScrubbed;
