import { describe, expect, test } from 'vitest';
import { Claim, type ScrubReport } from '#contracts/claim.ts';
import { Instant, PlainDate } from '#contracts/dates.ts';
import { Practice } from '#contracts/practice.ts';
import type { PracticeOverride } from '#contracts/scrub-override.ts';
import { taskOutcomes } from '#contracts/task.ts';
import { seedTables } from '#domain/code-sets/seed-tables.ts';
import { decideCorrectionTask } from '#domain/scrub/decide-correction-task.ts';
import { decideScrub } from '#domain/scrub/decide-scrub.ts';
import { cleanClaim, withLines } from '#domain/scrub/edit-case.ts';
import { noHistory } from '#domain/scrub/edit.ts';
import { overrideUses } from '#domain/scrub/override-use.ts';
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
    const [use] = overrideUses(by.scrub.overrides, claims, PlainDate.parse(today));
    expect([use?.standing, use?.claims]).toEqual([standing, count]);
    expect(use?.lastOn).toBe(count === 0 ? undefined : '2026-10-20');
  });
});
