import * as z from 'zod';
import { Address } from './address.ts';
import { Cents } from './cents.ts';
import { PlainDate } from './dates.ts';
import { Modifier, ProcedureCode } from './encounter.ts';
import { Npi, PayerId, PracticeId } from './identifiers.ts';
import { TradingPartnerProfile } from './trading-partner.ts';

const taxonomy = z.string().regex(/^[0-9A-Z]{9}X$/, 'an NUCC taxonomy code of 10 characters');

export const Provider = z.strictObject({
  npi: Npi,
  lastName: z.string().min(1).max(60),
  firstName: z.string().min(1).max(35),
  taxonomy,
});
export type Provider = z.infer<typeof Provider>;

export const FeeScheduleRow = z.strictObject({
  code: ProcedureCode,
  modifier: Modifier.optional(),
  allowedCents: Cents,
  effectiveFrom: PlainDate,
  effectiveTo: PlainDate.optional(),
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
  contract: z.array(FeeScheduleRow),
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

/** A practice's master data: one document, loaded whole. */
export const Practice = z.strictObject({
  practiceId: PracticeId,
  /** Counts the loads; an older document never replaces a newer one. */
  edition: z.int().min(1),
  name: z.string().min(1).max(60),
  npi: Npi,
  taxId: z.string().regex(/^\d{9}$/, 'a tax id of 9 digits'),
  taxonomy,
  address: Address,
  phone: z.string().regex(/^\d{10}$/, 'a phone number of 10 digits'),
  billingContact: z.string().min(1).max(60),
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
  payers: z.array(Payer),
  statementPolicy: StatementPolicy,
  /** A write-off above this needs a manager. */
  writeOffLimitCents: Cents,
});
export type Practice = z.infer<typeof Practice>;
