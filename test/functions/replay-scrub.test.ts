import { describe, expect, test } from 'vitest';
import { Practice } from '#contracts/practice.ts';
import { loadPracticeStep } from '../../functions/load-practice/load-practice-step.ts';
import { replayScrubStep } from '../../functions/replay-scrub/replay-scrub-step.ts';
import { practice } from '../domain/samples/encounters.ts';
import { memoryWorld } from './memory-world.ts';
import { remittanceFile } from './payer-files.ts';

const { practiceId } = practice;
const rule = {
  ruleId: 'blood-draws',
  version: 1,
  title: 'A blood draw that Juniper bundles',
  mode: 'trial',
  payerIds: ['JUNIP'],
  when: { anyLine: { field: 'code', isAnyOf: ['99*'] } },
  expected: 'no such line',
  howToFix: 'Remove the line.',
  fixer: 'biller',
  source: 'Juniper provider bulletin 2026-08',
  effectiveFrom: '2026-01-01',
};

/** One claim that Juniper denied in part and one that it has not decided. */
async function billedWorld() {
  const started = await memoryWorld();
  const first = await started.acceptedByPayer({
    encounterId: 'ENC-1',
    coverages: [{ order: 'primary', payerId: 'JUNIP', memberId: 'JHM1-D204', relationship: 'self' }],
  });
  await started.remit(
    remittanceFile([(await started.payerOf(first.claimId)).decision()], started.clock.now()),
  );
  const second = await started.acceptedByPayer({ encounterId: 'ENC-2' });
  await loadPracticeStep(
    Practice.parse({ ...practice, edition: practice.edition + 1, scrub: { rules: [rule] } }),
    started,
  );
  return { world: started, denied: first.claimId, waiting: second.claimId };
}

function asked(changes: object = {}) {
  return { practiceId, editId: 'rule-blood-draws', from: '2026-01-01', to: '2026-12-31', ...changes };
}

describe('a rule held against past claims', () => {
  test('tells what it would have held, and how the payer decided each, in dollars', async () => {
    const { world, denied, waiting } = await billedWorld();
    const before = world.snapshot();
    const answer = await replayScrubStep(asked(), world);
    expect(answer).toMatchObject({ outcome: 'replayed', looked: 2 });
    const held = answer.outcome === 'replayed' ? answer.held : [];
    const claim = await world.claims.load(practiceId, denied);
    expect(new Map(held.map(({ claimId, decided }) => [claimId, decided]))).toEqual(
      new Map([
        [denied, 'denied'],
        [waiting, 'undecided'],
      ]),
    );
    const [adjudication] = claim?.adjudications ?? [];
    expect(held.find(({ claimId }) => claimId === denied)).toMatchObject({
      chargeCents: claim?.totalChargeCents,
      paidCents: adjudication?.paidCents,
      deniedCents: adjudication?.deniedCents,
    });
    expect(world.snapshot()).toEqual(before);
  });

  test('looks at billed claims of the period only', async () => {
    const { world } = await billedWorld();
    const [claim] = (await world.claims.list(practiceId, {})).claims;
    const day = claim?.serviceDateFrom;
    expect(await replayScrubStep(asked({ from: day, to: day }), world)).toMatchObject({ looked: 1 });
    expect(await replayScrubStep(asked({ to: '2026-01-02' }), world)).toMatchObject({ looked: 0, held: [] });
  });

  test('may be an edit, and is refused when nothing is called so', async () => {
    const { world } = await billedWorld();
    expect(await replayScrubStep(asked({ editId: 'diagnosis-missing' }), world)).toEqual({
      outcome: 'replayed',
      looked: 2,
      held: [],
    });
    expect(await replayScrubStep(asked({ editId: 'no-such-edit' }), world)).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringContaining('found no-such-edit; expected the name of an edit')],
    });
    expect(await replayScrubStep(asked({ from: 'January' }), world)).toMatchObject({ outcome: 'refused' });
  });
});
