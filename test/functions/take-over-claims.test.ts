import { describe, expect, test } from 'vitest';
import { CutoverAnswer } from '#contracts/cutover.ts';
import { contractVersion } from '#contracts/steps.ts';
import { legacyClaimId } from '#domain/cutover/legacy-numbers.ts';
import { contentHashOf } from '#domain/identity/content-hash.ts';
import { assembleVisit } from '#domain/intake/visit/assemble-visit.ts';
import type { VisitPart } from '#domain/intake/visit/part.ts';
import { trialBalance } from '#domain/ledger/balances.ts';
import { cents } from '#domain/money/cents.ts';
import type { CutoverLimits } from '#ports/cutover/check-cutover-file.ts';
import { handOverBalanceStep } from '../../functions/hand-over-balance/hand-over-balance-step.ts';
import { loadPracticeStep } from '../../functions/load-practice/load-practice-step.ts';
import { produceStatementStep } from '../../functions/produce-statement/produce-statement-step.ts';
import { takeOverClaimsStep } from '../../functions/take-over-claims/take-over-claims-step.ts';
import {
  creditRow,
  csvFile,
  deniedRow,
  jsonFile,
  legacySystem,
  openRow,
  patientRow,
  practice,
  secondPayerRow,
  totalsOf,
  type Row,
} from '../domain/cutover/cutover-file.ts';
import { memoryWorld, type MemoryWorld } from './memory-world.ts';
import { legacyDecision, remittanceFile } from './payer-files.ts';

const rows = [openRow(), deniedRow(), patientRow()];

async function cutoverWorld() {
  const world = await memoryWorld();
  await loadPracticeStep({ document: practice, by: 'maria', apply: true }, world);
  return world;
}

type More = Partial<{ apply: boolean; practiceId: string; limits: CutoverLimits }>;

/** Puts the file where the command line does, and calls until all is done. */
async function call(world: MemoryWorld, text: string, { limits, ...more }: More = {}) {
  const key = `cutover/${more.practiceId ?? practice.practiceId}/${contentHashOf(text)}`;
  await world.documents.put('uploads', key, text, 'text/csv');
  const request = { practiceId: practice.practiceId, key, user: 'maria', apply: true, ...more };
  for (let calls = 1; calls < 1000; calls += 1) {
    const answer = CutoverAnswer.parse(await takeOverClaimsStep(request, world, limits));
    if (answer.outcome !== 'more') {
      return answer;
    }
  }
  throw new Error('It does not come to an end');
}

const personFile = (all: readonly Row[], count: string): string =>
  csvFile(all, { patients: count }, 'patient_id');

/** A piece of a visit that came with a message. */
const visitPart = (
  partKey: string,
  content: VisitPart['content'],
  refs: readonly string[] = [],
): VisitPart => ({
  sourceSystem: 'clinic-hl7',
  encounterId: 'V1',
  partKey,
  order: '2-2026',
  hash: partKey,
  content,
  refs,
});

/** What is there of claims, money and tasks; not what a check keeps for itself. */
const kept = ({ stored }: MemoryWorld): unknown =>
  structuredClone([stored.claims, stored.postings, stored.tasks, stored.outbox, stored.keptItems]);

const claimOf = (world: MemoryWorld, { legacy_claim_number: number = '' }: Row) =>
  world.claim(legacyClaimId(practice.practiceId, legacySystem, number));

/** Debits less credits of every account that has any. */
function balances(world: MemoryWorld): Record<string, number> {
  const { rows: accounts, differenceCents } = trialBalance([...world.stored.postings.values()]);
  expect(differenceCents).toBe(0);
  return Object.fromEntries(
    accounts
      .filter(({ balanceCents }) => balanceCents !== 0)
      .map(({ account, balanceCents }) => [account, balanceCents]),
  );
}

describe('Claims of an old system', () => {
  test('are only looked at until the file is applied', async () => {
    const world = await cutoverWorld();
    const before = kept(world);
    expect(await call(world, csvFile(rows), { apply: false })).toMatchObject({
      outcome: 'checked',
      system: legacySystem,
      totals: { records: 3, payerBalanceCents: 32_000, patientBalanceCents: 2450 },
      byPayer: [{ payerId: 'JUNIP', claims: 2, balanceCents: 32_000 }],
      statuses: { open: 1, denied: 1, patient: 1 },
    });
    expect(kept(world)).toEqual(before);
  });

  test('open with the balances of the file, to the cent, each where it stood', async () => {
    const world = await cutoverWorld();
    expect(await call(world, csvFile(rows))).toMatchObject({
      outcome: 'taken-over',
      takenOver: 3,
      unchanged: 0,
      differing: [],
      inLedger: { payerBalanceCents: 32_000, patientBalanceCents: 2450 },
    });
    expect(balances(world)).toEqual({
      'payer-receivable': 16_000,
      'denial-pending': 16_000,
      'patient-receivable': 2450,
      'opening-balance': -34_450,
    });
    const [open, denied, patient] = await Promise.all(rows.map((row) => claimOf(world, row)));
    // Sent on 2026-11-02 to a payer that answers within 30 days; it is 2026-11-20, 15:04:05.
    expect(open).toMatchObject({
      state: 'awaiting-remittance',
      deadlineSeconds: (Date.parse('2026-12-02T00:00:00Z') - Date.parse('2026-11-20T15:04:05Z')) / 1000,
      serviceDateFrom: '2026-10-12',
      totalChargeCents: 16_000,
      legacy: { claimNumber: 'HX100001' },
    });
    expect(denied).toMatchObject({ state: 'awaiting-denial-work', waitSequence: 2 });
    expect(patient?.state).toBe('ready-for-patient');
    const task = await world.onlyTask();
    expect(task).toMatchObject({ kind: 'denial', dollarsAtStakeCents: 16_000 });
    expect(task.why).toMatch(/Juniper.* denied \$160\.00 of \$160\.00.*CO-197/);
    expect([...world.stored.outbox.values()].map(({ row }) => row?.kind)).toEqual([
      'start-leg',
      'start-leg',
      'start-leg',
    ]);
  });

  test('that come twice change nothing, and one that comes with other amounts stays as it is', async () => {
    const world = await cutoverWorld();
    await call(world, csvFile(rows));
    const before = kept(world);
    world.advance(86_400_000);
    expect(await call(world, csvFile(rows))).toMatchObject({ takenOver: 0, unchanged: 3, differing: [] });
    expect(kept(world)).toEqual(before);
    const changed = [openRow({ paid: '10.00', payer_balance: '150.00' }), deniedRow()];
    expect(await call(world, csvFile(changed))).toMatchObject({
      takenOver: 0,
      unchanged: 1,
      differing: ['HX100001'],
    });
    expect(kept(world)).toEqual(before);
  });

  test('are not taken over at all while one of them is wrong', async () => {
    const world = await cutoverWorld();
    const before = kept(world);
    const answer = await call(world, csvFile([...rows, openRow({ legacy_claim_number: 'other' })]));
    expect(answer).toMatchObject({ outcome: 'refused', problems: [{ row: 5 }], more: 0 });
    expect(kept(world)).toEqual(before);
  });

  test('of which there are many are checked, taken over and looked up piece by piece, and a run that stops goes on', async () => {
    const world = await cutoverWorld();
    const count = 500;
    const many = Array.from({ length: count }, (_, index) =>
      openRow({ legacy_claim_number: `HX${String(200_000 + index)}` }),
    );
    const text = csvFile(many);
    const key = `cutover/${practice.practiceId}/many.csv`;
    await world.documents.put('uploads', key, text, 'text/csv');
    const limits = { checkedRecords: 150, takenRecords: 100, chunkRecords: 25 };
    const request = { practiceId: practice.practiceId, key, user: 'maria', apply: true };
    const doings = new Set<string>();
    const answers: CutoverAnswer[] = [];
    let stops = 0;
    // One of them was taken over with another file, a day before.
    await call(world, csvFile(many.slice(0, 1)));
    world.advance(86_400_000);
    for (let calls = 1; calls < 100; calls += 1) {
      // Every second call breaks down in the middle.
      let writes = 0;
      const broken = {
        ...world,
        commit: {
          ...world.commit,
          apply: async (batch: Parameters<typeof world.commit.apply>[0]) => {
            writes += 1;
            if (calls % 2 === 0 && writes === 60) {
              throw new Error('the machine is gone');
            }
            return await world.commit.apply(batch);
          },
        },
      };
      const answer = await takeOverClaimsStep(request, broken, limits).catch(() => {
        stops += 1;
        return undefined;
      });
      if (answer?.outcome === 'more') {
        doings.add(answer.doing);
      } else if (answer !== undefined) {
        answers.push(answer);
        break;
      }
    }
    expect(answers).toMatchObject([
      {
        outcome: 'taken-over',
        totals: { records: count, payerBalanceCents: count * 16_000 },
        // What a call did before it broke down is the file's own.
        takenOver: count - 1,
        unchanged: 1,
        inLedger: { payerBalanceCents: count * 16_000, patientBalanceCents: 0 },
        differing: [],
      },
    ]);
    expect([...doings].toSorted()).toEqual(['checking', 'proving', 'taking over']);
    expect(stops).toBeGreaterThan(1);
    expect(balances(world)).toEqual({
      'payer-receivable': count * 16_000,
      'opening-balance': -count * 16_000,
    });
    world.advance(1000);
    expect(await call(world, text, { limits })).toMatchObject({ takenOver: 0, unchanged: count });
  });

  test('of which one stands twice far apart, or whose totals differ by a cent, leave nothing behind', async () => {
    const world = await cutoverWorld();
    const before = kept(world);
    const many = Array.from({ length: 500 }, (_, index) =>
      openRow({ legacy_claim_number: `HX${String(200_000 + (index === 499 ? 0 : index))}` }),
    );
    const limits = { checkedRecords: 100, takenRecords: 100, chunkRecords: 20 };
    expect(await call(world, csvFile(many), { limits })).toMatchObject({
      outcome: 'refused',
      problems: [{ row: 501, found: 'the claim number of row 2 again' }],
    });
    const off = csvFile(rows, totalsOf(rows, { payer_balance: '320.01' }));
    expect(await call(world, off)).toMatchObject({
      outcome: 'refused',
      problems: [
        {
          column: 'payer_balance',
          found: '$320.01',
          expected: '$320.00, the sum of the claims in the file; they differ by $0.01',
        },
      ],
    });
    expect(kept(world)).toEqual(before);
  });

  test('are read the same from JSON, wherever the pieces of the file end', async () => {
    const world = await cutoverWorld();
    const many = Array.from({ length: 300 }, (_, index) =>
      openRow({ legacy_claim_number: `HX${String(200_000 + index)}` }),
    );
    const limits = { checkedRecords: 50, takenRecords: 400, chunkRecords: 30 };
    expect(await call(world, jsonFile([...many, patientRow()]), { limits })).toMatchObject({
      outcome: 'taken-over',
      takenOver: 301,
      inLedger: { payerBalanceCents: 300 * 16_000, patientBalanceCents: 2450 },
    });
  });

  test('whose payer should have answered long ago wait for a biller', async () => {
    const world = await cutoverWorld();
    const late = openRow({ service_date: '2026-09-01', submitted_on: '2026-09-10' });
    await call(world, csvFile([late]));
    expect(await claimOf(world, late)).toMatchObject({ state: 'awaiting-follow-up', waitSequence: 2 });
    const task = await world.onlyTask();
    expect(task.why).toBe('No remittance for the claim that was sent 71 days ago.');
    const resent = await world.work(task, { outcome: 'resubmit', reason: 'never seen' });
    expect(resent).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringMatching(/JUNIP accepted submission 1/)],
    });
  });

  test('are refused where the practice document names no old system', async () => {
    const world = await memoryWorld();
    expect(await call(world, csvFile(rows))).toMatchObject({
      outcome: 'refused',
      problems: [{ column: 'system' }],
    });
    expect(await call(world, csvFile(rows), { practiceId: 'nobody' })).toMatchObject({
      outcome: 'refused',
      problems: [{ column: 'practice' }],
    });
    expect(await takeOverClaimsStep({ text: 1 }, world)).toMatchObject({ outcome: 'refused' });
  });
});

describe('A claim of an old system that the second payer owes', () => {
  test('waits for that payer, whose decision takes off what it owed; the rest is the patient’s', async () => {
    const world = await cutoverWorld();
    await call(world, csvFile([secondPayerRow()]));
    expect(balances(world)).toEqual({ 'payer-receivable': 4000, 'opening-balance': -4000 });
    const claim = await claimOf(world, secondPayerRow());
    expect(claim).toMatchObject({
      state: 'awaiting-remittance',
      submissions: [{ payerId: 'FEDMB', patientControlNumber: 'HX100004' }],
    });
    const decision = {
      ...legacyDecision('HX100004', 16_000, 3000),
      statusCode: '2',
      adjustments: [
        { group: 'OA', reason: '23', amountCents: cents(12_000) },
        { group: 'PR', reason: '2', amountCents: cents(1000) },
      ],
    };
    await world.remit(remittanceFile([decision], world.clock.now()));
    expect(balances(world)).toEqual({
      'cash-in-transit': 3000,
      'patient-receivable': 1000,
      'opening-balance': -4000,
    });
    expect(await claimOf(world, secondPayerRow())).toMatchObject({ state: 'ready-for-patient' });
  });

  test('and that nobody has sent there opens a task, from which it is never sent to the first payer', async () => {
    const world = await cutoverWorld();
    const row = secondPayerRow({ submitted_on: '' });
    await call(world, csvFile([row]));
    expect(await claimOf(world, row)).toMatchObject({ state: 'awaiting-follow-up', submissions: [] });
    const task = await world.onlyTask();
    expect(task).toMatchObject({ kind: 'follow-up', dollarsAtStakeCents: 4000 });
    expect(task.why).toMatch(/first payer has decided; \$40\.00 are to be asked of FEDMB/);
    expect(await world.work(task, { outcome: 'resubmit', reason: 'to the second payer' })).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringMatching(/FEDMB, is not billed from here/)],
    });
    expect(await world.work(task, { outcome: 'keep-waiting', reason: 'billed in the portal' })).toMatchObject(
      { outcome: 'worked' },
    );
    expect(await claimOf(world, row)).toMatchObject({ state: 'awaiting-remittance' });
  });
});

describe('Credits of an old system', () => {
  test('stand as what the payer will take back and what the patient is owed, and the ledger balances', async () => {
    const world = await cutoverWorld();
    expect(await call(world, csvFile([creditRow(), openRow()]))).toMatchObject({
      inLedger: { payerBalanceCents: 13_500, patientBalanceCents: -1000 },
    });
    expect(balances(world)).toEqual({
      'takeback-payable': -2500,
      'patient-receivable': -1000,
      'payer-receivable': 16_000,
      'opening-balance': -12_500,
    });
    const claim = await claimOf(world, creditRow());
    expect(claim.state).toBe('ready-for-patient');
    await handOverBalanceStep(world.inputOf(claim), world);
    expect(await claimOf(world, creditRow())).toMatchObject({ state: 'closed', handedToPatientCents: -1000 });
    expect(await world.openTasks()).toEqual([]);
  });

  test('that the patient gave before the payer decided are not asked of the patient again', async () => {
    const world = await cutoverWorld();
    // A copay of $20.00 was paid at the visit.
    await call(world, csvFile([openRow({ paid: '20.00', payer_balance: '140.00' })]));
    const decision = {
      ...legacyDecision('HX100001', 16_000, 10_000),
      adjustments: [
        { group: 'CO', reason: '45', amountCents: cents(4000) },
        { group: 'PR', reason: '3', amountCents: cents(2000) },
      ],
    };
    await world.remit(remittanceFile([decision], world.clock.now()));
    expect(balances(world)).toEqual({
      'cash-in-transit': 10_000,
      'contractual-adjustment': 4000,
      'opening-balance': -14_000,
    });
  });
});

describe('Patients and insurances of an old system', () => {
  const person = {
    source_system: 'clinic-hl7',
    patient_id: 'P1',
    patient_last_name: 'Larch',
    patient_first_name: 'Ina',
    patient_birth_date: '2015-02-03',
    patient_sex: 'F',
    patient_address: '1 Mill Lane',
    patient_city: 'Alder Falls',
    patient_state: 'OR',
    patient_zip: '97099',
    guarantor_id: 'G1',
    guarantor_last_name: 'Larch',
    guarantor_first_name: 'Otto',
    guarantor_address: '1 Mill Lane',
    guarantor_city: 'Alder Falls',
    guarantor_state: 'OR',
    guarantor_zip: '97099',
  };
  const insured = {
    source_system: 'clinic-hl7',
    patient_id: 'P1',
    primary_payer_id: 'JUNIP',
    primary_member_id: 'JHM1',
    primary_relationship: 'self',
    secondary_payer_id: 'FEDMB',
    secondary_member_id: 'FSH2',
    secondary_relationship: 'self',
  };
  const patients = (count = '1') => personFile([person], count);
  const coverages = (count = '1') => personFile([insured], count);

  test('are found by later visits that have nothing but the number of the patient', async () => {
    const world = await cutoverWorld();
    expect(await call(world, patients())).toMatchObject({
      outcome: 'taken-over',
      kind: 'patients',
      takenOver: 1,
      waitingVisits: 0,
    });
    expect(await call(world, coverages())).toMatchObject({ kind: 'coverages', takenOver: 1 });
    const names = ['person/P1', 'coverage/P1/primary', 'coverage/P1/secondary', 'account/P1'];
    const { things, belonging } = await world.visits.named(practice.practiceId, 'clinic-hl7', names);
    expect(things.map(({ kind }) => kind)).toEqual(['person', 'coverage', 'coverage', 'account']);
    expect(belonging).toEqual(['account/P1']);
    const visit = assembleVisit(
      [
        visitPart(
          'head',
          {
            kind: 'fields',
            fields: { serviceDateFrom: '2026-11-02', placeOfService: '11', renderingNpi: '2000001018' },
          },
          ['person/P1'],
        ),
        visitPart('coverage', { kind: 'fields', fields: {} }, ['coverage/P1/primary']),
        visitPart('line:1', { kind: 'line', line: { code: '99213' }, diagnoses: ['I10'] }),
      ],
      things,
      practice,
    );
    expect(visit).toMatchObject({
      draft: {
        patient: { lastName: 'Larch', birthDate: '2015-02-03', address: { zip: '97099' } },
        guarantor: { sourceGuarantorId: 'G1', firstName: 'Otto' },
        coverages: [
          { order: 'primary', payerId: 'JUNIP', memberId: 'JHM1' },
          { order: 'secondary', payerId: 'FEDMB' },
        ],
      },
    });
  });

  test('again change nothing, and are refused whole when one is wrong or the number differs', async () => {
    const world = await cutoverWorld();
    const before = kept(world);
    expect(await call(world, patients('2'))).toMatchObject({
      outcome: 'refused',
      problems: [{ column: 'patients', expected: '1, the number of patients in the file' }],
    });
    const wrong = personFile([person, { ...person, patient_id: 'P2', patient_zip: 'Larch' }, person], '3');
    const answer = await call(world, wrong);
    expect(answer).toMatchObject({
      outcome: 'refused',
      problems: [
        { row: 3, column: 'patient_zip' },
        { row: 4, column: 'patient_id', found: 'the patient number of row 2 again' },
      ],
    });
    expect(JSON.stringify(answer)).not.toMatch(/Larch/);
    expect(await call(world, personFile([{ ...insured, primary_member_id: 'x!' }], '1'))).toMatchObject({
      problems: [{ row: 2, column: 'primary_member_id' }],
    });
    expect(kept(world)).toEqual(before);
    await call(world, patients());
    const taken = kept(world);
    await call(world, patients());
    expect(kept(world)).toEqual(taken);
  });

  test('come as JSON too', async () => {
    const world = await cutoverWorld();
    const text = JSON.stringify({ totals: { patients: '1' }, patients: [person] });
    expect(await call(world, text)).toMatchObject({ outcome: 'taken-over', kind: 'patients', takenOver: 1 });
  });
});

describe('A remittance with an old control number', () => {
  test('posts to the claim that was taken over, however the payer writes the number', async () => {
    const world = await cutoverWorld();
    await call(world, csvFile(rows));
    expect(
      await world.remit(remittanceFile([legacyDecision('hx100001', 16_000, 12_000)], world.clock.now())),
    ).toBe('balanced');
    expect(await claimOf(world, openRow())).toMatchObject({ state: 'ready-for-patient' });
    expect(balances(world)).toMatchObject({
      'cash-in-transit': 12_000,
      'contractual-adjustment': 4000,
      'opening-balance': -34_450,
    });
    expect(balances(world)['payer-receivable']).toBeUndefined();
  });

  test('that changes its mind about a denial sets the old denial aside', async () => {
    const world = await cutoverWorld();
    await call(world, csvFile([deniedRow()]));
    await world.remit(remittanceFile([legacyDecision('HX100002', 16_000, 12_000)], world.clock.now()));
    expect(await claimOf(world, deniedRow())).toMatchObject({ state: 'ready-for-patient' });
    expect(await world.openTasks()).toEqual([]);
    expect(balances(world)).toEqual({
      'cash-in-transit': 12_000,
      'contractual-adjustment': 4000,
      'opening-balance': -16_000,
    });
  });

  test('posts to the account of the old system where the claim stayed there, and nothing waits', async () => {
    const world = await cutoverWorld();
    await call(world, csvFile([openRow()]));
    const decisions = [
      legacyDecision('HX555555', 20_000, 15_000),
      legacyDecision('HX555556', 5000, 0),
      legacyDecision('HX100001', 16_000, 12_000),
    ];
    await world.remit(remittanceFile(decisions, world.clock.now()));
    expect(balances(world)).toMatchObject({ legacy: -15_000, 'cash-in-transit': 27_000 });
    expect(balances(world)['suspense']).toBeUndefined();
    expect(await world.openTasks()).toEqual([]);
    const [run] = await world.remittances.list(world.practiceId);
    expect(run).toMatchObject({ state: 'posted', claims: 3, posted: 3, suspended: 0 });
    const before = kept(world);
    world.advance(60_000);
    await world.post(await world.lastRemittance());
    expect(kept(world)).toEqual(before);
  });

  test('that comes after the last day, or under a number of nobody, is parked for a person', async () => {
    const world = await cutoverWorld();
    await world.remit(remittanceFile([legacyDecision('NOBODY1', 20_000, 15_000)], world.clock.now()));
    world.advance(300 * 86_400_000);
    await world.remit(remittanceFile([legacyDecision('HX555555', 20_000, 15_000)], world.clock.now()));
    expect((await world.openTasks()).map(({ kind }) => kind)).toEqual([
      'unmatched-remittance',
      'unmatched-remittance',
    ]);
    expect(balances(world)).toEqual({ suspense: -30_000, 'cash-in-transit': 30_000 });
  });
});

describe('What was taken over', () => {
  test('as denied is worked like any denial', async () => {
    const world = await cutoverWorld();
    await call(world, csvFile([deniedRow()]));
    expect(
      await world.work(
        await world.onlyTask(),
        { outcome: 'write-off', writeOffReason: 'not-authorized', reason: 'no authorization' },
        'manager',
      ),
    ).toMatchObject({ outcome: 'worked' });
    expect(balances(world)).toEqual({ 'write-off': 16_000, 'opening-balance': -16_000 });
    expect(await claimOf(world, deniedRow())).toMatchObject({ state: 'ready-for-patient' });
  });

  test('as denied goes back to its payer as a replacement that names the number of the payer', async () => {
    const world = await cutoverWorld();
    await call(world, csvFile([deniedRow()]));
    await world.work(await world.onlyTask(), {
      outcome: 'correct-and-resubmit',
      correction: { authorizationNumber: 'AUTH1' },
      reason: 'authorization found',
    });
    const { claimId } = await claimOf(world, deniedRow());
    const sent = await world.resent(claimId);
    expect(sent.submissions.at(-1)).toMatchObject({
      frequency: '7',
      payerClaimControlNumber: '26306JX2',
      patientControlNumber: `${claimId}-2`,
    });
    expect(balances(world)).toEqual({ 'payer-receivable': 16_000, 'opening-balance': -16_000 });
  });

  test('as owed by the patient goes on the statement, with what was settled before', async () => {
    const world = await cutoverWorld();
    await call(world, csvFile([patientRow()]));
    const claim = await claimOf(world, patientRow());
    await handOverBalanceStep(world.inputOf(claim), world);
    const { guarantorId, practiceId } = claim;
    expect(await claimOf(world, patientRow())).toMatchObject({
      state: 'closed',
      handedToPatientCents: 2450,
    });
    await produceStatementStep(
      { contractVersion, practiceId, guarantorId, cycle: 1, statement: 1, holds: 0 },
      world,
    );
    const account = await world.accounts.load(practiceId, guarantorId);
    expect(account?.statements).toMatchObject([{ amountDueCents: 2450 }]);
  });
});
