import { describe, expect, test } from 'vitest';
import { Instant } from '#contracts/dates.ts';
import { balancesOf } from '#domain/ledger/balances.ts';
import { dateOf } from '#domain/calendar/plain-date.ts';
import { cents } from '#domain/money/cents.ts';
import { checkRemittance } from '#domain/remittance/check-remittance.ts';
import { isDenial } from '#domain/remittance/read-adjudication.ts';
import { transactionOfFile } from '#domain/remittance/transaction-of-file.ts';
import { takebackLedger } from '#domain/takebacks/takeback-ledger.ts';
import type { Claim835, Remittance835 } from '#domain/x12/guides/005010X221A1-835/model.ts';
import { readInterchanges } from '#domain/x12/read-interchanges.ts';
import { remittanceA, remittanceB, remittanceC, sampleClaim } from '../domain/ledger/sample-claim.ts';
import {
  claimPayment,
  openBooks,
  pairs,
  receive,
  remittance,
  reversalOf,
  type Books,
} from '../domain/remittance/sample-remittance.ts';
import { dayNumber, takebackPostings } from '../domain/takebacks/sample-takebacks.ts';
import { memoryWorld } from './memory-world.ts';
import { remittanceFile } from './payer-files.ts';
import { replayed } from './replay-world.ts';

/*
 * The points about remittances of the list of thirty things that a revenue cycle is accepted by, each by its number.
 * More about point 30, the ledger rebuilt from raw files, is in ledger-replay.test.ts and in one-machine.test.ts.
 */

const paid = claimPayment([
  { code: '99213', charge: '150', paid: '70', cas: 'CO-45 60, PR-2 20' },
  { code: '81002', charge: '50', paid: '40', cas: 'CO-45 10' },
]);
const corrected = claimPayment(
  [
    { code: '99213', charge: '150', paid: '50', cas: 'CO-45 60, PR-1 40' },
    { code: '81002', charge: '50', paid: '40', cas: 'CO-45 10' },
  ],
  { payerControlNumber: 'ICN2' },
);
const start = (): Books => openBooks(sampleClaim());
const balances = ({ postings }: Books) => balancesOf(postings);

/** A remittance as it is after it was written to a file and read back. */
function throughFile(
  clp: Claim835,
  changes: Partial<Remittance835> = {},
): { text: string; read: Remittance835 } {
  const named: Claim835 = {
    ...clp,
    claimFilingIndicator: 'CI',
    facilityCode: '11',
    frequencyCode: '1',
    patient: { entityType: 'person', name: 'Larch', firstName: 'Wren' },
  };
  const text = remittanceFile([named], Instant.parse('2026-03-20T15:00:00.000Z'), changes);
  const file = readInterchanges(new TextEncoder().encode(text));
  expect(file.readable).toBe(true);
  const findings = file.interchanges.flatMap(({ groups }) =>
    groups.flatMap(({ transactions }) => transactions.flatMap((transaction) => transaction.findings)),
  );
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  const read = transactionOfFile(file.interchanges, { interchangeIndex: 0, transactionIndex: 0 });
  if (read === undefined) {
    throw new Error('There is no transaction in the file');
  }
  return { text, read };
}

describe('Acceptance of remittances', () => {
  test.each<[string, Remittance835]>([
    [
      'a line',
      remittance([claimPayment([{ code: '99213', charge: '150', paid: '70', cas: 'CO-45 60' }])], '70'),
    ],
    ['a claim', remittance([{ ...paid, chargeCents: cents(20_001) }], '110')],
    ['the payment', remittance([paid], '111')],
  ])('18: %s that does not balance is refused', (_, file) => {
    expect(checkRemittance(file).outcome).toBe('out-of-balance');
    expect(checkRemittance(remittance([paid], '110')).outcome).toBe('balanced');
  });

  test('19: a claim with CLP02 of 1 and nothing paid is seen as denied, and one whose all is deductible is not', () => {
    const denied = claimPayment([
      { code: '99213', charge: '150', paid: '0', cas: 'CO-197 150' },
      { code: '81002', charge: '50', paid: '0', cas: 'CO-197 50' },
    ]);
    const deductible = claimPayment([
      { code: '99213', charge: '150', paid: '0', cas: 'CO-45 60, PR-1 90' },
      { code: '81002', charge: '50', paid: '0', cas: 'PR-1 50' },
    ]);
    const after = (clp: Claim835) => receive(start(), remittanceA, [clp]).claim;
    expect([denied.statusCode, deductible.statusCode]).toEqual(['1', '1']);
    expect(after(denied).state).toBe('awaiting-denial-work');
    expect(after(denied).adjudications.map(isDenial)).toEqual([true]);
    expect(after(deductible).state).toBe('ready-for-patient');
    expect(after(deductible).adjudications.map(isDenial)).toEqual([false]);
  });

  test('20: a reversal comes after its decision, before it, and without a correction', () => {
    const after = receive(start(), remittanceA, [paid, reversalOf(paid)]);
    const before = receive(receive(start(), remittanceA, [reversalOf(paid)]), remittanceB, [paid]);
    for (const books of [after, before]) {
      expect(balances(books)).toEqual(balances(start()));
      expect(books.claim.state).toBe('awaiting-remittance');
    }
    const corrections = receive(after, remittanceC, [corrected]);
    expect(balances(corrections)).toMatchObject({
      'payer-receivable': 0,
      'cash-in-transit': 9000,
      'patient-receivable': 4000,
    });
  });

  test('21: a reversal and its correction of one day lead to the same books in either order', () => {
    const first = receive(start(), remittanceA, [paid]);
    const one = receive(first, remittanceB, [reversalOf(paid), corrected]);
    const other = receive(first, remittanceB, [corrected, reversalOf(paid)]);
    expect(balances(one)).toEqual(balances(other));
    expect(one.claim.state).toBe(other.claim.state);
    expect(balances(one)['patient-receivable']).toBe(4000);
  });

  test('22: a negative adjustment is kept negative, in a reversal and outside one', () => {
    const raised = claimPayment([
      { code: '99213', charge: '150', paid: '160', cas: 'CO-45 -10' },
      { code: '81002', charge: '50', paid: '50' },
    ]);
    expect(balances(receive(start(), remittanceA, [raised]))['contractual-adjustment']).toBe(-1000);
    const { postings } = receive(start(), remittanceA, [paid, reversalOf(paid)]);
    const reversal = postings.filter(({ cause }) => cause === 'reversal');
    expect(balancesOf(reversal)['contractual-adjustment']).toBe(-7000);
  });

  test('23: a chain of WO, FB, 72 and L6 nets to zero', () => {
    const postings = takebackPostings(
      { day: 1, says: ['WO -120 ICN00001', 'L6 -3.21'] },
      { day: 8, says: ['WO 120 ICN00001', 'FB -50'] },
      { day: 15, says: ['FB 50', '72 -80 CHECK 1001', 'WO 80 ICN00002'] },
    );
    expect(balancesOf(postings)).toMatchObject({ 'takeback-payable': 0, 'interest-income': -321 });
    const [account] = takebackLedger(postings, dayNumber(20));
    expect(account).toMatchObject({ balanceCents: 0, open: [], excess: [] });
  });

  test('24: six adjustments of one group, each with its quantity, are read from one segment', () => {
    const adjustments = ['45', '97', '59', '253', '144', '131'].map((reason, index) => ({
      group: 'CO',
      reason,
      amountCents: cents(1000 + index),
      quantity: index + 1,
    }));
    const sum = adjustments.reduce((before, { amountCents }) => before + amountCents, 0);
    const [line] = paid.lines;
    const clp: Claim835 = {
      ...paid,
      chargeCents: cents(15_000),
      paidCents: cents(15_000 - sum),
      lines: line === undefined ? [] : [{ ...line, paidCents: cents(15_000 - sum), adjustments }],
    };
    const { text, read } = throughFile(clp);
    expect(text).toMatch(
      /CAS\*CO\*45\*10\*1\*97\*10\.01\*2\*59\*10\.02\*3\*253\*10\.03\*4\*144\*10\.04\*5\*131\*10\.05\*6~/,
    );
    expect(read.claims[0]?.lines[0]?.adjustments).toEqual(adjustments);
    expect(checkRemittance(read).outcome).toBe('balanced');
  });

  test('25: MIA, RDM, and lines of the qualifiers NU and N4 are read', () => {
    const [line] = paid.lines;
    const lines =
      line === undefined
        ? []
        : ['NU', 'N4'].map((qualifier, index) => ({
            ...line,
            procedure: {
              qualifier,
              code: qualifier === 'NU' ? '0450' : '00093721410',
              modifiers: [],
            },
            paidCents: line.paidCents,
            lineControlNumber: `L${index}`,
          }));
    const clp: Claim835 = {
      ...paid,
      chargeCents: cents(30_000),
      paidCents: cents(14_000),
      inpatientAdjudication: { coveredDays: 3, values: { '04': '120' }, remarkCodes: ['MA07'] },
      lines,
    };
    const { text, read } = throughFile(clp, {
      payee: {
        name: 'Cedar Hill Family Medicine',
        identifier: { qualifier: 'XX', value: '2000000010' },
        references: [{ qualifier: 'TJ', value: '990001234' }],
        remittanceDelivery: { method: 'FT', name: 'Cedar Hill', number: 'sftp.example' },
      },
    });
    expect(text).toMatch(/RDM\*FT\*/);
    expect(text).toMatch(/MIA\*3\*/);
    expect(read.claims[0]?.inpatientAdjudication).toMatchObject({ coveredDays: 3, remarkCodes: ['MA07'] });
    expect(read.claims[0]?.lines.map(({ procedure }) => procedure.qualifier)).toEqual(['NU', 'N4']);
    expect(read.payee.remittanceDelivery).toMatchObject({ method: 'FT' });
    expect(checkRemittance(read).outcome).toBe('balanced');
  });

  test('26: an 835 that comes again is ignored', async () => {
    const world = await memoryWorld();
    const { claimId } = await world.acceptedByPayer();
    const text = remittanceFile([(await world.payerOf(claimId)).decision()], world.clock.now());
    await world.remit(text);
    const before = world.snapshot();
    const postings = [...world.stored.postings.keys()];
    await world.receive(text);
    await world.post(await world.lastRemittance());
    expect([...world.stored.postings.keys()]).toEqual(postings);
    expect(await world.remittances.list(world.practiceId)).toHaveLength(1);
    expect((before as { claims: unknown }).claims).toEqual(world.stored.claims);
  });

  test('30: every balance is rebuilt from the raw files to the cent, and one that is a cent off is named', async () => {
    const world = await memoryWorld();
    const decided = async (encounterId: string, memberId: string) => {
      const { claimId } = await world.acceptedByPayer({
        encounterId,
        coverages: [{ order: 'primary', payerId: 'JUNIP', memberId, relationship: 'self' }],
      });
      const payer = await world.payerOf(claimId);
      return { claimId, first: payer.decision(), second: payer.secondDecision() };
    };
    const kept = await decided('ENC-1', 'JHM1');
    const denied = await decided('ENC-2', 'JHM2-D204');
    const changed = await decided('ENC-3', 'JHM1-REV');
    const stranger = { ...kept.first, patientControlNumber: 'NOT-OURS', payerControlNumber: 'JX-NOT-OURS' };
    const files: readonly (readonly [Claim835[], interestCents: number])[] = [
      [[kept.first, denied.first, changed.first], -321],
      [[reversalOf(changed.first), changed.second, stranger], 0],
    ];
    for (const [clps, interestCents] of files) {
      const at = world.clock.now();
      const paidCents = clps.reduce((sum, clp) => sum + clp.paidCents, 0);
      const text = remittanceFile(clps, at, {
        payment: {
          handling: 'I',
          amountCents: cents(paidCents - interestCents),
          creditOrDebit: 'C',
          method: 'CHK',
          date: dateOf(at),
        },
        providerAdjustments: interestCents === 0 ? [] : pairs([['L6', String(interestCents / 100)]]),
      });
      expect(await world.remit(text)).toBe('balanced');
      world.advance(86_400_000);
    }

    const postings = [...world.stored.postings.values()];
    const rebuilt = await replayed(world);
    expect(rebuilt).toMatchObject({
      isEqual: true,
      differences: [],
      faults: [],
      counts: { claims: 3, remittances: 2, decisions: 6 },
    });
    // What was rebuilt is the books' own, account by account, and the books have something to compare.
    const ofRebuilt: Record<string, number> = {};
    for (const { account, rebuiltCents } of rebuilt.accounts) {
      ofRebuilt[account] = (ofRebuilt[account] ?? 0) + rebuiltCents;
    }
    const ofKept = Object.entries(balancesOf(postings)).filter(([account]) => account in ofRebuilt);
    expect(ofRebuilt).toEqual(Object.fromEntries(ofKept));
    expect(Object.values(ofRebuilt).reduce((sum, amount) => sum + amount, 0)).toBe(0);
    expect(Object.keys(ofRebuilt)).toEqual(
      expect.arrayContaining([
        'charges',
        'contractual-adjustment',
        'patient-receivable',
        'denial-pending',
        'suspense',
        'interest-income',
        'cash-in-transit',
      ]),
    );

    const made = [...world.stored.postings].filter(([, { cause }]) => cause === 'adjudication');
    expect(made).toHaveLength(4);
    for (const [path, posting] of made) {
      const [one] = posting.legs;
      const other = posting.legs.find(({ account }) => account !== one?.account);
      // It still adds up to zero, so that only the files can tell.
      const shifted = posting.legs.map((leg) => ({
        ...leg,
        amountCents: cents(leg.amountCents + (leg === one ? 1 : leg === other ? -1 : 0)),
      }));
      world.stored.postings.set(path, { ...posting, legs: shifted });
      const { isEqual, differences } = await replayed(world);
      expect(isEqual).toBe(false);
      expect(differences.map(({ holder }) => holder)).toContain(posting.claimId);
      world.stored.postings.set(path, posting);
    }
  });
});
