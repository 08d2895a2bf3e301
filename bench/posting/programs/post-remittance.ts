import { statSync } from 'node:fs';
import { join } from 'node:path';
import { contractVersion } from '#contracts/steps.ts';
import { closeRemittanceStep } from '../../../functions/close-remittance/close-remittance-step.ts';
import { postClaimPaymentsStep } from '../../../functions/post-claim-payments/post-claim-payments-step.ts';
import { receiveExchangeFileStep } from '../../../functions/receive-exchange-file/receive-exchange-file-step.ts';
import { validateRemittanceStep } from '../../../functions/validate-remittance/validate-remittance-step.ts';
import { benchWorld } from '../bench-world.ts';
import { paidDollars } from '../generate-remittance.ts';
import type { PostingRun, PostingStage } from '../measure-posting.ts';

/** Takes in and posts `exchange/inbound/bench.edi` of a folder by the real steps, and prints a {@link PostingRun}. */
const [folder = '.'] = process.argv.slice(2);
const key = 'inbound/bench.edi';
const bytes = statSync(join(folder, 'exchange', key)).size;
const { world, sums, practiceId } = benchWorld(folder);
const stages: PostingStage[] = [];

async function stage<Answer>(name: string, work: () => Promise<Answer>): Promise<Answer> {
  const startedAt = performance.now();
  const before = process.threadCpuUsage();
  const answer = await work();
  const { user, system } = process.threadCpuUsage(before);
  stages.push({
    name,
    seconds: (performance.now() - startedAt) / 1000,
    threadSeconds: (user + system) / 1e6,
    peakMebibytes: process.resourceUsage().maxRSS / 1024,
  });
  return answer;
}

await stage('registered', () =>
  receiveExchangeFileStep(
    JSON.stringify({ detail: { bucket: { name: 'exchange' }, object: { key, size: bytes } } }),
    world,
  ),
);
const [run] = await world.remittances.list(practiceId);
if (run === undefined) {
  throw new Error('The remittance was not registered');
}
const input = { contractVersion, practiceId, remittanceId: run.remittanceId };
const { outcome, claims } = await stage('checked and laid out', () => validateRemittanceStep(input, world));
if (outcome !== 'balanced') {
  throw new Error(`The remittance is ${outcome}`);
}
await stage('claims posted', async () => {
  for (let chunkNumber = 1; chunkNumber <= Math.ceil(claims / 10); chunkNumber += 1) {
    await postClaimPaymentsStep({ ...input, chunkNumber }, world);
  }
});
const closed = await stage('closed', () => closeRemittanceStep(input, world));
if (closed.posted !== claims || sums.cashCents !== claims * paidDollars * 100) {
  throw new Error(`${closed.posted} of ${claims} claims were posted, over ${sums.cashCents} cents`);
}
const posted: PostingRun = {
  bytes,
  claims,
  actions: sums.actions,
  transactions: sums.transactions,
  stages,
  peakMebibytes: process.resourceUsage().maxRSS / 1024,
};
process.stdout.write(JSON.stringify(posted));
