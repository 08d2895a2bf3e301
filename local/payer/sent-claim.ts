import type { Claim837P } from '#domain/x12/guides/005010X222A1-837P/model.ts';
import { behaviourOf } from './behaviour.ts';

/** Whom a file came from and goes back to: the practice's and the clearinghouse's ids of the interchange. */
export interface Route {
  readonly practice: string;
  readonly clearinghouse: string;
  readonly usageIndicator: 'P' | 'T';
  /** Whether the file lay under `training/`, where its answers go too. */
  readonly isTraining?: boolean;
}

/** One transaction of claims that a practice sent. */
export interface ClaimFile {
  readonly route: Route;
  readonly groupControlNumber: string;
  readonly transactionControlNumber: string;
  readonly version: string;
  readonly reference: string;
  readonly claims: readonly Claim837P[];
}

/** Rejected by the 999, or lost on the way to the payer the first time it was sent. */
export function isLeftUnanswered(claim: Claim837P): boolean {
  const behaviour = behaviourOf(memberIdOf(claim));
  return behaviour === 'R999' || (behaviour === 'A0' && claim.patientControlNumber.endsWith('-1'));
}

export function memberIdOf(claim: Claim837P): string {
  return claim.subscriber.name.identifier?.value ?? '';
}

export function payerIdOf(claim: Claim837P): string {
  return claim.payer.name.identifier?.value ?? '';
}

/** The claim that a control number belongs to: what stands before its last dash. */
export function claimIdOf(claim: Claim837P): string {
  const { patientControlNumber } = claim;
  return patientControlNumber.slice(0, patientControlNumber.lastIndexOf('-'));
}

/** The payer's own number for the claim. */
export function controlNumberOf(claim: Claim837P): string {
  return `${payerIdOf(claim)}${claim.patientControlNumber.replaceAll('-', '')}`;
}
