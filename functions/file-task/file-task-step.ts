import { TaskMessage } from '#contracts/messages.ts';
import type { Clock } from '#ports/clock.ts';
import type { Outbox } from '#ports/outbox.ts';

/**
 * Files the token of a person's task on the item of its wait. The task itself stands in the work list since the claim
 * moved into the waiting state; staff never see the token. Filing it twice changes nothing.
 */
export async function fileTaskStep(
  body: string,
  world: { readonly outbox: Pick<Outbox, 'fileToken'>; readonly clock: Clock },
): Promise<{ outcome: 'filed' }> {
  const message = TaskMessage.parse(JSON.parse(body));
  await world.outbox.fileToken(message, { value: message.taskToken, leg: message.leg }, world.clock.now());
  return { outcome: 'filed' };
}
