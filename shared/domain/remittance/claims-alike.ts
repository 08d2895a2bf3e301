import type { Claim } from '#contracts/claim.ts';
import { ClaimId } from '#contracts/identifiers.ts';
import type { Task } from '#contracts/task.ts';
import { cents, formatDollars } from '../money/cents.ts';
import type { Claim835 } from '../x12/guides/005010X221A1-835/model.ts';
import { procedureWeSent } from './match-line.ts';

/** A claim that a CLP may belong to. */
export interface ClaimAlike {
  readonly claim: Claim;
  /** The sum of the weights of what the two have in common; the control number alone outweighs any two other signs. */
  readonly likeness: number;
  /** What they have in common, in words. */
  readonly signs: readonly string[];
}

/** More than these nobody reads. */
const shownClaims = 5;

/** Less than this in common, for example a charge alone, says nothing. */
const leastLikeness = 4;

/** What speaks for a claim, and how much. */
const signs: readonly {
  readonly weight: number;
  readonly words: string;
  readonly holds: (clp: Claim835, claim: Claim) => boolean;
}[] = [
  { weight: 12, words: 'the claim id within what the payer gives as our number', holds: namesIt },
  { weight: 10, words: 'our control number but for one character', holds: namesItWithASlip },
  {
    weight: 8,
    words: "the payer's own control number",
    holds: ({ payerControlNumber }, { adjudications, submissions }) =>
      payerControlNumber !== undefined &&
      (adjudications.some((one) => one.payerClaimControlNumber === payerControlNumber) ||
        submissions.some(({ acknowledgements }) =>
          acknowledgements.some((one) => one.payerClaimControlNumber === payerControlNumber),
        )),
  },
  {
    weight: 5,
    words: 'member id',
    holds: ({ patient, subscriber }, { coverages }) => {
      const ids = new Set([patient, subscriber].map((one) => plain(one?.identifier?.value)));
      return coverages.some(({ memberId }) => ids.has(plain(memberId)));
    },
  },
  {
    weight: 4,
    words: "the patient's name",
    holds: ({ patient }, claim) =>
      patient?.name !== undefined &&
      plain(patient.name) === plain(claim.patient.lastName) &&
      plain(patient.firstName).slice(0, 3) === plain(claim.patient.firstName).slice(0, 3),
  },
  { weight: 3, words: 'date of service', holds: (clp, claim) => datesOf(clp).has(claim.serviceDateFrom) },
  {
    weight: 3,
    words: 'charge',
    holds: ({ chargeCents }, { totalChargeCents }) => Math.abs(chargeCents) === totalChargeCents,
  },
  {
    weight: 2,
    words: 'every code',
    holds: ({ lines }, claim) => {
      const ours = new Set(claim.lines.map(({ code }) => code));
      return lines.length > 0 && lines.every((line) => ours.has(procedureWeSent(line).code));
    },
  },
  {
    weight: 1,
    words: 'the provider',
    holds: ({ serviceProvider }, { renderingNpi, billingNpi }) =>
      [renderingNpi, billingNpi].some((npi) => npi === serviceProvider?.identifier?.value),
  },
];

/** The claims that a CLP may belong to, the likeliest first. Only claims that went to a payer can. */
export function claimsAlike(clp: Claim835, claims: Iterable<Claim>): ClaimAlike[] {
  return [...claims]
    .filter(({ submissions }) => submissions.length > 0)
    .map((claim) => {
      const common = signs.filter(({ holds }) => holds(clp, claim));
      return {
        claim,
        likeness: common.reduce((sum, { weight }) => sum + weight, 0),
        signs: common.map(({ words }) => words),
      };
    })
    .filter(({ likeness }) => likeness >= leastLikeness)
    .toSorted(
      (one, other) => other.likeness - one.likeness || (one.claim.claimId < other.claim.claimId ? -1 : 1),
    )
    .slice(0, shownClaims);
}

/** Ids of claims that may stand within what a payer gives as our number, whatever it put around and between. */
export function claimIdsWithin(text: string): ClaimId[] {
  const characters = text.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
  // Every place is tried: what the payer put in front may begin like an id.
  return [...characters.matchAll(/(?=(C[0-9A-HJKMNP-TV-Z]{12}))/g)].map(([, id]) => ClaimId.parse(id));
}

/** The task with the claims that are most like its CLP among its evidence. */
export function withClaimsAlike(task: Task, alike: readonly ClaimAlike[]): Task {
  const sentences = alike.map(
    ({ claim: { claimId, serviceDateFrom, totalChargeCents, state }, signs: common, likeness }) =>
      `Like claim ${claimId} of ${serviceDateFrom} over ${formatDollars(cents(totalChargeCents))}, ${state}: ${common.join(', ')} (likeness ${likeness}).`,
  );
  return {
    ...task,
    evidence: [
      ...task.evidence,
      ...(sentences.length === 0 ? ['No claim that was looked at is like it.'] : sentences),
    ],
  };
}

function namesIt(clp: Claim835, { claimId }: Claim): boolean {
  return claimIdsWithin(clp.patientControlNumber).includes(claimId);
}

function namesItWithASlip(clp: Claim835, { submissions }: Claim): boolean {
  const theirs = plain(clp.patientControlNumber);
  return submissions.some(({ patientControlNumber }) => isSlip(theirs, plain(patientControlNumber)));
}

/** Whether one text is the other with one character other, missing, added, or two neighbours exchanged. */
function isSlip(one: string, other: string): boolean {
  if (one === other || Math.abs(one.length - other.length) > 1 || other.length < 6) {
    return false;
  }
  let start = 0;
  while (start < one.length && start < other.length && one[start] === other[start]) {
    start += 1;
  }
  const [left, right] = [one.slice(start), other.slice(start)];
  return (
    left.slice(1) === right.slice(1) ||
    left.slice(1) === right ||
    left === right.slice(1) ||
    (left[0] === right[1] && left[1] === right[0] && left.slice(2) === right.slice(2))
  );
}

function datesOf({ dates, lines }: Claim835): Set<string> {
  return new Set(
    [...dates, ...lines.flatMap((line) => line.dates)]
      .filter(({ qualifier }) => ['472', '150', '232'].includes(qualifier))
      .map(({ from }) => from),
  );
}

function plain(text = ''): string {
  return text.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
}
