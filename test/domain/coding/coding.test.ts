import { describe, expect, test } from 'vitest';
import { Claim } from '#contracts/claim.ts';
import { Instant } from '#contracts/dates.ts';
import { PatientControlNumber, PayerId } from '#contracts/identifiers.ts';
import { ClaimCorrection, taskOutcomes, type TaskOutcome } from '#contracts/claim-task-outcomes.ts';
import { applyCorrection, changedFields } from '#domain/coding/apply-correction.ts';
import { decideCodingTask } from '#domain/coding/decide-coding-task.ts';
import { needsCoding } from '#domain/coding/needs-coding.ts';
import { decideCorrectionTask } from '#domain/scrub/decide-correction-task.ts';
import { cents } from '#domain/money/cents.ts';
import { claimIn, kindsOf, later, practice, receivedClaim, signalIn } from '../samples/encounters.ts';

const worker = { user: 'coder.ida', role: 'staff', at: later } as const;
const uncoded = { lines: [], diagnoses: [], totalCharge: '0.00', note: 'Cough.' };
const line = { code: '99214', charge: '220.00', diagnosisPointers: [1] };

function correctionOf(json: Readonly<Record<string, unknown>>): ClaimCorrection {
  return ClaimCorrection.parse(json);
}

describe('a visit needs coding', () => {
  test.each([
    ['coded', {}, false],
    ['without lines', { lines: [], note: 'Cough.', totalCharge: '0.00' }, true],
    ['without diagnoses', { diagnoses: [], note: 'Cough.' }, true],
  ])('%s -> %s', (_, changes, expected) => {
    expect(needsCoding(receivedClaim(changes))).toBe(expected);
  });
});

describe('a correction', () => {
  test('numbers new lines, gives them control numbers of their own and a total', () => {
    const claim = receivedClaim({}, { version: 6 });
    const changes = applyCorrection(
      claim,
      correctionOf({ lines: [line, { ...line, code: '36415', charge: '15.00' }] }),
    );
    expect(changes.lines).toMatchObject([
      { lineNumber: 1, lineControlNumber: `${claim.claimId}-7-1`, units: 1, serviceDate: '2026-10-05' },
      { lineNumber: 2, lineControlNumber: `${claim.claimId}-7-2`, chargeCents: 1_500 },
    ]);
    expect(changes.totalChargeCents).toBe(23_500);
  });

  test('of the patient corrects the bill too, where the patient receives it', () => {
    const own = receivedClaim();
    const patient = { ...own.patient, lastName: 'Siskin' };
    expect(applyCorrection(own, { patient }).guarantor).toMatchObject({ lastName: 'Siskin' });
    const guarantor = { ...own.guarantor, sourceGuarantorId: 'G-9', lastName: 'Heron' };
    expect(applyCorrection(receivedClaim({ guarantor }), { patient }).guarantor).toBeUndefined();
  });

  test.each([
    ['nothing', {}, []],
    ['the same diagnoses', { diagnoses: ['I10', 'E11.9'] }, []],
    [
      'the same lines',
      {
        lines: [
          { code: '99213', charge: '160.00', diagnosisPointers: [1] },
          { code: '36415', charge: '15.00', diagnosisPointers: [2] },
        ],
      },
      [],
    ],
    ['other diagnoses', { diagnoses: ['E11.9', 'I10'] }, ['diagnoses']],
    [
      'a modifier',
      {
        lines: [
          { code: '99213', modifiers: ['25'], charge: '160.00', diagnosisPointers: [1] },
          { code: '36415', charge: '15.00', diagnosisPointers: [2] },
        ],
      },
      ['lines'],
    ],
    [
      'a charge',
      { lines: [{ code: '99213', charge: '150.00', diagnosisPointers: [1] }] },
      ['lines', 'totalChargeCents'],
    ],
    [
      'a place and a number',
      { placeOfService: '22', authorizationNumber: 'A1' },
      ['placeOfService', 'authorizationNumber'],
    ],
    ['a provider', { renderingNpi: '2000001026' }, ['renderingNpi']],
  ])('of %s is told as a change of %j -> %j', (_, json, fields) => {
    const claim = receivedClaim();
    const changed = changedFields(claim, applyCorrection(claim, correctionOf(json)));
    expect(new Set(changed)).toEqual(new Set(fields));
  });
});

describe('a coder', () => {
  const waiting = (changes: Partial<Claim> = {}): Claim =>
    receivedClaim(uncoded, { state: 'awaiting-coding', waitSequence: 1, ...changes });
  const coded = (json: Readonly<Record<string, unknown>>): TaskOutcome<'coding'> =>
    taskOutcomes.coding.parse({ outcome: 'coded', diagnoses: ['R05.1'], lines: [line], ...json });

  test('codes a visit, which goes to the scrubber with a total', () => {
    const decided = decideCodingTask(waiting(), practice, coded({}), worker);
    const claim = Claim.parse(claimIn(decided.writes ?? []));
    expect(claim).toMatchObject({
      state: 'ready-to-scrub',
      totalChargeCents: 22_000,
      diagnoses: ['R05.1'],
      staffDecisions: [{ by: 'coder.ida', task: 'coding', outcome: 'coded' }],
    });
    expect(kindsOf(decided.writes ?? [])).toEqual(['save-claim', 'record-event', 'close-task', 'signal']);
    expect(signalIn(decided.writes ?? [])).toMatchObject({
      waitName: 'coding',
      output: { outcome: 'coded' },
    });
  });

  test('finds a visit not billable, which closes the claim', () => {
    const decided = decideCodingTask(
      waiting(),
      practice,
      { outcome: 'not-billable', reason: 'No show.' },
      worker,
    );
    expect(claimIn(decided.writes ?? [])).toMatchObject({ state: 'closed', lines: [] });
  });

  test.each([
    [
      'a pointer past the last diagnosis',
      { lines: [{ ...line, diagnosisPointers: [2] }] },
      'lines[1].diagnosisPointers',
    ],
    ['a negative charge', { lines: [{ ...line, charge: '-1.00' }] }, 'lines[1].charge'],
    ['a day outside the visit', { lines: [{ ...line, serviceDate: '2026-10-06' }] }, 'lines[1].serviceDate'],
  ])('is refused %s', (_, json, field) => {
    const decided = decideCodingTask(waiting(), practice, coded(json), worker);
    expect(decided.refused).toContain(`The claim would not be right after that. ${field}: found `);
  });

  test('comes too late for a claim that was coded by somebody else', () => {
    const decided = decideCodingTask(waiting({ state: 'ready-to-scrub' }), practice, coded({}), worker);
    expect(decided.refused).toMatch(/is at "Ready to scrub" and does not wait for its coding task/);
  });
});

describe('staff who work a correction', () => {
  const held = (changes: Partial<Claim> = {}): Claim =>
    receivedClaim({}, { state: 'awaiting-correction', waitSequence: 1, ...changes });
  const decisionOf = (json: Readonly<Record<string, unknown>>) => {
    const decision = taskOutcomes.correction.parse({ reason: 'From the note.', ...json });
    if (decision.outcome === 'write-off') {
      throw new Error('A write-off is decided in the ledger');
    }
    return decision;
  };
  const decide = (json: Readonly<Record<string, unknown>>, claim = held()) =>
    decideCorrectionTask(claim, practice, decisionOf(json), worker);

  test('send the claim back to the scrubber', () => {
    const decided = decide({ outcome: 'corrected', correction: { diagnoses: ['I10', 'E11.65'] } });
    expect(claimIn(decided.writes ?? [])).toMatchObject({
      state: 'ready-to-scrub',
      diagnoses: ['I10', 'E11.65'],
    });
    expect(signalIn(decided.writes ?? [])).toMatchObject({
      waitName: 'correction',
      output: { outcome: 'corrected' },
    });
  });

  test('are refused a correction that changes nothing', () => {
    expect(decide({ outcome: 'corrected', correction: {} }).refused).toMatch(
      /^The correction changes nothing/,
    );
    expect(decide({ outcome: 'corrected', correction: { placeOfService: '11' } }).refused).toMatch(
      /changes nothing/,
    );
  });

  test('are refused a provider that the practice does not have', () => {
    const decided = decide({ outcome: 'corrected', correction: { renderingNpi: '1234567893' } });
    expect(decided.refused).toContain('renderingNpi: found NPI 1234567893');
  });

  test('take the coverage off only while the claim could still go to its payer and never went', () => {
    const taken = { outcome: 'corrected', correction: { coverages: [] } };
    expect(decide(taken).refused).toBeUndefined();
    const late = Instant.parse('2027-12-01T15:00:00.000Z');
    expect(
      decideCorrectionTask(held(), practice, decisionOf(taken), { ...worker, at: late }).refused,
    ).toMatch(/had to have the claim by .*the patient is not billed/);
    const sent = held({
      submissions: [
        {
          sequence: 1,
          payerId: PayerId.parse('JUNIP'),
          patientControlNumber: PatientControlNumber.parse('C000000000001-1'),
          frequency: '1',
          submittedAt: worker.at,
          interchangeControlNumber: '000000001',
          fileKey: 'file',
          acknowledgements: [],
        },
      ],
    });
    expect(decide(taken, sent).refused).toMatch(/^The claim went to JUNIP; its coverage cannot be taken off/);
  });

  test('find a visit not billable as long as nothing of it stands in the ledger', () => {
    expect(claimIn(decide({ outcome: 'not-billable' }).writes ?? []).state).toBe('closed');
    const billed = decide({ outcome: 'not-billable' }, held({ postedChargeCents: cents(17_500) }));
    expect(billed.refused).toMatch(/^\$175\.00 of this claim were billed and stand in the ledger/);
  });
});
