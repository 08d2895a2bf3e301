import { describe, expect, test } from 'vitest';
import type { Adjudication, Claim } from '#contracts/claim.ts';
import { Instant, PlainDate } from '#contracts/dates.ts';
import type { PayerId, RemittanceId } from '#contracts/identifiers.ts';
import type { PracticeOverride } from '#contracts/scrub-override.ts';
import { ScrubRule } from '#contracts/scrub-rule.ts';
import { seedTables } from '#domain/code-sets/seed-tables.ts';
import { cents } from '#domain/money/cents.ts';
import { caseCoverage, caseToday, cleanClaim, withLines } from '#domain/scrub/edit-case.ts';
import { noHistory } from '#domain/scrub/edit.ts';
import { replayEdit } from '#domain/scrub/replay-edit.ts';
import { editOfRule } from '#domain/scrub/rules/edit-of-rule.ts';
import type { GivenFacts } from '#domain/scrub/scrub-facts.ts';
import { practice } from '../samples/encounters.ts';

const rule = ScrubRule.parse({
  ruleId: 'blood-draws',
  version: 1,
  title: 'A blood draw that Juniper bundles',
  mode: 'trial',
  when: { anyLine: { field: 'code', isAnyOf: ['36415'] } },
  forEachLine: { field: 'code', isAnyOf: ['36415'] },
  expected: 'no such line',
  howToFix: 'Remove the line.',
  fixer: 'biller',
  source: 'Juniper provider bulletin 2026-08',
  effectiveFrom: '2026-01-01',
});
const edit = editOfRule(rule);
const facts: GivenFacts = {
  practice,
  payer: practice.payers.find(({ payerId }) => payerId === 'JUNIP'),
  tables: seedTables,
  history: noHistory,
  today: caseToday,
};

interface Decision {
  readonly by?: string;
  readonly paid?: number;
  readonly denied?: number;
  readonly status?: string;
  /** The place of the decision that it takes back, from 0. */
  readonly reverses?: number;
}

function decided(...decisions: readonly Decision[]): Pick<Claim, 'adjudications'> {
  const remittanceOf = (index: number) => `R${index}` as RemittanceId;
  return {
    adjudications: decisions.map(
      ({ by = 'JUNIP', paid = 0, denied = 0, status = '1', reverses }, index): Adjudication => ({
        remittanceId: remittanceOf(index),
        claimIndex: 1,
        postedAt: Instant.parse('2026-10-12T12:00:00.000Z'),
        postingDate: PlainDate.parse('2026-10-12'),
        payerId: by as PayerId,
        traceNumber: `T${index}`,
        patientControlNumber: cleanClaim.claimId,
        statusCode: status,
        payerClaimControlNumber: `X${index}`,
        chargeCents: cleanClaim.totalChargeCents,
        paidCents: cents(paid),
        adjustments: [],
        remarkCodes: [],
        lines: [],
        contractualCents: cents(0),
        patientResponsibilityCents: cents(0),
        deniedCents: cents(denied),
        otherCents: cents(0),
        ...(reverses === undefined
          ? {}
          : { reverses: { remittanceId: remittanceOf(reverses), claimIndex: 1 } }),
      }),
    ),
  };
}

function replayed(claim: Partial<Claim>, overrides?: readonly PracticeOverride[]) {
  if (edit === undefined) {
    throw new Error('The rule makes no edit');
  }
  return replayEdit(edit, { ...cleanClaim, ...claim }, facts, overrides);
}

describe('a past claim that an edit would have held', () => {
  test.each([
    { title: 'is not decided without a decision', decisions: [], is: ['undecided', 0, 0] },
    { title: 'is paid when nothing was denied', decisions: [{ paid: 9_000 }], is: ['paid', 9_000, 0] },
    {
      title: 'is denied when some of it was',
      decisions: [{ paid: 9_000, denied: 1_500 }],
      is: ['denied', 9_000, 1_500],
    },
    {
      title: 'counts what the first payer denied, and not once more what the second made of it',
      decisions: [
        { paid: 9_000, denied: 1_500 },
        { by: 'FEDMB', paid: 700, denied: 1_500 },
      ],
      is: ['denied', 9_000, 1_500],
    },
    {
      title: 'is paid where only the second payer denied',
      decisions: [{ paid: 9_000 }, { by: 'FEDMB', denied: 5_000 }],
      is: ['paid', 9_000, 0],
    },
    {
      title: 'counts no decision that was taken back, nor the taking back',
      decisions: [{ denied: 14_000 }, { status: '22', denied: -14_000, reverses: 0 }, { paid: 11_000 }],
      is: ['paid', 11_000, 0],
    },
    {
      title: 'is not decided any more when its only decision was taken back',
      decisions: [{ paid: 11_000 }, { status: '22', paid: -11_000, reverses: 0 }],
      is: ['undecided', 0, 0],
    },
    {
      title: 'was denied once, however often the payer said so, and paid in the end',
      decisions: [{ denied: 14_000 }, { denied: 14_000 }, { paid: 11_000 }],
      is: ['denied', 11_000, 14_000],
    },
  ])('$title', ({ decisions, is }) => {
    const held = replayed(decided(...decisions))?.held;
    expect([held?.decided, held?.paidCents, held?.deniedCents]).toEqual(is);
    expect(held?.chargeCents).toBe(cleanClaim.totalChargeCents);
  });

  test('is none that the edit lets go, or whose day it does not look at', () => {
    expect(replayed(withLines({ code: '99213' }))).toBeUndefined();
    expect(replayed({ serviceDateFrom: PlainDate.parse('2025-12-31') })).toBeUndefined();
    expect(replayed({ serviceDateFrom: PlainDate.parse('2026-01-01') })?.held).toBeDefined();
  });

  test('is held whatever somebody said of the finding then', () => {
    const [found] = replayed({})?.held?.found ?? [];
    const attested = {
      editId: 'rule-blood-draws',
      where: found?.where ?? '',
      found: found?.found ?? '',
      reason: 'Right as it is',
      by: 'maria',
      role: 'manager' as const,
      at: Instant.parse('2026-10-06T10:00:00.000Z'),
    };
    expect(replayed({ scrubOverrides: [attested] })?.held).toBeDefined();
  });

  test('is let go by an override that is tried, be it for days to come', () => {
    const override: PracticeOverride = {
      overrideId: 'draws-of-juniper',
      editId: 'rule-blood-draws',
      payerId: caseCoverage.payerId,
      reason: 'Juniper pays draws after all',
      approvedBy: 'iris',
      from: PlainDate.parse('2027-01-01'),
      until: PlainDate.parse('2027-06-30'),
    };
    expect(replayed({}, [override])).toEqual({ liftedBy: 'draws-of-juniper' });
    expect(replayed({}, [{ ...override, payerId: 'FEDMB' as PayerId }])?.held).toBeDefined();
    expect(replayed({}, [{ ...override, editId: 'ncci-pair' }])?.held).toBeDefined();
  });
});
