import type { Cents } from '#contracts/cents.ts';
import type { ChargedServices, Posting } from '#contracts/ledger.ts';
import type { FactRow } from '#contracts/warehouse/tables.ts';
import { chargeNumberOf } from '../ledger/post-charge.ts';
import { addCents, negateCents, subtractCents, sumCents, zeroCents } from '../money/cents.ts';
import { stamped, type Stamp } from './stamp.ts';

/** What a row says beside its stamp and its posting. */
type Charged = Omit<FactRow<'charge'>, keyof Stamp | 'posting_id'> & {
  readonly service_date: Stamp['service_date'];
};

/** Whether a posting charges a claim, changes what is charged of it, or takes that back. */
export function isCharge({ claimId, services, legs, corrects }: Posting): boolean {
  return (
    claimId !== undefined &&
    (services !== undefined ||
      corrects?.startsWith('charge-') === true ||
      legs.some(({ account }) => account === 'charges'))
  );
}

/** Whether what a posting charges is known only beside the claim's other postings. */
export function needsOthers(posting: Posting): boolean {
  return isCharge(posting) && posting.cause !== 'charge';
}

/**
 * What a posting charges line by line: all that is charged once it is made, less all that was charged before it. What says
 * nothing of lines, as what comes from an old system, is one row without a line.
 * @param ofClaim the other postings of its claim.
 */
export function chargeRows(posting: Posting, ofClaim: readonly Posting[]): FactRow<'charge'>[] {
  const stamp = stamped(posting.postingDate);
  return chargedBy(posting, ofClaim).map(({ service_date, ...row }, index) => ({
    ...stamp(`${posting.postingId}#${index + 1}`, posting.knownAt, service_date ?? undefined),
    posting_id: posting.postingId,
    ...row,
  }));
}

function chargedBy(posting: Posting, ofClaim: readonly Posting[]): Charged[] {
  if (!isCharge(posting)) {
    return [];
  }
  const corrected = ofClaim.find(({ postingId }) => postingId === posting.corrects);
  if (corrected !== undefined) {
    return chargedBy(corrected, ofClaim).map((row) => ({
      ...row,
      amount: negateCents(row.amount),
      units: 0 - row.units,
    }));
  }
  if (posting.services === undefined) {
    return chargedCents(posting.legs) === 0 ? [] : [withoutLine(posting)];
  }
  const before = chargesBefore(posting, posting.services, ofClaim);
  return before === undefined
    ? [withoutLine(posting)].filter(({ amount }) => amount !== 0)
    : difference(
        linesOf(posting, posting.services),
        before.flatMap((other) => chargedBy(other, ofClaim)),
      );
}

/**
 * The charges that stood when a claim was charged, which no clock is asked for: charges are numbered, a void takes back all
 * that stand, and what stood is what is charged now less what the posting adds. Undefined where nothing makes up that sum.
 */
function chargesBefore(
  posting: Posting,
  services: ChargedServices,
  ofClaim: readonly Posting[],
): Posting[] | undefined {
  const number = chargeNumberOf(posting) ?? 0;
  const earlier = ofClaim
    .flatMap((other) => {
      const itsNumber = chargeNumberOf(other);
      return itsNumber !== undefined && itsNumber < number ? [{ other, itsNumber }] : [];
    })
    .toSorted((one, two) => one.itsNumber - two.itsNumber)
    .map(({ other }) => other);
  const stoodCents = subtractCents(
    sumCents(services.lines, ({ chargeCents }) => chargeCents),
    chargedCents(posting.legs),
  );
  const takenBackAt = ({ postingId }: Posting) =>
    ofClaim.find(({ corrects }) => corrects === postingId)?.knownAt;
  const candidates = [...Array(earlier.length + 1).keys()]
    .map((start) => earlier.slice(start))
    .filter((some) => sumCents(some, ({ legs }) => chargedCents(legs)) === stoodCents);
  return (
    // What one void takes back it takes back at one moment.
    candidates.find((some) => some.every((other) => takenBackAt(other) === takenBackAt(posting))) ??
    candidates[0]
  );
}

function linesOf({ claimId }: Posting, services: ChargedServices): Charged[] {
  return services.lines.map((line) => ({
    service_date: line.serviceDate,
    claim_id: claimId ?? '',
    line_number: line.lineNumber,
    amount: line.chargeCents,
    units: line.units,
    procedure_code: line.code,
    modifiers: line.modifiers.join(',') || null,
    diagnosis_codes: line.diagnoses.join(',') || null,
    place_of_service: services.placeOfService,
    rendering_npi: services.renderingNpi,
    billing_npi: services.billingNpi,
    location_id: services.locationId ?? null,
    payer_id: services.payerId ?? null,
    patient_key: services.patientKey,
    received_at: services.receivedAt,
  }));
}

function withoutLine({ claimId, serviceDate, legs, knownAt }: Posting): Charged {
  return {
    service_date: serviceDate ?? null,
    claim_id: claimId ?? '',
    line_number: null,
    amount: chargedCents(legs),
    units: 0,
    procedure_code: null,
    modifiers: null,
    diagnosis_codes: null,
    place_of_service: null,
    rendering_npi: null,
    billing_npi: null,
    location_id: null,
    payer_id: null,
    patient_key: null,
    received_at: knownAt,
  };
}

/** What legs charge: the credits of `charges`. */
export function chargedCents(legs: Posting['legs']): Cents {
  return negateCents(
    sumCents(
      legs.filter(({ account }) => account === 'charges'),
      ({ amountCents }) => amountCents,
    ),
  );
}

function difference(after: readonly Charged[], before: readonly Charged[]): Charged[] {
  const rows = new Map<string, Charged>();
  const add = (row: Charged, amount: Cents, units: number) => {
    const { amount: _, units: __, ...same } = row;
    const key = JSON.stringify(same);
    const found = rows.get(key) ?? { ...row, amount: zeroCents, units: 0 };
    rows.set(key, { ...found, amount: addCents(found.amount, amount), units: found.units + units });
  };
  before.forEach((row) => add(row, subtractCents(zeroCents, row.amount), 0 - row.units));
  after.forEach((row) => add(row, row.amount, row.units));
  return [...rows.values()].filter(({ amount, units }) => amount !== 0 || units !== 0);
}
