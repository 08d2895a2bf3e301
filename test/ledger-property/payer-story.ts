import { array, boolean, constantFrom, integer, nat, record, tuple, type Arbitrary } from 'fast-check';
import { Instant, PlainDate } from '#contracts/dates.ts';
import { ClaimId } from '#contracts/identifiers.ts';
import { cents, sumCents } from '#domain/money/cents.ts';
import type { Claim835, ProviderAdjustment835 } from '#domain/x12/guides/005010X221A1-835/model.ts';
import {
  claimPayment,
  dollars,
  reversalOf,
  type LineSketch,
} from '../domain/remittance/sample-remittance.ts';
import { remittanceFile } from '../functions/payer-files.ts';

/** The claims that a payer decides; the last is one that the practice does not have. */
export const claimIds = ['C000000000001', 'C000000000002', 'C000000000003'].map((id) => ClaimId.parse(id));
const stranger = 'C000000000009-1';

/** A patient pays at the desk for one claim, whether anything is owed of it by then or not. */
export interface PaidAtDesk {
  readonly claimId: ClaimId;
  readonly amountCents: number;
}

/**
 * What payers and patients do over some weeks: the files that payers send and the payments of patients between them, and
 * the order in which all of it may come instead.
 */
export interface PayerStory {
  readonly files: readonly { readonly text: string; readonly paidCents: number }[];
  readonly atDesk: readonly PaidAtDesk[];
  /** The places of the files, and behind them those of the payments at the desk, as they come. */
  readonly order: readonly number[];
  /** The same in another order. */
  readonly otherOrder: readonly number[];
  /** The files that come twice. */
  readonly repeated: ReadonlySet<number>;
}

const fileCount = 5;
const fileNumber = nat({ max: fileCount - 1 });
/** Files of the payer that comes second; they have numbers of their own. */
const laterFileCount = 2;
const laterFileNumber = integer({ min: fileCount, max: fileCount + laterFileCount - 1 });
export const secondPayer = { payerId: 'STMCD', name: 'State Medical Assistance' };

const reasonsOfFirst = [
  'PR-1',
  'PR-2',
  'PR-3',
  'CO-97',
  'CO-16',
  'PR-204',
  'OA-23',
  'CO-253',
  'CO-24',
  'PI-16',
] as const;
const reasonsOfLater = ['OA-23', 'OA-23', 'PR-2', 'CO-22', 'CO-45'] as const;

/** What of a line's charge is paid, what the contract takes off, and why the rest is not paid. */
const split = (chargeCents: number, reasons: readonly string[] = reasonsOfFirst) =>
  tuple(nat({ max: chargeCents }), nat({ max: chargeCents }), constantFrom(...reasons)).map(
    ([one, other, reason]) => ({
      charge: String(chargeCents / 100),
      paid: String(Math.min(one, other) / 100),
      cas: `CO-45 ${Math.abs(one - other) / 100}, ${reason} ${(chargeCents - Math.max(one, other)) / 100}`,
    }),
  );

/** One decision, the file that it is in, and the one in which it is taken back. */
interface Decided {
  readonly first: Omit<LineSketch, 'code'>;
  readonly second: Omit<LineSketch, 'code'>;
  readonly statusCode: string;
  readonly sentIn: number;
  readonly takenBackIn: number;
}

const decision = record<Decided>({
  first: split(15_000),
  second: split(5000),
  statusCode: constantFrom('1', '1', '1', '4'),
  sentIn: fileNumber,
  takenBackIn: fileNumber,
});

/** What the second payer says, of which the first may have denied the same. */
const laterDecision = record<Decided>({
  first: split(15_000, reasonsOfLater),
  second: split(5000, reasonsOfLater),
  statusCode: constantFrom('2', '2', '4'),
  sentIn: laterFileNumber,
  takenBackIn: laterFileNumber,
});

/** A claim's decisions: all but the last are taken back, and the last perhaps; reversals may come first. */
const decisions = record({
  decided: array(decision, { minLength: 1, maxLength: 3 }),
  isLastTakenBack: boolean(),
});
/** The second payer takes itself for the first in all that it says of a claim, or in nothing. */
const laterDecisions = record({
  decided: array(laterDecision, { maxLength: 2 }),
  isLastTakenBack: boolean(),
  isTheFirst: constantFrom(false, false, true),
}).map(({ decided, isLastTakenBack, isTheFirst }) => ({
  decided: isTheFirst ? decided.map((one) => ({ ...one, statusCode: '1' })) : decided,
  isLastTakenBack,
}));

/** Money that is announced in one file and taken in another, in whichever order they come. */
const chain = record({
  code: constantFrom('WO', 'FB', 'WU', 'B3'),
  amountCents: integer({ min: 1, max: 40_000 }),
  announcedIn: fileNumber,
  takenIn: fileNumber,
  names: constantFrom('claim', 'reference', 'nothing'),
});

const interest = record({ amountCents: integer({ min: -500, max: -1 }), paidIn: fileNumber });

const paidAtDesk = record({
  claim: nat({ max: claimIds.length - 1 }),
  amountCents: integer({ min: 1, max: 20_000 }),
  afterFile: integer({ min: -1, max: fileCount + laterFileCount - 1 }),
});

interface Placed {
  readonly file: number;
  readonly clp: Claim835;
}

/** Every claim payment of one claim, with the file that it is in. */
function eventsOf(
  patientControlNumber: string,
  { decided, isLastTakenBack }: { readonly decided: readonly Decided[]; readonly isLastTakenBack: boolean },
  payersNumber = 'ICN',
): Placed[] {
  return decided.flatMap(({ first, second, statusCode, sentIn, takenBackIn }, index) => {
    const clp: Claim835 = {
      ...claimPayment(
        [
          { code: '99213', ...first },
          { code: '81002', ...second },
        ],
        {
          statusCode,
          patientControlNumber,
          payerControlNumber: `${payersNumber}${patientControlNumber}-${index}`,
        },
      ),
      claimFilingIndicator: 'CI',
      facilityCode: '11',
      frequencyCode: '1',
      patient: { entityType: 'person', name: 'Larch', firstName: 'Wren' },
    };
    return index < decided.length - 1 || isLastTakenBack
      ? [
          { file: sentIn, clp },
          { file: takenBackIn, clp: reversalOf(clp) },
        ]
      : [{ file: sentIn, clp }];
  });
}

/** What pays so much for a claim of nobody here that no file's payment is below zero. */
function filler(file: number): Claim835 {
  return {
    ...claimPayment([], {
      patientControlNumber: `FILLER${file}`,
      payerControlNumber: `ICNFILLER${file}`,
      chargeCents: dollars('9000'),
      paidCents: dollars('9000'),
    }),
    claimFilingIndicator: 'CI',
    facilityCode: '11',
    frequencyCode: '1',
    patient: { entityType: 'person', name: 'Sorrel', firstName: 'Olive' },
  };
}

function pair(reasonCode: string, amountCents: number, reference: string | undefined): ProviderAdjustment835 {
  return {
    providerId: '2000000010',
    fiscalPeriodEnd: PlainDate.parse('2026-12-31'),
    reasonCode,
    amountCents: cents(amountCents),
    ...(reference === undefined ? {} : { reference }),
  };
}

const sentBySecondPayer = {
  name: secondPayer.name,
  identifier: { qualifier: 'XV', value: secondPayer.payerId },
  address: { line1: '2 Claims Way', city: 'Larkspur', state: 'OR', zip: '970990002' },
  references: [{ qualifier: '2U', value: secondPayer.payerId }],
  contacts: [
    { functionCode: 'BL', name: 'Remittances', numbers: [{ qualifier: 'TE', value: '5035550199' }] },
  ],
};

const at = Instant.parse('2026-11-20T15:04:05.000Z');

export const payerStory: Arbitrary<PayerStory> = record({
  ofClaims: tuple(decisions, decisions, decisions, decisions),
  ofClaimsLater: tuple(laterDecisions, laterDecisions, laterDecisions),
  chains: array(chain, { maxLength: 4 }),
  interests: array(interest, { maxLength: 2 }),
  desk: array(paidAtDesk, { maxLength: 4 }),
  shuffles: array(nat(), { minLength: 60, maxLength: 60 }),
  repeated: array(fileNumber, { maxLength: 3 }),
}).map(({ ofClaims, ofClaimsLater, chains, interests, desk, shuffles, repeated }) => {
  const numbers = [...claimIds.map((claimId) => `${claimId}-1`), stranger];
  const placed = [
    ...ofClaims.flatMap((one, index) => eventsOf(numbers[index] ?? stranger, one)),
    ...ofClaimsLater.flatMap((one, index) => eventsOf(numbers[index] ?? stranger, one, 'LATER')),
  ];
  // Within a file, too, they stand in any order.
  const shuffled = placed
    .map((one, index) => ({ ...one, place: shuffles[index % shuffles.length] ?? 0 }))
    .toSorted((one, other) => one.place - other.place);
  const pairs = [
    ...chains.flatMap(({ code, amountCents, announcedIn, takenIn, names }, index) => {
      const named = names === 'claim' ? `ICN${numbers[index % 3] ?? ''}-0` : `REF${index}`;
      const reference = names === 'nothing' ? undefined : named;
      return [
        { file: announcedIn, adjustment: pair(code, -amountCents, reference) },
        { file: takenIn, adjustment: pair(code, amountCents, reference) },
      ];
    }),
    ...interests.map(({ amountCents, paidIn }) => ({
      file: paidIn,
      adjustment: pair('L6', amountCents, undefined),
    })),
  ];
  const files = Array.from({ length: fileCount + laterFileCount }, (_, file) => {
    const clps = [...shuffled.filter((one) => one.file === file).map(({ clp }) => clp), filler(file)];
    const providerAdjustments = pairs.filter((one) => one.file === file).map(({ adjustment }) => adjustment);
    const withheld = sumCents(providerAdjustments, ({ amountCents }) => amountCents);
    const paidCents = sumCents(clps, (clp) => clp.paidCents) - withheld;
    const text = remittanceFile(clps, at, {
      payment: {
        handling: 'I',
        amountCents: cents(paidCents),
        creditOrDebit: 'C',
        method: 'CHK',
        date: PlainDate.parse('2026-11-20'),
      },
      providerAdjustments,
      ...(file < fileCount ? {} : { payer: sentBySecondPayer }),
    });
    return { text, paidCents };
  });
  // A payment comes after its file, and before the next one.
  const atDesk = desk.flatMap(({ claim, amountCents }) => {
    const claimId = claimIds[claim];
    return claimId === undefined ? [] : [{ claimId, amountCents }];
  });
  const places = [...files.keys(), ...desk.map(({ afterFile }) => afterFile + 0.5)];
  const order = [...places.keys()].toSorted((one, other) => (places[one] ?? 0) - (places[other] ?? 0));
  const otherOrder = order.toSorted((one, other) => (shuffles[one] ?? 0) - (shuffles[other] ?? 0));
  return { files, atDesk, order, otherOrder, repeated: new Set(repeated) };
});
