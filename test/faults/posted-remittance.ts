import { accountHolderOf } from '#contracts/ledger.ts';
import { trialBalance, balancesOf } from '#domain/ledger/balances.ts';
import { remittanceOf, type PostingScenario } from './kill-the-posting.ts';

/** What became of a remittance, and whatever is wrong with it: read from what is stored, without asking another run. */
export interface PostedRemittance {
  readonly state: string;
  readonly claims: number;
  readonly suspended: number;
  readonly tasks: number;
  readonly faults: readonly string[];
}

export function postedOf(scenario: PostingScenario): PostedRemittance {
  const { world, claims, payment, adjustments } = scenario;
  const { stored, practiceId } = world;
  const remittanceId = remittanceOf(world);
  const run = stored.remittances.get(`${practiceId}#${remittanceId}`);
  const done = stored.remittanceClaims.get(`${practiceId}#${remittanceId}`) ?? new Map<number, string>();
  const faults: string[] = [];
  const hold = (isSo: boolean, fault: string): void => {
    if (!isSo) {
      faults.push(fault);
    }
  };
  const postings = [...stored.postings.values()];
  const ofRemittance = postings.filter((posting) => posting.remittanceId === remittanceId);
  const suspended = [...done.values()].filter((outcome) => outcome === 'suspended').length;
  hold(run?.state === 'posted', `the run is ${run?.state}`);
  hold(done.size === claims, `${done.size} of ${claims} claims are done`);
  hold((run?.posted ?? 0) + (run?.suspended ?? 0) === claims, 'the run counts other claims than it has');
  hold(run?.suspended === suspended, 'the run counts other claims as parked than are');

  const decisions = [...stored.claims.values()].flatMap(({ adjudications }) =>
    adjudications.filter((one) => one.remittanceId === remittanceId).map(({ claimIndex }) => claimIndex),
  );
  hold(
    decisions.length === claims - suspended && new Set(decisions).size === decisions.length,
    `${decisions.length} decisions stand on claims, ${new Set(decisions).size} of them different`,
  );
  const ids = postings.map((posting) => `${accountHolderOf(posting)} ${posting.postingId}`);
  hold(new Set(ids).size === ids.length, 'a posting is there twice');
  const toNoClaim = ofRemittance.filter(({ claimId }) => claimId === undefined);
  hold(
    toNoClaim.length === suspended + adjustments,
    `${toNoClaim.length} postings belong to no claim; expected ${suspended + adjustments}`,
  );
  hold(trialBalance(postings).differenceCents === 0, 'the trial balance is not zero');
  const cash = balancesOf(ofRemittance)['cash-in-transit'];
  hold(cash === payment, `${cash} cents of cash were posted; the payment is ${payment}`);
  const parkedTasks = [...stored.tasks.values()].filter(
    (task) => task.kind === 'unmatched-remittance' && task.remittanceId === remittanceId,
  );
  hold(parkedTasks.length === suspended, `${parkedTasks.length} tasks for ${suspended} parked claims`);
  return { state: run?.state ?? 'none', claims: done.size, suspended, tasks: stored.tasks.size, faults };
}
