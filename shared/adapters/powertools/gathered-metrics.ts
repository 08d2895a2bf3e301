import { Metrics } from '@aws-lambda-powertools/metrics';

/** The numbers of the present call, which {@link publishGathered} writes to its log in the format that becomes metrics. */
export const gatheredMetrics = new Metrics({ namespace: 'Claimwright' });

/** Writes what the call has gathered, if anything; the next call starts with nothing. */
export function publishGathered(): void {
  if (gatheredMetrics.hasStoredMetrics()) {
    gatheredMetrics.publishStoredMetrics();
  }
}
