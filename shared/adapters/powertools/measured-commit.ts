import { MetricUnit, type Metrics } from '@aws-lambda-powertools/metrics';
import type { Commit } from '#ports/commit.ts';

/** What numbers are written to; gathered until the call is over. */
export type Gathered = Pick<Metrics, 'addDimension' | 'addMetric'>;

/**
 * A commit that measures how long each visit took to come in which it makes a claim, once: days from the end of the
 * visit until something of it was first seen, and until it was taken in, and whether that was a late charge. By practice,
 * and nothing else is told.
 */
export function measuredCommit(commit: Commit, metrics: Gathered): Commit {
  return {
    async apply(writes) {
      const committed = await commit.apply(writes);
      for (const write of committed.outcome === 'committed' ? writes : []) {
        if (write.kind === 'create-claim' && write.claim.intake !== undefined) {
          const { practiceId, intake } = write.claim;
          const { lagDays, seenLagDays = lagDays, late } = intake;
          // A call works for one practice.
          metrics.addDimension('practice', practiceId);
          metrics.addMetric('FirstSeenLagDays', MetricUnit.NoUnit, seenLagDays);
          metrics.addMetric('IntakeLagDays', MetricUnit.NoUnit, lagDays);
          metrics.addMetric('LateCharges', MetricUnit.Count, late ? 1 : 0);
        }
      }
      return committed;
    },
  };
}
