import { expect, test } from 'vitest';
import type { CodeSetEdition } from '#contracts/code-sets.ts';
import type { Instant, PlainDate } from '#contracts/dates.ts';
import { memoryCodeSetStore } from '#adapters/memory/memory-code-set-store.ts';
import { withoutDot } from '#domain/code-sets/code-tables.ts';
import { pack } from '#domain/code-sets/packed/pack.ts';
import { requestEligibilityStep } from '../../functions/request-eligibility/request-eligibility-step.ts';
import { scrubClaimStep } from '../../functions/scrub-claim/scrub-claim-step.ts';
import { memoryWorld } from './memory-world.ts';

const diagnoses = {
  table: 'icd-10-cm',
  edition: 'FY2027',
  from: '2026-10-01' as PlainDate,
  to: '2027-09-30' as PlainDate,
  isWhole: true,
} as const;

async function scrubbed(codes: readonly string[]) {
  const world = await memoryWorld();
  const bytes = pack(
    diagnoses,
    codes.map((code) => ({ code, label: 'Made for this test', isBillable: true })),
  );
  const { table: kind, ...described } = diagnoses;
  const edition: CodeSetEdition = {
    kind,
    ...described,
    lacks: [],
    rowCount: codes.length,
    sha256: '0'.repeat(64),
    packedAs: 1,
    tableKey: 'code-sets/icd-10-cm/FY2027',
    tableBytes: bytes.length,
    loadedAt: '2026-09-01T08:00:00.000Z' as Instant,
    source: 'reference/made.txt v1',
    files: ['made.txt'],
  };
  const codeSets = memoryCodeSetStore(world.stored);
  await codeSets.putTable(edition, bytes);
  await codeSets.save([{ kind: edition.kind, revision: 0, editions: [edition] }]);

  const received = await world.received();
  await requestEligibilityStep(world.inputOf(received), world);
  await world.receive(await world.answer270(await world.claim()));
  await scrubClaimStep(world.inputOf(await world.claim()), world);
  const { scrub, diagnoses: billed } = await world.claim();
  return { billed: billed.map(withoutDot), scrub };
}

test('a claim is judged by the edition that was loaded, and its report names it', async () => {
  const { scrub, billed } = await scrubbed([]);
  expect(scrub?.editions).toContainEqual({ table: 'icd-10-cm', edition: 'FY2027' });
  expect(scrub?.clean).toBe(false);
  expect(billed.length).toBeGreaterThan(0);
  const failed = scrub?.findings.filter(
    ({ editId, result }) => editId === 'diagnosis-not-in-force' && result === 'fail',
  );
  expect(failed).toHaveLength(billed.length);
});

test('a claim whose codes the loaded edition has is clean', async () => {
  const { billed } = await scrubbed([]);
  const { scrub } = await scrubbed(billed);
  expect(scrub?.findings.filter(({ result }) => result === 'fail')).toEqual([]);
  expect(scrub?.clean).toBe(true);
});
