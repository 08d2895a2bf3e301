import type { Claim } from '#contracts/claim.ts';
import type { Instant } from '#contracts/dates.ts';
import type { Posting } from '#contracts/ledger.ts';
import type { ClaimOfDay } from './derive-day.ts';

/** What was known of a patient or a code when a claim was charged; it names the patient. */
export type Observation =
  | { readonly of: 'code'; readonly key: string; readonly at: Instant; readonly said: Record<string, never> }
  | {
      readonly of: 'patient';
      readonly key: string;
      readonly at: Instant;
      readonly said: {
        readonly lastName: string;
        readonly firstName: string;
        readonly birthDate: string;
        readonly sex: string;
        readonly state: string;
        readonly memberId: string | null;
      };
    };

/** What the charges of a day say of patients and codes. */
export function observationsOf(postings: readonly Posting[], claims: readonly ClaimOfDay[]): Observation[] {
  const byId = new Map<string, Claim>(claims.map(({ claim }) => [claim.claimId, claim]));
  return foldObservations(
    postings.flatMap(({ claimId, services, knownAt: at }): Observation[] => {
      const claim = claimId === undefined ? undefined : byId.get(claimId);
      if (services === undefined || claim === undefined) {
        return [];
      }
      const { lastName, firstName, birthDate, sex, address } = claim.patient;
      const memberId = claim.coverages[0]?.memberId ?? null;
      return [
        {
          of: 'patient',
          key: services.patientKey,
          at,
          said: { lastName, firstName, birthDate, sex, state: address.state, memberId },
        },
        ...services.lines.map(({ code }): Observation => ({ of: 'code', key: code, at, said: {} })),
      ];
    }),
  );
}

/**
 * All that is known, each change once, in one order whatever order it came in: what says the same as the observation of the
 * same key before it is left out.
 */
export function foldObservations(observations: Iterable<Observation>): Observation[] {
  const inOrder = [...observations].toSorted((one, other) =>
    placeOf(one) < placeOf(other) ? -1 : placeOf(one) > placeOf(other) ? 1 : 0,
  );
  return inOrder.filter((one, index) => {
    const before = inOrder[index - 1];
    return (
      before === undefined ||
      before.of !== one.of ||
      before.key !== one.key ||
      JSON.stringify(before.said) !== JSON.stringify(one.said)
    );
  });
}

function placeOf({ of, key, at, said }: Observation): string {
  return JSON.stringify([of, key, at, said]);
}
