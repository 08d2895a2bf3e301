import { readFileSync } from 'node:fs';
import type { Claim } from '#contracts/claim.ts';
import { Instant, PlainDate } from '#contracts/dates.ts';
import type { Encounter } from '#contracts/encounter.ts';
import { Practice } from '#contracts/practice.ts';
import { checkEncounter } from '#domain/intake/check-encounter.ts';
import { takeInEncounter } from '#domain/intake/take-in-encounter.ts';
import type { Write } from '#domain/writes/write.ts';

export const practice: Practice = Practice.parse(
  JSON.parse(readFileSync(new URL('../../../events/practice.json', import.meta.url), 'utf8')),
);
export const today = PlainDate.parse('2026-11-20');
export const at = Instant.parse('2026-11-20T15:04:05.000Z');
export const later = Instant.parse('2026-11-21T16:00:00.000Z');
export const origin = { uploadId: 'U0000000000000001', recordNumber: 1, at } as const;

/** A visit as a practice would upload it; nothing is wrong with it. */
export function encounterJson(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    sourceSystem: 'sample-pm',
    encounterId: 'ENC-1',
    patient: {
      sourcePatientId: 'P-1',
      lastName: 'Waxwing',
      firstName: 'Odette',
      birthDate: '1979-04-23',
      sex: 'F',
      address: { line1: '14 Nettle Row', city: 'Alder Falls', state: 'OR', zip: '97099' },
    },
    coverages: [{ order: 'primary', payerId: 'JUNIP', memberId: 'JHM90017', relationship: 'self' }],
    renderingNpi: '2000001018',
    placeOfService: '11',
    serviceDateFrom: '2026-10-05',
    diagnoses: ['I10', 'E11.9'],
    lines: [
      { code: '99213', charge: '160.00', diagnosisPointers: [1] },
      { code: '36415', charge: '15.00', diagnosisPointers: [2] },
    ],
    totalCharge: '175.00',
    ...changes,
  };
}

export function check(json: unknown, on: PlainDate = today): ReturnType<typeof checkEncounter> {
  const text = typeof json === 'string' ? json : JSON.stringify(json);
  return checkEncounter({ recordNumber: 1, text }, practice, on);
}

export function accepted(changes: Readonly<Record<string, unknown>> = {}): Encounter {
  const checked = check(encounterJson(changes));
  if (checked.accepted === undefined) {
    throw new Error(`The sample is not acceptable: ${JSON.stringify(checked.problems)}`);
  }
  return checked.accepted;
}

/** The claim that the writes of a decision leave behind. */
export function claimIn(writes: readonly Write[]): Claim {
  const write = writes.find(({ kind }) => kind === 'create-claim' || kind === 'save-claim');
  if (write?.kind !== 'create-claim' && write?.kind !== 'save-claim') {
    throw new Error('The decision writes no claim');
  }
  return write.claim;
}

/** The claim as it is right after intake, or as far along as `changes` say. */
export function receivedClaim(
  encounterChanges: Readonly<Record<string, unknown>> = {},
  changes: Partial<Claim> = {},
): Claim {
  const taken = takeInEncounter(accepted(encounterChanges), practice, undefined, origin);
  return { ...claimIn(taken.writes), ...changes };
}

/** The kinds of the writes, in order. */
export function kindsOf(writes: readonly Write[]): string[] {
  return writes.map(({ kind }) => kind);
}

/** The task that a decision opens. */
export function taskIn(writes: readonly Write[]): Extract<Write, { kind: 'open-task' }>['task'] | undefined {
  return writes.find((write) => write.kind === 'open-task')?.task;
}

/** What the waiting pipeline is told. */
export function signalIn(writes: readonly Write[]): Extract<Write, { kind: 'signal' }>['signal'] | undefined {
  return writes.find((write) => write.kind === 'signal')?.signal;
}
