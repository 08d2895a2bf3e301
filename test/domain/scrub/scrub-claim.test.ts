import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ScrubReport, type Claim } from '#contracts/claim.ts';
import { Instant, PlainDate } from '#contracts/dates.ts';
import { singleEdition, type CodeTables, type ProcedurePairs } from '#domain/code-sets/code-tables.ts';
import { seedTables } from '#domain/code-sets/seed-tables.ts';
import { decideCorrectionTask } from '#domain/scrub/decide-correction-task.ts';
import { decideScrub } from '#domain/scrub/decide-scrub.ts';
import { caseLines, cleanClaim, withLines } from '#domain/scrub/edit-case.ts';
import { noHistory, type Edit } from '#domain/scrub/edit.ts';
import { edits } from '#domain/scrub/edits.ts';
import { repairFormat } from '#domain/scrub/repair-format.ts';
import { scrubClaim } from '#domain/scrub/scrub-claim.ts';
import { claimIn, kindsOf, practice, taskIn } from '../samples/encounters.ts';

const at = Instant.parse('2026-10-20T12:00:00.000Z');

function scrub(changes: Partial<Claim> = {}, some: readonly Edit[] = edits): ScrubReport {
  return scrubClaim({ ...cleanClaim, ...changes }, practice, seedTables, {
    at,
    history: noHistory,
    edits: some,
  });
}

/** An edit for a test, that says one thing of every claim. */
function editThatSays(result: 'fail' | 'pass', changes: Partial<Edit> = {}): Edit {
  const finding = { where: 'claim', found: 'something', expected: 'something else', fix: 'Fix it.' };
  return {
    id: 'always',
    title: 'Always',
    snipType: 1,
    severity: 'blocking',
    fixer: 'biller',
    effectiveFrom: PlainDate.parse('2000-01-01'),
    source: 'A test',
    check: () => (result === 'fail' ? [{ result, ...finding }] : []),
    ...changes,
  };
}

/** Claims with anything wrong with them. */
const spoiltClaim = fc.record(
  {
    diagnoses: fc.array(fc.constantFrom('I10', 'M54.5', 'E11', 'E119', 'E11.9', 'Q99.8'), { maxLength: 4 }),
    placeOfService: fc.constantFrom('11', '22', '88'),
    totalChargeCents: fc.constantFrom(...[0, 14_000].map((amount) => amount as Claim['totalChargeCents'])),
    lines: fc
      .array(
        fc.record({
          code: fc.constantFrom(
            '99213',
            '20610',
            '76942',
            '36415',
            '80053',
            '80048',
            'ABCDE',
            '99201',
            'G0439',
          ),
          modifiers: fc.array(fc.constantFrom('25', '59', 'RT', '26', 'TC', 'ZZ', 'GD'), { maxLength: 5 }),
          units: fc.integer({ min: 1, max: 5 }),
          chargeCents: fc.integer({ min: -1, max: 3 }),
          diagnosisPointers: fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 4 }),
        }),
        { maxLength: 5 },
      )
      .map((lines) => caseLines(...lines)),
    coverages: fc.constantFrom(cleanClaim.coverages, []),
  },
  { requiredKeys: [] },
);

describe('the scrubber', () => {
  test('lets a clean claim through and names the tables it used', () => {
    const report = ScrubReport.parse(scrub());
    expect(report.clean).toBe(true);
    expect([report.counts.fail, report.counts.bypassed]).toEqual([0, 0]);
    expect(report.findings.map(({ result }) => result)).toEqual(report.findings.map(() => 'not-checked'));
    expect(report.findings.map(({ editId }) => editId)).toContain('ncci-pair');
    expect(report.editions).toContainEqual({ table: 'icd-10-cm', edition: 'seed' });
  });

  test('judges no professional claim by the tables of hospitals or of suppliers, and names none of them', () => {
    const forOthers = {
      outpatientPairs: singleEdition<ProcedurePairs>(
        { table: 'ncci-ptp-outpatient', edition: '2026Q4', isWhole: true },
        { find: (column1, column2) => ({ column1, column2, indicator: '0' }) },
      ),
      ...Object.fromEntries(
        (['mue-outpatient', 'mue-equipment'] as const).map((table) => [
          table === 'mue-outpatient' ? 'outpatientUnits' : 'equipmentUnits',
          singleEdition(
            { table, edition: '2026Q4', isWhole: true },
            { find: (code: string) => ({ code, units: 0, counts: 'day-absolute' as const }) },
          ),
        ]),
      ),
    };
    const lines = withLines({ code: '99213' }, { code: '36415', units: 2 }, { code: '20610' });
    const scrubbed = (tables: CodeTables): ScrubReport =>
      scrubClaim({ ...cleanClaim, ...lines }, practice, tables, { at, history: noHistory });
    expect(scrubbed({ ...seedTables, ...forOthers })).toEqual(scrubbed(seedTables));
  });

  test('gives the same report whatever the order of the edits', () => {
    const orders = fc.shuffledSubarray([...edits], { minLength: edits.length });
    fc.assert(
      fc.property(spoiltClaim, orders, (changes, shuffled) => {
        expect(scrub(changes, shuffled)).toEqual(scrub(changes));
      }),
      { numRuns: 100 },
    );
  });

  test('calls a claim clean exactly when no edit failed, and counts every edit once', () => {
    fc.assert(
      fc.property(spoiltClaim, (changes) => {
        const { clean, counts, findings } = scrub(changes);
        expect(clean).toBe(findings.every(({ result }) => result !== 'fail'));
        expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(edits.length);
      }),
      { numRuns: 100 },
    );
  });

  test('reports what an advisory edit found and lets the claim go', () => {
    const report = scrub({}, [editThatSays('fail', { severity: 'advisory' })]);
    expect([report.clean, report.counts['fail'], report.findings.length]).toEqual([true, 1, 1]);
  });

  test.each([
    ['2026-10-06', undefined, 0],
    ['2026-10-05', undefined, 1],
    ['2000-01-01', '2026-10-04', 0],
    ['2000-01-01', '2026-10-05', 1],
  ])('runs an edit in force from %s to %s on a visit of 2026-10-05 %i times', (from, to, times) => {
    const edit = editThatSays('fail', {
      effectiveFrom: PlainDate.parse(from),
      ...(to === undefined ? {} : { effectiveTo: PlainDate.parse(to) }),
    });
    expect(scrub({}, [edit]).findings).toHaveLength(times);
  });

  test('looks at the claim as it is after format-only repairs', () => {
    const report = scrub({ diagnoses: ['I10', 'E119'], lines: caseLines({ diagnosisPointers: [1, 1] }) });
    expect(report.repairs).toEqual([
      'Diagnoses were written with their dot.',
      'A repeated diagnosis pointer of line 1 was dropped.',
    ]);
  });
});

describe('format-only repairs', () => {
  test('never change what the claim says', () => {
    fc.assert(
      fc.property(spoiltClaim, (changes) => {
        const claim = { ...cleanClaim, ...changes };
        const repaired = { ...claim, ...repairFormat(claim).changes };
        const meaning = ({ diagnoses, lines }: Claim): unknown => ({
          diagnoses: diagnoses.map((code) => code.replace('.', '')),
          lines: lines.map((line) => ({ ...line, diagnosisPointers: [...new Set(line.diagnosisPointers)] })),
        });
        expect(meaning(repaired)).toEqual(meaning(claim));
        expect({ ...repaired, ...pickContent(claim) }).toEqual(claim);
        expect(repairFormat(repaired).repairs).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  test('drop the spaces inside an authorization number', () => {
    expect(repairFormat({ ...cleanClaim, authorizationNumber: 'AB 12 34' }).changes.authorizationNumber).toBe(
      'AB1234',
    );
  });
});

describe('after the scrubber', () => {
  test('a clean claim goes to its payer', () => {
    const decided = decideScrub(cleanClaim, scrub(), practice, at);
    expect(decided.outcome).toBe('scrubbed-clean');
    expect(kindsOf(decided.writes)).toEqual(['save-claim', 'record-event']);
    expect(claimIn(decided.writes)).toMatchObject({ state: 'ready-to-submit', scrub: { clean: true } });
  });

  test('a clean claim of a patient who pays goes to the patient’s account', () => {
    const claim = { ...cleanClaim, coverages: [] };
    const decided = decideScrub(claim, scrub({ coverages: [] }), practice, at);
    expect([decided.outcome, decided.claim.state]).toEqual([
      'scrubbed-clean-for-patient',
      'ready-for-patient',
    ]);
  });

  test('a held claim becomes a correction task that says what to do, by whom and until when', () => {
    const changes = { diagnoses: ['M54.5'], ...withLines({ code: '20610' }, { code: '76942' }) };
    const claim = { ...cleanClaim, ...changes };
    const decided = decideScrub(claim, scrub(changes), practice, at);
    expect(decided.outcome).toBe('held-by-scrubber');
    expect(taskIn(decided.writes)).toMatchObject({
      kind: 'correction',
      why: 'The scrubber held the claim: diagnosis 1, M54.5, in force from 2015-10-01 until 2021-09-30, and 1 more.',
      dueOn: '2026-10-22',
      dollarsAtStakeCents: 20_000,
      outcomes: ['corrected', 'attested', 'not-billable', 'write-off'],
      evidence: [
        expect.stringContaining('Diagnosis 1 (diagnosis-not-in-force, coder)'),
        expect.stringContaining('Lines 1 and 2 (ncci-pair, coder)'),
        'Juniper Mutual Health must have the claim by 2027-04-03.',
      ],
    });
  });

  test.each([
    ['long before its last filing day', '2026-10-06', '2027-03-21'],
    ['close to its last filing day', '2026-05-05', '2026-10-22'],
    ['on its last filing day but one', '2026-04-24', '2026-10-21'],
  ])('an authorization that is lacking %s is due in time', (_, serviceDate, dueOn) => {
    const serviceDateTo = PlainDate.parse(serviceDate);
    const lines = cleanClaim.lines.map((line) => ({
      ...line,
      serviceDateFrom: serviceDateTo,
      serviceDateTo,
    }));
    const claim = { ...cleanClaim, lines, serviceDateFrom: serviceDateTo, serviceDateTo };
    const report = scrub({}, [editThatSays('fail', { id: 'authorization-missing' })]);
    expect(taskIn(decideScrub(claim, report, practice, at).writes)).toMatchObject({
      kind: 'authorization',
      dueOn,
    });
  });

  test('repairs of the format are kept on the claim', () => {
    const claim = { ...cleanClaim, diagnoses: ['I10', 'E119'] };
    const decided = decideScrub(claim, scrub({ diagnoses: claim.diagnoses }), practice, at);
    expect(decided.claim.diagnoses).toEqual(['I10', 'E11.9']);
  });

  test('a claim may be held ten times; from then on only a manager may work its task, and nothing counts on', () => {
    const claim = { ...cleanClaim, diagnoses: ['M54.5'] };
    const report = scrub({ diagnoses: ['M54.5'] });
    const held = (times: number) =>
      decideScrub({ ...claim, rounds: { correction: times } }, report, practice, at);
    const byManager = /has gone through "correction" more than 10 times; a manager must decide/;
    expect(taskIn(held(9).writes)?.evidence[0]).not.toMatch(byManager);
    for (const times of [10, 11]) {
      const decided = held(times);
      expect(decided.outcome).toBe('held-by-scrubber');
      expect(decided.claim.rounds).toEqual({ correction: 11 });
      expect(taskIn(decided.writes)?.evidence[0]).toMatch(byManager);
      const work = (role: 'staff' | 'manager') =>
        decideCorrectionTask(
          decided.claim,
          practice,
          { outcome: 'not-billable', reason: 'Nobody can cure it.' },
          { user: 'maria', role, at },
        );
      expect(work('staff').refused).toMatch(byManager);
      expect(work('manager').claim?.state).toBe('closed');
    }
  });
});

function pickContent({ diagnoses, lines, authorizationNumber }: Claim): Partial<Claim> {
  return { diagnoses, lines, ...(authorizationNumber === undefined ? {} : { authorizationNumber }) };
}
