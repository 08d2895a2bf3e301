import * as z from 'zod';
import { PayerId, RemittanceId } from '#contracts/identifiers.ts';
import type { Claim835, ProviderAdjustment835 } from '../x12/guides/005010X221A1-835/model.ts';
import type { ReversedInFile } from '../takebacks/claims-of-adjustment.ts';
import type { RemittanceFacts } from './read-adjudication.ts';

const Facts = z.object({
  remittanceId: RemittanceId,
  traceNumber: z.string(),
  payerId: PayerId.optional(),
});

/**
 * Some claims of a remittance, as they were read from the 835 and found to balance; written and read by us alone.
 * Their positions in the remittance follow from `firstIndex`, counted from 1.
 */
const RemittanceChunk = z.object({
  facts: Facts,
  firstIndex: z.int().min(1),
  claims: z.array(z.custom<Claim835>()),
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

function withoutAbsent({ payerId, ...facts }: z.infer<typeof Facts>): RemittanceFacts {
  return payerId === undefined ? facts : { ...facts, payerId };
}

export const remittanceChunkKey = (practiceId: string, remittanceId: string, chunkNumber: number): string =>
  `chunks/${practiceId}/${remittanceId}/${String(chunkNumber).padStart(6, '0')}.json`;
export const remittanceRestKey = (practiceId: string, remittanceId: string): string =>
  `chunks/${practiceId}/${remittanceId}/provider-adjustments.json`;
export const remittanceIndexKey = (practiceId: string, remittanceId: string): string =>
  `chunks/${practiceId}/${remittanceId}/index.json`;
