import type { PlainDate } from '#contracts/dates.ts';
import type { Header837 } from '#domain/x12/guides/005010X222A1-837P/model.ts';
import { systemsNumbering } from '../../../cutover/legacy-numbers.ts';
import { contentHashOf } from '../../../identity/content-hash.ts';
import { addCents, subtractCents } from '../../../money/cents.ts';
import type { FirstDecision } from '../intake-record.ts';
import { known, type ClaimReading } from './claim-reading.ts';
import { noteWhatIsNotCarried } from './not-carried.ts';
import { guarantorOf, readCoverages, readPatient } from './read-coverages.ts';
import { readDiagnoses, readLines } from './read-lines.ts';
import { describeDecisions, priorDecisions, type PriorDecision } from './prior-decisions.ts';
import { checkBillingProvider, readNamedProvider, readPlace, readRendering } from './read-providers.ts';

const sourceIdShape = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,49}$/;

/**
 * CLM01 as the number of the encounter. One with blanks or other signs may be anything, a name too: in its place stands
 * a number made of it, the same for the same claim.
 */
export function encounterIdOf({ claim, notes }: ClaimReading): string {
  const id = claim.patientControlNumber.trim();
  if (sourceIdShape.test(id)) {
    return id;
  }
  notes.add('visit-number-derived');
  return `CLM-${contentHashOf(id).slice(0, 16)}`;
}

/**
 * A claim of another billing system as an encounter: what was done, for whom and who pays. Everything that is wrong is
 * told; what an encounter has no place for is noted by its loop.
 */
export function readClaim(reading: ClaimReading, header: Header837): Record<string, unknown> {
  const { claim, sourceSystem, on } = reading;
  checkBillingProvider(reading);
  checkKind(reading, header);
  checkDecided(reading);
  const patient = readPatient(reading);
  const coverages = readCoverages(reading);
  const lastDay = claim.lines
    .map(({ serviceDates }) => serviceDates.to ?? serviceDates.from)
    .toSorted()
    .at(-1);
  const referring = claim.referringProviders?.find(({ role }) => role === undefined);
  noteWhatIsNotCarried(reading);
  return known({
    sourceSystem,
    encounterId: encounterIdOf(reading),
    version: versionOf(header),
    patient,
    guarantor: guarantorOf(reading, patient, coverages),
    coverages,
    renderingNpi: readRendering(reading),
    referringProvider: readNamedProvider(reading, '2310A', referring),
    supervisingProvider: readNamedProvider(reading, '2310D', claim.supervisingProvider),
    ...readPlace(reading),
    serviceDateFrom: on,
    serviceDateTo: lastDay === on ? undefined : lastDay,
    admissionDate: dateOf(reading, '435'),
    onsetDate: dateOf(reading, '431'),
    accident: readAccident(reading),
    diagnoses: readDiagnoses(reading),
    ...readLines(reading),
    note: claim.note?.text,
    authorizationNumber: claim.priorAuthorizationNumber,
    signatureOnFile: claim.providerSignatureOnFile,
    assignmentOfBenefits: claim.benefitsAssignment === 'Y',
    releaseOfInformation: claim.releaseOfInformation === 'Y',
  });
}

/** The void of a claim: which one, and as of when. What it bills is not looked at, for nothing of it is billed. */
export function readVoid(reading: ClaimReading, header: Header837): { encounterId: string; version: number } {
  checkBillingProvider(reading);
  checkKind(reading, header);
  return { encounterId: encounterIdOf(reading), version: versionOf(header) };
}

/**
 * When the file was made, to the minute, as a number: of two claims of the same number the one of the later file
 * counts, in whatever order they come, be it a replacement (frequency 7) or sent again as an original.
 */
function versionOf({ date, time }: Header837): number {
  return Number(`${date.replaceAll('-', '')}${time.slice(0, 4)}`);
}

/** Only what can be billed is taken. */
function checkKind(reading: ClaimReading, { kind }: Header837): void {
  const { claim } = reading;
  const refuse = (field: string, found: string, expected: string, howToFix: string): void =>
    reading.object(field, { code: 'claim-kind-not-billed', found, expected, howToFix });
  if (kind !== 'CH') {
    refuse(
      'BHT^6',
      kind === 'RP' ? 'an encounter report (RP)' : 'a subrogation demand (31)',
      'chargeable claims (CH)',
      'Send reports and demands from the system that made them.',
    );
  }
  if (claim.frequencyCode === '7' || claim.frequencyCode === '6') {
    reading.notes.add('replacement-of-claim');
  }
}

/**
 * A claim that another payer has decided would go to the payer that pays first once more. Where its system is one that
 * the practice leaves, it is taken over for the second payer; else it is refused with what was decided.
 */
function checkDecided(reading: ClaimReading): void {
  const { claim } = reading;
  const decisions = priorDecisions(claim);
  if (decisions.length === 0 && !claim.lines.some(({ adjudications }) => adjudications !== undefined)) {
    return;
  }
  reading.decided = firstDecision(reading, decisions);
  if (reading.decided !== undefined) {
    reading.notes.add('second-payer-not-billed');
    return;
  }
  reading.object('2320', {
    code: 'decided-by-other-payer',
    found:
      decisions.length > 0 ? describeDecisions(decisions) : 'lines that another payer has decided (2430)',
    expected: 'a claim that no payer has decided yet: here the first payer is billed, and nobody after it',
    howToFix: `Bill the next payer in the system that billed the first. To have the second payer's balance here, name ${reading.sourceSystem} among the practice's cutover.legacySystems and send the claim again, or take it over with "cutover import", status second-payer.`,
  });
}

/** The decision of the first payer, if there is no other one, something is left for the second, and its system is known. */
function firstDecision(
  { claim, practice, sourceSystem }: ClaimReading,
  [only, ...others]: readonly PriorDecision[],
): FirstDecision | undefined {
  const isOfSystem = systemsNumbering(practice, claim.patientControlNumber).some(
    ({ name }) => name === sourceSystem,
  );
  const isForSecond = only?.responsibility === 'P' && claim.subscriber.payerResponsibility === 'S';
  if (only === undefined || others.length > 0 || !isForSecond || !isOfSystem) {
    return undefined;
  }
  const { paidCents, adjustedCents } = only;
  const leftCents = subtractCents(claim.totalChargeCents, addCents(paidCents, adjustedCents));
  // What is counted in minutes has no charge before a coder has seen it.
  const isPriced = claim.lines.every(({ unit }) => unit === undefined);
  return leftCents > 0 && isPriced ? { system: sourceSystem, paidCents, adjustedCents } : undefined;
}

function dateOf({ claim }: ClaimReading, qualifier: string): PlainDate | undefined {
  return claim.dates?.find((date) => date.qualifier === qualifier)?.from;
}

const accidentKinds: ReadonlyMap<string, string> = new Map([
  ['AA', 'auto'],
  ['EM', 'work'],
  ['OA', 'other'],
]);

function readAccident(reading: ClaimReading): Record<string, unknown> | undefined {
  const { relatedCauses } = reading.claim;
  const date = dateOf(reading, '439');
  const [cause] = relatedCauses?.codes ?? [];
  if (cause === undefined) {
    if (date !== undefined) {
      reading.notCarried.add('2300 DTP*439');
    }
    return undefined;
  }
  if (date === undefined) {
    reading.missing('2300 DTP*439', 'the day of the accident that CLM11 speaks of');
  }
  return known({ kind: accidentKinds.get(cause), date, state: relatedCauses?.state });
}
