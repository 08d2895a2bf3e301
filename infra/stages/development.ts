import { StageSettings } from './stage-settings.ts';

/** For trying things out, and the stage that one machine runs. Nothing in it is worth keeping. */
export const development = StageSettings.parse({
  stage: 'development',
  region: 'us-east-1',
  removal: 'destroy',
  deletionProtection: false,
  evidence: { lockMode: 'governance', lockDays: 1 },
  backup: { dailyDays: 7, monthlyDays: 0 },
  logs: { retentionDays: 30, level: 'INFO' },
  concurrency: { queueConsumers: 5, intakeChunks: 4, postingChunks: 2, outboxBatches: 2 },
  staffApi: { callsPerSecond: 200, burst: 400, heavyCallsPerSecond: 5 },
  reportMail: { senderAddress: 'reports@claimwright.example' },
  usageIndicator: 'T',
});
