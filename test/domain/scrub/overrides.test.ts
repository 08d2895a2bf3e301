import { describe, expect, test } from 'vitest';
import { Claim, type ScrubReport } from '#contracts/claim.ts';
import { Instant, PlainDate } from '#contracts/dates.ts';
import { Practice } from '#contracts/practice.ts';
import type { ClaimOverride, PracticeOverride } from '#contracts/scrub-override.ts';
import { taskOutcomes } from '#contracts/claim-task-outcomes.ts';
import { seedTables } from '#domain/code-sets/seed-tables.ts';
import { decideCorrectionTask } from '#domain/scrub/decide-correction-task.ts';
import { decideScrub } from '#domain/scrub/decide-scrub.ts';
import { cleanClaim, withLines } from '#domain/scrub/edit-case.ts';
import { noHistory } from '#domain/scrub/edit.ts';
import { idleWords, overrideUses } from '#domain/scrub/override-use.ts';
import { whoMayOverride } from '#domain/scrub/overrides.ts';
import { scrubClaim } from '#domain/scrub/scrub-claim.ts';
import { claimIn, practice } from '../samples/encounters.ts';

const at = Instant.parse('2026-10-20T12:00:00.000Z');
/** Two lines of a pair that only a modifier separates, and a form fault when the place of service is wrong. */
const pair = { ...cleanClaim, ...withLines({ code: '20610' }, { code: '76942' }) };
const staff = { user: 'maria', role: 'staff', at } as const;
const manager = { user: 'olga', role: 'manager', at } as const;

function scrub(claim: Claim, by: Practice = practice, on = at): ScrubReport {
  return scrubClaim(claim, by, seedTables, { at: on, history: noHistory });
}

/** The claim after the scrubber held it. */
function held(claim: Claim, by: Practice = practice): Claim {
  return claimIn(decideScrub(claim, scrub(claim, by), by, at).writes);
}

function attest(claim: Claim, worker: typeof staff | typeof manager, changes: object = {}) {
  const outcome = taskOutcomes.correction.parse({
    outcome: 'attested',
    findings: [{ editId: 'ncci-pair', where: 'lines 1 and 2' }],
    reason: 'Two joints, see the note.',
    ...changes,
  });
  if (outcome.outcome !== 'attested') {
    throw new Error('Expected an attestation');
  }
  return decideCorrectionTask(claim, practice, outcome, worker);
}

function withOverride(changes: Partial<Record<keyof PracticeOverride, string>>): Practice {
  return Practice.parse({
    ...practice,
    scrub: {
      overrides: [
        {
          overrideId: 'guided-injections',
          editId: 'ncci-pair',
          payerId: 'JUNIP',
          reason: 'Juniper pays both by letter of 2026-09-01',
          approvedBy: 'olga',
          from: '2026-10-01',
          until: '2026-12-31',
          ...changes,
        },
      ],
    },
  });
}

describe('who may override', () => {
  test.each([
    ['warning', 2, 'anybody'],
    ['warning', 6, 'anybody'],
    ['blocking', 1, 'nobody'],
    ['blocking', 3, 'nobody'],
    ['blocking', 4, 'manager'],
    ['blocking', 7, 'manager'],
  ] as const)('a %s edit of SNIP type %i: %s', (severity, snipType, expected) => {
    expect(whoMayOverride({ severity, snipType })).toBe(expected);
  });
});

describe('what a person says of one finding', () => {
  test('lifts it under that name, and the claim goes on', () => {
    const worked = attest(held(pair), manager);
    expect(worked.refused).toBeUndefined();
    const claim = claimIn(worked.writes ?? []);
    expect(Claim.shape.scrubOverrides.parse(claim.scrubOverrides)).toHaveLength(1);
    expect(claim.state).toBe('ready-to-scrub');
    const report = scrub(claim);
    expect(report.clean).toBe(true);
    expect(report.findings.find(({ editId }) => editId === 'ncci-pair')).toMatchObject({
      result: 'bypassed',
      overridden: { by: 'olga', reason: 'Two joints, see the note.', scope: 'claim' },
    });
  });

  test('wakes the pipeline with an outcome that every definition knows', () => {
    expect(attest(held(pair), manager).writes).toContainEqual(
      expect.objectContaining({
        kind: 'signal',
        signal: expect.objectContaining({ output: expect.objectContaining({ outcome: 'corrected' }) }),
      }),
    );
  });

  test('is refused for an edit that is no warning, unless a manager says it', () => {
    expect(attest(held(pair), staff).refused).toMatch(/only a manager may override it/);
  });

  test('is refused for a finding that the report does not have, and for a fault of form', () => {
    expect(
      attest(held(pair), manager, { findings: [{ editId: 'ncci-pair', where: 'lines 2 and 3' }] }).refused,
    ).toMatch(/no failed finding of ncci-pair at "lines 2 and 3"/);
    const wrongSum = held({ ...pair, totalChargeCents: cleanClaim.totalChargeCents });
    expect(
      attest(wrongSum, manager, { findings: [{ editId: 'charges-do-not-add-up', where: 'claim' }] }).refused,
    ).toMatch(/Nobody may override charges-do-not-add-up/);
  });

  test('may come with a correction, and lifts nothing once what it names has changed', () => {
    const both = { ...pair, diagnoses: ['M54.5'] };
    const worked = attest(held(both), manager, { correction: { diagnoses: ['I10'] } });
    const claim = claimIn(worked.writes ?? []);
    expect(scrub(claim).clean).toBe(true);
    const changed = { ...claim, ...withLines({ code: '20610' }, { code: '99213' }) };
    const report = scrub(changed);
    expect(report.clean).toBe(false);
    expect(report.unusedOverrides).toEqual([
      'What olga attested on 2026-10-20 of ncci-pair (lines 1 and 2) lifts nothing any more.',
    ]);
  });

  test.each([
    ['2026-10-21T09:00:00.000Z', true],
    ['2026-10-22T09:00:00.000Z', false],
  ])('with its last day 2026-10-21 is taken on %s: %s', (on, clean) => {
    const worked = attest(held(pair), manager, { until: '2026-10-21' });
    expect(scrub(claimIn(worked.writes ?? []), practice, Instant.parse(on)).clean).toBe(clean);
  });

  /** A word of a manager on the finding as the report has it, but for what is changed. */
  const attested = (changes: Partial<ClaimOverride>): Claim => {
    const claim = claimIn(attest(held(pair), manager).writes ?? []);
    return { ...claim, scrubOverrides: (claim.scrubOverrides ?? []).map((one) => ({ ...one, ...changes })) };
  };

  test.each<[string, Partial<ClaimOverride>, boolean]>([
    ['as it stands in the report', {}, true],
    ['at another place', { where: 'lines 2 and 3' }, false],
    ['of other codes at the same place', { found: '20610 with 76998 on one day' }, false],
    ['of another edit', { editId: 'units-implausible' }, false],
    ['by staff, of an edit that is no warning', { role: 'staff' }, false],
    ['with its last day today', { until: PlainDate.parse('2026-10-20') }, true],
    ['with its last day yesterday', { until: PlainDate.parse('2026-10-19') }, false],
  ])('%s: it is lifted, and is not reported as lifting nothing: %s', (_, changes, lifted) => {
    const report = scrub(attested(changes));
    expect([report.clean, report.unusedOverrides === undefined]).toEqual([lifted, lifted]);
  });

  test('by staff lifts a warning', () => {
    const claim = { ...cleanClaim, diagnoses: ['V89.2'] };
    const said = (role: 'staff' | 'manager'): Claim => ({
      ...claim,
      scrubOverrides: scrub(claim)
        .findings.filter(({ editId }) => editId === 'accident-not-told')
        .map(({ editId, where, found }) => ({
          editId,
          where,
          found,
          reason: 'A fall at home, see the note.',
          by: 'maria',
          role,
          at,
        })),
    });
    const resultOf = (subject: Claim) =>
      scrub(subject).findings.find(({ editId }) => editId === 'accident-not-told')?.result;
    expect([claim, said('staff'), said('manager')].map(resultOf)).toEqual(['fail', 'bypassed', 'bypassed']);
  });

  test('cannot end before it begins', () => {
    expect(attest(held(pair), manager, { until: '2026-10-19' }).refused).toMatch(
      /expected 2026-10-20 or later/,
    );
  });
});

describe('an override of the practice', () => {
  test('lifts the finding under its name while it lasts', () => {
    const report = scrub(pair, withOverride({}));
    expect(report.clean).toBe(true);
    expect(report.findings.find(({ editId }) => editId === 'ncci-pair')?.overridden).toEqual({
      by: 'olga',
      reason: 'Juniper pays both by letter of 2026-09-01',
      scope: 'practice',
      overrideId: 'guided-injections',
    });
  });

  test.each([
    ['from', '2026-10-20', true],
    ['from', '2026-10-21', false],
    ['until', '2026-10-20', true],
    ['until', '2026-10-19', false],
    ['payerId', 'BCSUM', false],
    ['code', '76942', true],
    ['code', '20610', true],
    ['code', '99213', false],
    ['renderingNpi', cleanClaim.renderingNpi, true],
    ['renderingNpi', cleanClaim.billingNpi, false],
    ['editId', 'units-implausible', false],
  ] as const)('with %s %s lifts it: %s', (field, value, clean) => {
    expect(scrub(pair, withOverride({ [field]: value })).clean).toBe(clean);
  });

  test.each([
    ['36415', false],
    ['25', true],
    ['99213', true],
  ])('of %s leaves 25 units of 36415 held: %s', (code, isHeld) => {
    const claim = { ...cleanClaim, ...withLines({ code: '36415', units: 25 }) };
    const by = withOverride({ editId: 'units-implausible', code });
    const found = scrub(claim, by).findings.find(({ editId }) => editId === 'units-implausible');
    expect([found?.found, found?.result]).toEqual([
      '25 units of 36415 on one day',
      isHeld ? 'fail' : 'bypassed',
    ]);
  });

  test.each(['M54.5', 'M545'])('of a diagnosis names it as %s', (code) => {
    const claim = { ...cleanClaim, diagnoses: ['M54.5', 'I10'] };
    expect(scrub(claim).clean).toBe(false);
    expect(scrub(claim, withOverride({ editId: 'diagnosis-not-in-force', code })).clean).toBe(true);
    expect(scrub(claim, withOverride({ editId: 'diagnosis-not-in-force', code: 'I10' })).clean).toBe(false);
  });

  test('of a rule names a code, a modifier or a diagnosis of the line, wherever its sentence names it', () => {
    const rule = {
      ruleId: 'no-25',
      version: 1,
      title: 'Modifier 25 on a visit for hypertension',
      mode: 'blocking',
      when: { hasDiagnosis: ['I10'] },
      forEachLine: { hasModifier: ['25'] },
      expected: 'no modifier 25',
      howToFix: 'Remove the modifier.',
      fixer: 'coder',
      source: 'Juniper bulletin 2026-08, page 1',
      effectiveFrom: '2026-01-01',
    };
    const claim = { ...cleanClaim, ...withLines({ modifiers: ['25'], diagnosisPointers: [1] }) };
    const isClean = (code: string): boolean => {
      const { scrub: settings, ...own } = withOverride({ editId: 'rule-no-25', code });
      return scrub(claim, Practice.parse({ ...own, scrub: { ...settings, rules: [rule] } })).clean;
    };
    expect(['99213', '25', 'I10', 'E119', '99214'].map(isClean)).toEqual([true, true, true, false, false]);
  });

  test('never lifts a fault of form or sum', () => {
    const wrongSum = { ...cleanClaim, totalChargeCents: pair.totalChargeCents };
    expect(scrub(wrongSum, withOverride({ editId: 'charges-do-not-add-up' })).clean).toBe(false);
  });

  test('is asked by the day of the scrub, whatever the day of service', () => {
    expect(PlainDate.parse(pair.serviceDateFrom) < PlainDate.parse('2026-10-10')).toBe(true);
    expect(scrub(pair, withOverride({ from: '2026-10-10' })).clean).toBe(true);
  });
});

describe('the use of an override', () => {
  const by = withOverride({});
  const claim = claimIn(decideScrub(pair, scrub(pair, by), by, at).writes);

  test.each([
    ['2026-10-20', [claim], 'used', 1],
    ['2026-10-20', [cleanClaim], 'unused', 0],
    ['2026-12-31', [], 'unused', 0],
    ['2027-01-01', [claim], 'ended', 1],
    ['2026-09-30', [], 'not-begun', 0],
  ] as const)('on %s is told from the reports of the claims', (today, claims, standing, count) => {
    const [use] = overrideUses(by, claims, PlainDate.parse(today));
    expect([use?.standing, use?.claims]).toEqual([standing, count]);
    expect(use?.chargeCents).toBe(count * claim.totalChargeCents);
    expect(use?.lastOn).toBe(count === 0 ? undefined : '2026-10-20');
  });

  test('adds up the charges of all claims that it lifts a finding of, each once', () => {
    const twice = { ...pair, ...withLines({ code: '20610' }, { code: '76942' }, { code: '76942' }) };
    const other = claimIn(decideScrub(twice, scrub(twice, by), by, at).writes);
    const [use] = overrideUses(by, [claim, other, cleanClaim], PlainDate.parse('2026-10-20'));
    expect([use?.claims, use?.chargeCents]).toEqual([2, 20_000 + 30_000]);
  });

  test.each([
    ['2027-01-18', 'used'],
    ['2027-01-19', 'unused'],
  ] as const)('is over when nothing was lifted for 90 days: on %s it is %s', (today, standing) => {
    const lasting = withOverride({ until: '2027-09-30' });
    expect(overrideUses(lasting, [claim], PlainDate.parse(today))[0]?.standing).toBe(standing);
  });

  test('is over when its code is one that nothing is found of any more', () => {
    const expired = withOverride({ code: '99201' });
    const scrubbed = claimIn(decideScrub(pair, scrub(pair, expired), expired, at).writes);
    const [use] = overrideUses(expired, [scrubbed], PlainDate.parse('2026-10-20'));
    expect([use?.standing, use?.claims]).toEqual(['unused', 0]);
  });

  test('is over when its edit is gone, whatever it lifted before', () => {
    const gone = withOverride({ editId: 'rule-of-last-year' });
    expect(overrideUses(gone, [claim], PlainDate.parse('2026-10-20'))[0]?.standing).toBe('unused');
  });

  test('tells the words on claims that lift nothing any more', () => {
    const worked = claimIn(attest(held(pair), manager).writes ?? []);
    const changed = { ...worked, ...withLines({ code: '20610' }, { code: '99213' }) };
    const scrubbed = held(changed);
    expect(idleWords([claim, scrubbed])).toEqual([
      {
        claimId: scrubbed.claimId,
        sentences: ['What olga attested on 2026-10-20 of ncci-pair (lines 1 and 2) lifts nothing any more.'],
      },
    ]);
  });
});
