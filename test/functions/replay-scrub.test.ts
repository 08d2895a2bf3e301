import { describe, expect, test } from 'vitest';
import type { ClaimId } from '#contracts/identifiers.ts';
import { Practice } from '#contracts/practice.ts';
import { loadPracticeStep } from '../../functions/load-practice/load-practice-step.ts';
import { replayScrubStep } from '../../functions/replay-scrub/replay-scrub-step.ts';
import { practice } from '../domain/samples/encounters.ts';
import { memoryWorld } from './memory-world.ts';
import { remittanceFile } from './payer-files.ts';

const { practiceId } = practice;
/** Fifty claims are a page. */
const moreThanAPage = 52;

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
    expect(answer).toMatchObject({ outcome: 'replayed', looked: 2, lifted: [] });
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
      lifted: [],
    });
    expect(await replayScrubStep(asked({ editId: 'no-such-edit' }), world)).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringContaining('found no-such-edit; expected the name of an edit')],
    });
    expect(await replayScrubStep(asked({ from: 'January' }), world)).toMatchObject({ outcome: 'refused' });
  });

  test('looks at no claim that was not billed', async () => {
    const { world } = await billedWorld();
    await world.received({ encounterId: 'ENC-3' });
    expect(await replayScrubStep(asked(), world)).toMatchObject({ looked: 2 });
  });

  test('goes through all claims, a page at a time', async () => {
    const { world, waiting } = await billedWorld();
    const like = await world.claim(waiting);
    for (let number = 3; number <= moreThanAPage; number += 1) {
      const claimId = `C0PAST${String(number).padStart(6, '0')}` as ClaimId;
      await world.commit.apply([{ kind: 'create-claim', claim: { ...like, claimId, version: 1 } }]);
    }
    const seen: string[] = [];
    let looked = 0;
    let pages = 0;
    let next: string | undefined;
    do {
      const page = await replayScrubStep(asked({ next }), world);
      if (page.outcome === 'refused') {
        throw new Error(page.problems.join());
      }
      pages += 1;
      looked += page.looked;
      seen.push(...page.held.map(({ claimId }) => claimId));
      next = page.next;
    } while (next !== undefined);
    expect([pages, looked, new Set(seen).size]).toEqual([2, moreThanAPage, moreThanAPage]);
  });

  test('may be new: it is tried before it is loaded, whatever its mode, and leaves nothing behind', async () => {
    const { world } = await billedWorld();
    const before = world.snapshot();
    const fresh = { ...rule, ruleId: 'no-visits', mode: 'off', when: { field: 'lineCount', atLeast: 1 } };
    expect(await replayScrubStep(asked({ editId: 'rule-no-visits' }), world)).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringContaining('rule-blood-draws')],
    });
    expect(await replayScrubStep(asked({ editId: 'rule-no-visits', rule: fresh }), world)).toMatchObject({
      held: [{}, {}],
    });
    expect(world.snapshot()).toEqual(before);
  });

  test('may be one that is changed, in place of the one that is loaded', async () => {
    const { world } = await billedWorld();
    const changed = { ...rule, version: 2, when: { anyLine: { field: 'code', isAnyOf: ['20610'] } } };
    expect(await replayScrubStep(asked({ rule: changed }), world)).toMatchObject({ looked: 2, held: [] });
  });

  test('may be loaded and off: it is tried before it is switched on', async () => {
    const { world } = await billedWorld();
    await loadPracticeStep(
      Practice.parse({
        ...practice,
        edition: practice.edition + 2,
        scrub: { rules: [{ ...rule, mode: 'off' }] },
      }),
      world,
    );
    expect(await replayScrubStep(asked(), world)).toMatchObject({ looked: 2, held: [{}, {}] });
  });

  test('is refused for a payer that the practice does not have', async () => {
    const { world } = await billedWorld();
    expect(await replayScrubStep(asked({ rule: { ...rule, payerIds: ['NOSUCH'] } }), world)).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringMatching(/^rule: found payer NOSUCH, which cedar-hill does not have/)],
    });
  });

  test('tells what overrides would lift of it', async () => {
    const { world, denied, waiting } = await billedWorld();
    const override = {
      overrideId: 'juniper-visits',
      editId: 'rule-blood-draws',
      payerId: 'JUNIP',
      reason: 'Juniper pays them after all',
      approvedBy: 'iris',
      from: '2027-01-01',
      until: '2027-06-30',
    };
    const answer = await replayScrubStep(asked({ overrides: [override] }), world);
    expect(answer).toMatchObject({ looked: 2, held: [] });
    expect(new Set(answer.outcome === 'replayed' ? answer.lifted : [])).toEqual(
      new Set([denied, waiting].map((claimId) => ({ claimId, overrideId: 'juniper-visits' }))),
    );
  });
});
