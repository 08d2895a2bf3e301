import type { Practice } from '#contracts/practice.ts';
import { trainingPrefix } from '#domain/practice/training.ts';
import type { CreateParticipant, ParticipantAccess } from '../runtime/runtime.ts';
import { openPayerBook } from './payer-book.ts';
import { PayerWork } from './payer-work.ts';

/**
 * A payer and its clearinghouse in a box: takes what a practice sends from `outbound/` of the exchange bucket and puts
 * its answers under `inbound/`, both below `training/` for a training practice, after delays on the virtual clock. What it decides follows from member ids, and what it
 * remembers survives a kill: a job that was interrupted is done again, so an answer may be delivered twice.
 */
export function syntheticPayer({
  payers,
  feeSchedules,
}: Pick<Practice, 'payers' | 'feeSchedules'>): CreateParticipant {
  return (access) => {
    const book = openPayerBook(access.store);
    const bucket = exchangeBucketOf(access);
    access.objects.onObjectCreated((created) => {
      if (created.bucket === bucket && isSent(created.key)) {
        book.addJob({ dueAt: access.clock.now(), kind: 'read', payload: { key: created.key } });
        access.wake();
      }
    });
    const worker = new PayerWork(
      access,
      book,
      bucket,
      new Map(payers.map((payer) => [payer.payerId, { ...payer, feeSchedules }])),
    );
    return {
      name: 'synthetic-payer',
      nextDueAt: () => book.nextDueAt(),
      runDue: (now) => worker.run(now),
      busy: () => worker.busy(),
    };
  };
}

function isSent(key: string): boolean {
  return key.startsWith('outbound/') || key.startsWith(`${trainingPrefix}outbound/`);
}

function exchangeBucketOf({ application }: ParticipantAccess): string {
  for (const outputs of Object.values(application.outputs)) {
    const name = outputs['ExchangeBucketName'];
    if (typeof name === 'string') {
      return name;
    }
  }
  throw new Error(
    'The templates have no output ExchangeBucketName: the payer does not know where files are exchanged',
  );
}
