import type { Adjudication, Claim } from '#contracts/claim.ts';
import { PayerId } from '#contracts/identifiers.ts';
import { primaryPayerOf } from '../ledger/post-charge.ts';
import type { Claim835 } from '../x12/guides/005010X221A1-835/model.ts';

/** Which payer decided, and in which place of the line: 1 decided on the whole charge, 2 and 3 on what was left. */
interface WhoSpoke {
  readonly payerId: PayerId;
  readonly placeInLine: Place;
}

type Place = 1 | 2 | 3;

/** CLP02 of payers that say in which place they decided; 4 (denied), 22 and others say nothing of it. */
const placeByStatus: Readonly<Record<string, Place>> = { '1': 1, '19': 1, '2': 2, '20': 2, '3': 3, '21': 3 };
/** The place of a payer in line, by the order of its coverage. */
export const placeByOrder = { primary: 1, secondary: 2, tertiary: 3 } as const;
/** CARC: what the payers before this one paid or took off. */
const priorPayersReason = '23';

/**
 * Says who decided a claim, and as the how-manyeth payer. CLP02 alone does not: payers deny with 4 whatever their place,
 * and send 1 although they followed another. Amounts of earlier payers (CARC 23) and who sent the remittance do:
 * a later payer of the claim followed, unless it says to be the first and knows of nobody before it; a payer that was
 * billed first decided first, unless it both says otherwise and states amounts of others; of a payer that the claim does
 * not name, its word counts, then the amounts of others.
 * @param facts `payerId` is who sent the remittance, where the practice knows it.
 */
export function whoSpoke(
  clp: Pick<Claim835, 'statusCode' | 'patientControlNumber' | 'adjustments' | 'lines'>,
  claim: Pick<Claim, 'coverages' | 'submissions' | 'legacy'>,
  facts: { readonly payerId?: PayerId },
): WhoSpoke {
  const known = placeOfSender(clp, claim, facts);
  const said = placeByStatus[clp.statusCode];
  const place = followed(clp, claim, known, said)
    ? known !== undefined && known > 1
      ? known
      : said === 3
        ? 3
        : 2
    : 1;
  // One remittance may bear the decisions of several payers of a group: who followed is then told by the claim.
  const isSender = known !== undefined && (known > 1 || place === 1);
  return {
    payerId: isSender && facts.payerId !== undefined ? facts.payerId : namedByClaim(clp, claim, facts, place),
    placeInLine: place,
  };
}

/** In which place of the line a payer decided, from 1. Decisions of earlier versions did not keep it. */
export function placeInLine({
  statusCode,
  placeInLine: place,
}: Pick<Adjudication, 'statusCode' | 'placeInLine'>): number {
  return place ?? placeByStatus[statusCode] ?? 1;
}

/** Whether another payer decided before this one, so that this one decided only on what was left. */
export function followsPriorPayer(adjudication: Pick<Adjudication, 'statusCode' | 'placeInLine'>): boolean {
  return placeInLine(adjudication) > 1;
}

function followed(
  clp: Pick<Claim835, 'adjustments' | 'lines'>,
  { coverages }: Pick<Claim, 'coverages'>,
  known: Place | undefined,
  said: Place | undefined,
): boolean {
  const statesOthers = statesPriorPayers(clp);
  if (known !== undefined && known > 1) {
    return said !== 1 || statesOthers;
  }
  if (known === 1) {
    return said !== undefined && said > 1 && statesOthers;
  }
  if (said === 1) {
    return statesOthers && coverages.some(({ order }) => order !== 'primary');
  }
  return said !== undefined || statesOthers;
}

/** The place of who sent the remittance among the payers of the claim; undefined where it is none, or more than one. */
function placeOfSender(
  { patientControlNumber }: Pick<Claim835, 'patientControlNumber'>,
  { coverages, submissions, legacy }: Pick<Claim, 'coverages' | 'submissions' | 'legacy'>,
  { payerId }: { readonly payerId?: PayerId },
): Place | undefined {
  if (payerId === undefined) {
    return undefined;
  }
  const own = coverages.filter((coverage) => coverage.payerId === payerId);
  if (own.length > 1) {
    return undefined;
  }
  // Claims are sent to the payer that comes first; only of one that was taken over may it be the second.
  const billed: Place = legacy?.status === 'second-payer' ? 2 : 1;
  const answered = submissions.find((one) => one.patientControlNumber === patientControlNumber);
  if (answered?.payerId === payerId) {
    return billed;
  }
  const [coverage] = own;
  if (coverage !== undefined) {
    return placeByOrder[coverage.order];
  }
  return submissions.some((submission) => submission.payerId === payerId) ? billed : undefined;
}

function statesPriorPayers({ adjustments, lines }: Pick<Claim835, 'adjustments' | 'lines'>): boolean {
  return [...adjustments, ...lines.flatMap((line) => line.adjustments)].some(
    ({ reason, amountCents }) => reason === priorPayersReason && amountCents !== 0,
  );
}

/** Where the remittance does not tell: the payer that the submission went to, or the coverage of that place. */
function namedByClaim(
  { patientControlNumber }: Pick<Claim835, 'patientControlNumber'>,
  claim: Pick<Claim, 'coverages' | 'submissions'>,
  facts: { readonly payerId?: PayerId },
  place: Place,
): PayerId {
  const later =
    place === 1 ? undefined : claim.coverages.find(({ order }) => placeByOrder[order] === place)?.payerId;
  const submission = claim.submissions.find((one) => one.patientControlNumber === patientControlNumber);
  return (
    later ??
    (place === 1 ? undefined : facts.payerId) ??
    submission?.payerId ??
    facts.payerId ??
    primaryPayerOf(claim) ??
    claim.submissions.at(-1)?.payerId ??
    PayerId.parse('UNKNOWN')
  );
}
