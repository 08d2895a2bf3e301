import { StageSettings } from './stage-settings.ts';

/**
 * Raw files, backups and logs stay as long as the longest rule that binds a practice asks: ten years for what was
 * billed to Medicare Advantage plans (42 CFR 422.504), six for HIPAA's own records (45 CFR 164.316).
 */
export const production = StageSettings.parse({
  stage: 'production',
  region: 'us-east-1',
  removal: 'retain',
  deletionProtection: true,
  evidence: { lockMode: 'compliance', lockDays: 3653 },
  backup: { dailyDays: 35, monthlyDays: 3653 },
  logs: { retentionDays: 2192, level: 'INFO' },
  concurrency: { queueConsumers: 20, intakeChunks: 10, postingChunks: 5, outboxBatches: 10 },
  staffApi: { callsPerSecond: 1000, burst: 2000, heavyCallsPerSecond: 20 },
  usageIndicator: 'P',
});
