import * as z from 'zod';
import { Instant } from './dates.ts';
import { TradingPair } from './trading-partner.ts';

/** A number of ours under which no file is known to have left. */
export const UnsentNumber = z.object({
  number: z.int(),
  /** Absent when whoever took the number stopped before saying for what. */
  fileName: z.string().optional(),
  issuedAt: Instant.optional(),
  /** Why it will never be used; absent while the file may still come. */
  voidReason: z.string().optional(),
});
export type UnsentNumber = z.infer<typeof UnsentNumber>;

/** An interchange that came under a number of its sender's which another file had brought before. */
export const RepeatedNumber = z.object({
  controlNumber: z.string(),
  firstFileKey: z.string(),
  fileKey: z.string(),
});

/** An interchange that was refused, or some of whose transactions were. */
export const RefusedInterchange = z.object({
  controlNumber: z.string(),
  fileKey: z.string(),
  verdict: z.enum(['partly-rejected', 'rejected']),
});

/** What the interchange control numbers (ISA13) exchanged with one partner say, for people. */
export const PartnerNumbers = z.object({
  ...TradingPair.shape,
  /** The number given last; absent when nothing was sent. */
  lastIssued: z.int().optional(),
  /** How many of the last numbers were looked at. */
  reviewed: z.int(),
  unsent: z.array(UnsentNumber),
  /** The highest received, and how many. */
  lastReceived: z.string().optional(),
  received: z.int(),
  /** Numbers of the partner that never came, between some that did: not always a fault, for a partner may count for several receivers. */
  gaps: z.array(z.object({ from: z.int(), to: z.int() })),
  repeated: z.array(RepeatedNumber),
  refused: z.array(RefusedInterchange),
});
export type PartnerNumbers = z.infer<typeof PartnerNumbers>;

export const ExchangeNumbersAnswer = z.object({
  outcome: z.literal('numbers'),
  partners: z.array(PartnerNumbers),
});
export type ExchangeNumbersAnswer = z.infer<typeof ExchangeNumbersAnswer>;
