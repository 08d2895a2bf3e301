import { Metrics } from '@aws-lambda-powertools/metrics';
import { expect, test } from 'vitest';
import { memoryCommit } from '#adapters/memory/memory-commit.ts';
import { MemoryTables } from '#adapters/memory/memory-tables.ts';
import { measuredCommit } from '#adapters/powertools/measured-commit.ts';
import { receivedClaim } from '../domain/samples/encounters.ts';

test('How long a visit took to come in is measured when it becomes a claim, once, and nothing of the visit is told', async () => {
  const metrics = new Metrics({ namespace: 'Claimwright', serviceName: 'test' });
  const commit = measuredCommit(memoryCommit(new MemoryTables()), metrics);
  const claim = receivedClaim();
  for (let times = 0; times < 2; times += 1) {
    await commit.apply([{ kind: 'create-claim', claim }]);
  }
  const { _aws: about, ...told } = metrics.serializeMetrics();
  expect(told).toEqual({
    service: 'test',
    practice: claim.practiceId,
    FirstSeenLagDays: 46,
    IntakeLagDays: 46,
    LateCharges: 1,
  });
  expect(about.CloudWatchMetrics[0]?.Dimensions).toEqual([['service', 'practice']]);
});
