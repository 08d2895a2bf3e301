import type { PatientAccount } from '#contracts/patient-account.ts';
import { AccountQuery, problemsOf, type QueryRefused } from '#contracts/queries.ts';
import type { PatientAccounts } from '#ports/patient-accounts.ts';

export type ReadAccountsAnswer =
  | QueryRefused
  | { readonly outcome: 'listed'; readonly accounts: readonly PatientAccount[] };

/** Answers what guarantors owe and which statements they were sent; changes nothing. */
export async function readAccountsStep(
  event: unknown,
  world: { readonly accounts: Pick<PatientAccounts, 'list'> },
): Promise<ReadAccountsAnswer> {
  const read = AccountQuery.safeParse(event);
  return read.success
    ? { outcome: 'listed', accounts: await world.accounts.list(read.data.practiceId) }
    : { outcome: 'refused', problems: problemsOf(read.error) };
}
