import * as z from 'zod';
import { Address } from './address.ts';
import { Cents } from './cents.ts';
import { CodeMapping } from './code-mapping.ts';
import { CodingSettings } from './coding-settings.ts';
import { PlainDate } from './dates.ts';
import { FeeSchedule, FeeScheduleRow, PayerContract } from './fee-schedule.ts';
import { Npi, PayerId, PracticeId } from './identifiers.ts';
import { IntakeSettings } from './intake-settings/intake-settings.ts';
import { ScrubSettings } from './scrub-settings.ts';
import { PromptPay } from './prompt-pay.ts';
import { SourceSystemName } from './intake-settings/source-system.ts';
import { TimeZone } from './time-zone.ts';
import { TradingPartnerProfile } from './trading-partner.ts';

const taxonomy = z.string().regex(/^[0-9A-Z]{9}X$/, 'an NUCC taxonomy code of 10 characters');

/** What a source calls a provider, payer or location of the practice. */
export const SourceAlias = z
  .strictObject({
    /** Any of the practice's systems, when left out. */
    sourceSystem: SourceSystemName.optional(),
    id: z.string().trim().min(1).max(60).optional(),
    /** Compared without regard to case, accents and punctuation. */
    name: z.string().trim().min(1).max(100).optional(),
  })
  .refine(({ id, name }) => id !== undefined || name !== undefined, 'an id or a name');
export type SourceAlias = z.infer<typeof SourceAlias>;

/** Leave to practise in a state. */
const Licence = z.strictObject({
  state: z.string().regex(/^[A-Z]{2}$/, 'a state or territory of two letters'),
  number: z.string().trim().min(1).max(30),
  effectiveFrom: PlainDate.optional(),
  effectiveTo: PlainDate.optional(),
});

/** Whether a payer knows the provider, and so pays for what the provider does. */
const Enrollment = z.strictObject({
  payerId: PayerId,
  status: z.enum(['enrolled', 'pending', 'ended']),
  /** The payer's number of the provider, where it gives one. */
  number: z.string().trim().min(1).max(30).optional(),
  /** Dates of service, both days included. */
  effectiveFrom: PlainDate.optional(),
  effectiveTo: PlainDate.optional(),
});

export const Provider = z.strictObject({
  npi: Npi,
  lastName: z.string().min(1).max(60),
  firstName: z.string().min(1).max(35),
  middleName: z.string().min(1).max(25).optional(),
  taxonomy,
  aliases: z.array(SourceAlias).max(50).default([]),
  licences: z.array(Licence).max(60).default([]),
  /** A payer that is not named: nothing is known, and nothing is held. */
  enrollments: z.array(Enrollment).max(200).default([]),
  /** Who supervises, for those who may not bill for themselves. */
  supervisingNpi: Npi.optional(),
  /** When the provider works for the practice; both days included. */
  effectiveFrom: PlainDate.optional(),
  effectiveTo: PlainDate.optional(),
});
export type Provider = z.infer<typeof Provider>;

/** Leave to test specimens (CLIA certificate), and for which tests. */
const LaboratoryCertificate = z.strictObject({
  number: z.string().regex(/^\d{2}D\d{7}$/, 'a CLIA number: 2 digits, D, 7 digits'),
  /** `waiver`: tests that CMS waives. `microscopy`: these, and what a provider looks at under a microscope. */
  kind: z.enum(['waiver', 'microscopy', 'registration', 'compliance', 'accreditation']),
  effectiveFrom: PlainDate.optional(),
  effectiveTo: PlainDate.optional(),
});
export type LaboratoryCertificate = z.infer<typeof LaboratoryCertificate>;

/** A place where the practice sees patients. */
export const Location = z.strictObject({
  locationId: z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, '1 to 32 lower-case letters, digits and dashes'),
  name: z.string().min(1).max(60),
  /** When it has an NPI of its own. */
  npi: Npi.optional(),
  placeOfService: z.string().regex(/^\d{2}$/, 'a CMS place of service code of 2 digits'),
  address: Address,
  /** When it is not the practice's. */
  timeZone: TimeZone.optional(),
  /** Of its own laboratory. */
  laboratory: LaboratoryCertificate.optional(),
  aliases: z.array(SourceAlias).max(50).default([]),
  effectiveFrom: PlainDate.optional(),
  effectiveTo: PlainDate.optional(),
});
export type Location = z.infer<typeof Location>;

/** How long a payer takes claims of a kind, for dates of service within the span. */
const FilingLimit = z.strictObject({
  claimKind: z.enum(['original', 'corrected', 'secondary', 'appeal']),
  /** For an original from the first day of service, for a secondary from the primary's decision, else from the payer's own. */
  days: z.int().min(1).max(1095),
  effectiveFrom: PlainDate.optional(),
  effectiveTo: PlainDate.optional(),
});

/** Codes that a payer pays only when it has said so before. */
const AuthorizationRequired = z.strictObject({
  /** Procedure codes; `97*` stands for all that begin so. */
  codes: z
    .array(z.string().regex(/^[A-Z0-9]{1,5}\*?$/))
    .min(1)
    .max(1000),
  /** At these places of service only. */
  placesOfService: z
    .array(z.string().regex(/^\d{2}$/))
    .min(1)
    .max(60)
    .optional(),
  effectiveFrom: PlainDate.optional(),
  effectiveTo: PlainDate.optional(),
  /** Where the payer says so. */
  source: z.string().trim().min(3).max(200),
});

export const Payer = z.strictObject({
  payerId: PayerId,
  name: z.string().min(1).max(60),
  /** SBR09, claim filing indicator: CI commercial, MB Medicare part B, MC Medicaid, BL Blue Cross. */
  claimFilingIndicator: z.enum(['CI', 'MB', 'MC', 'BL', 'HM', '12', 'ZZ']),
  /** Days from the first day of service to the payer's receipt of an original claim. */
  filingLimitDays: z.int().min(1).max(1095),
  /** Days from a denial to the payer's receipt of an appeal. */
  appealLimitDays: z.int().min(1).max(730),
  /** Hours until a file without any acknowledgement becomes a follow-up task. */
  acknowledgementDeadlineHours: z.int().min(1).max(720),
  /** Days from acceptance until a claim without a remittance becomes a follow-up task. */
  remittanceDeadlineDays: z.int().min(1).max(180),
  /** Whether a corrected claim may be sent as a replacement (frequency 7). Medicare part B does not take it. */
  takesReplacementClaims: z.boolean(),
  /** Allowed amounts of one contract without end; dated contracts go before it. */
  contract: z.array(FeeScheduleRow),
  contracts: z.array(PayerContract).max(50).default([]),
  /** The payer's ids where they differ from `payerId`. */
  transactionIds: z
    .strictObject({
      /** 837: NM109 of loop 2010BB. */
      claims: PayerId.optional(),
      /** 270: NM109 of loop 2100A. */
      eligibility: PayerId.optional(),
      /** 276: NM109 of loop 2100A. */
      claimStatus: PayerId.optional(),
      /** 835: any of N104, REF02 and TRN03 by which it names itself. */
      remittances: z.array(z.string().trim().min(1).max(30)).max(20).default([]),
    })
    .prefault({}),
  aliases: z.array(SourceAlias).max(100).default([]),
  /** Where a kind of claim, or an older date of service, has a limit of its own. */
  filingLimits: z.array(FilingLimit).max(40).default([]),
  /** What needs an authorization. Left out: nobody knows; an empty list: nothing does. */
  authorizationRequired: z.array(AuthorizationRequired).max(500).optional(),
  /** What it owes for paying late; when left out, nobody asks. */
  promptPay: PromptPay.optional(),
  /** Days after acceptance on which an unanswered claim is asked after, again and again. */
  followUpDays: z.array(z.int().min(1).max(365)).min(1).max(10).optional(),
});
export type Payer = z.infer<typeof Payer>;

export const StatementPolicy = z.strictObject({
  /** A balance under this is not billed. */
  minimumBalanceCents: Cents,
  /** Days between two statements of one cycle. */
  intervalDays: z.int().min(20).max(60),
  /** Statements of one cycle, the final notice included. */
  statementLimit: z.int().min(1).max(4),
  dueDays: z.int().min(10).max(60),
});

/** Systems whose open claims were brought along, and until when their remittances are expected. */
const Cutover = z.strictObject({
  legacySystems: z
    .array(
      z.strictObject({
        name: SourceSystemName,
        /** A regular expression that claim numbers of that system match, and none of ours. */
        controlNumberPattern: z.string().min(1).max(100),
        until: PlainDate,
      }),
    )
    .max(10)
    .default([]),
  /**
   * The first day of service from which all that the practice did is known here. What the scrubber must look back
   * further for is not checked; without it nothing that looks back is.
   */
  servicesKnownFrom: PlainDate.optional(),
});

/** A practice's master data: one document, loaded whole. */
export const Practice = z.strictObject({
  practiceId: PracticeId,
  /** Counts the loads; an older document never replaces a newer one. */
  edition: z.int().min(1),
  name: z.string().min(1).max(60),
  /** A training practice sends to the synthetic payer and to nobody else. Fixed when the practice is first loaded. */
  mode: z.enum(['live', 'training']).default('live'),
  npi: Npi,
  taxId: z.string().regex(/^\d{9}$/, 'a tax id of 9 digits'),
  taxonomy,
  address: Address,
  /** Which day it is where patients are seen. */
  timeZone: TimeZone.default('America/New_York'),
  phone: z.string().regex(/^\d{10}$/, 'a phone number of 10 digits'),
  billingContact: z.string().min(1).max(60),
  /** Of the laboratory that serves every location without one of its own. */
  laboratory: LaboratoryCertificate.optional(),
  /** ISA06 of what we send and ISA08 of what we receive: names the practice to the clearinghouse. */
  submitterId: z.string().regex(/^[A-Z0-9]{2,15}$/),
  clearinghouse: z.strictObject({
    /** ISA08 of what we send. */
    receiverId: z.string().regex(/^[A-Z0-9]{2,15}$/),
    name: z.string().min(1).max(60),
    /** How it wants its files; as most do unless given. */
    profile: TradingPartnerProfile.optional(),
  }),
  providers: z.array(Provider).min(1),
  locations: z.array(Location).max(500).default([]),
  payers: z.array(Payer),
  feeSchedules: z.array(FeeSchedule).max(50).default([]),
  codeMappings: z.array(CodeMapping).max(20_000).default([]),
  intake: IntakeSettings.prefault({}),
  cutover: Cutover.prefault({}),
  scrub: ScrubSettings.prefault({}),
  coding: CodingSettings.prefault({}),
  statementPolicy: StatementPolicy,
  /** A write-off above this needs a manager. */
  writeOffLimitCents: Cents,
  /** A refund above this takes two persons; every refund does where it is left out. */
  refundLimitCents: Cents.optional(),
});
export type Practice = z.infer<typeof Practice>;
