import * as z from 'zod';
import { PlainDate } from '#contracts/dates.ts';
import { PayerId, RemittanceId } from '#contracts/identifiers.ts';
import type { Practice } from '#contracts/practice.ts';
import { UnbalancedClaim, type RemittanceRun } from '#contracts/remittance-run.ts';
import type { Claim835, ProviderAdjustment835, Remittance835 } from '../x12/guides/005010X221A1-835/model.ts';
import type { ReversedInFile } from '../takebacks/claims-of-adjustment.ts';
import type { RemittanceFacts } from './read-adjudication.ts';

/** Claims that one call posts, each by a transaction of its own, well within its time. */
export const chunkClaims = 10;

/** The number of the chunk that a claim lies in, counted from 1 as the claims are. */
export function chunkNumberOf(claimIndex: number): number {
  return Math.ceil(claimIndex / chunkClaims);
}

/** What the claims of a remittance share; its payer, where the practice knows one under a number that it names. */
export function factsOfRemittance(
  run: Pick<RemittanceRun, 'remittanceId' | 'traceNumber' | 'postingDate'>,
  { payer: { identifier, references } }: Pick<Remittance835, 'payer'>,
  { payers }: Pick<Practice, 'payers'>,
): RemittanceFacts {
  const named = new Set<string | undefined>([identifier?.value, ...references.map(({ value }) => value)]);
  const payer = payers.find(({ payerId }) => named.has(payerId));
  return {
    remittanceId: run.remittanceId,
    traceNumber: run.traceNumber,
    ...(payer === undefined ? {} : { payerId: payer.payerId }),
    ...(run.postingDate === undefined ? {} : { postingDate: run.postingDate }),
  };
}

const Facts = z.object({
  remittanceId: RemittanceId,
  traceNumber: z.string(),
  payerId: PayerId.optional(),
  postingDate: PlainDate.optional(),
});

/**
 * Some claims of a remittance, as they were read from the 835 and found to balance; written and read by us alone.
 * Their positions in the remittance follow from `firstIndex`, counted from 1.
 */
const RemittanceChunk = z.object({
  facts: Facts,
  firstIndex: z.int().min(1),
  claims: z.array(z.custom<Claim835>()),
  parked: z.array(UnbalancedClaim).optional(),
});

/** What is left to post when every claim is posted. */
const RemittanceRest = z.object({
  facts: Facts,
  providerAdjustments: z.array(z.custom<ProviderAdjustment835>()),
  reversals: z.array(z.custom<ReversedInFile>()).default([]),
});

export interface RemittanceChunkContent {
  readonly facts: RemittanceFacts;
  readonly firstIndex: number;
  readonly claims: readonly Claim835[];
  /** Those of the claims that do not balance and are parked whole. */
  readonly parked?: readonly UnbalancedClaim[] | undefined;
}

export interface RemittanceRestContent {
  readonly facts: RemittanceFacts;
  readonly providerAdjustments: readonly ProviderAdjustment835[];
  /** Claims of which the payer took money back in this remittance: what is carried forward is theirs. */
  readonly reversals: readonly ReversedInFile[];
}

export function readRemittanceChunk(text: string): RemittanceChunkContent {
  const { facts, ...rest } = RemittanceChunk.parse(JSON.parse(text));
  return { facts: withoutAbsent(facts), ...rest };
}

export function readRemittanceRest(text: string): RemittanceRestContent {
  const { facts, ...rest } = RemittanceRest.parse(JSON.parse(text));
  return { facts: withoutAbsent(facts), ...rest };
}

function withoutAbsent({ payerId, postingDate, ...facts }: z.infer<typeof Facts>): RemittanceFacts {
  return {
    ...facts,
    ...(payerId === undefined ? {} : { payerId }),
    ...(postingDate === undefined ? {} : { postingDate }),
  };
}

export const remittanceChunkKey = (practiceId: string, remittanceId: string, chunkNumber: number): string =>
  `chunks/${practiceId}/${remittanceId}/${String(chunkNumber).padStart(6, '0')}.json`;
export const remittanceRestKey = (practiceId: string, remittanceId: string): string =>
  `chunks/${practiceId}/${remittanceId}/provider-adjustments.json`;
export const remittanceIndexKey = (practiceId: string, remittanceId: string): string =>
  `chunks/${practiceId}/${remittanceId}/index.json`;
