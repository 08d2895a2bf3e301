import { problemsOf, ResumeRunRequest, type ResumeRunAnswer } from '#contracts/queries.ts';
import type { RemittanceRun } from '#contracts/remittance-run.ts';
import type { Resumption } from '#contracts/resumption.ts';
import { contractVersion } from '#contracts/steps.ts';
import type { Upload } from '#contracts/upload.ts';
import type { Clock } from '#ports/clock.ts';
import type { Executions } from '#ports/executions.ts';
import type { RemittanceRegister } from '#ports/remittance-register.ts';
import type { UploadRegister } from '#ports/upload-register.ts';

export interface ResumeRunWorld {
  readonly clock: Clock;
  readonly uploads: Pick<UploadRegister, 'load' | 'save'>;
  readonly remittances: Pick<RemittanceRegister, 'load' | 'save'>;
  readonly executions: Pick<Executions, 'start'>;
}

/** What a defect stops so often is not continued once more: it is corrected. */
const lastExecution = 20;

const refused = (problem: string): ResumeRunAnswer => ({ outcome: 'refused', problems: [problem] });

/**
 * Continues an upload or a remittance whose execution a defect stopped, by another execution with the same input. An
 * execution that failed cannot be redriven, since it ended by reporting the defect; but every step of it may be done
 * again and does only what is left. The first execution bears the id as its name, the next `<id>-2`.
 */
export async function resumeRunStep(event: unknown, world: ResumeRunWorld): Promise<ResumeRunAnswer> {
  const request = ResumeRunRequest.safeParse(event);
  if (!request.success) {
    return { outcome: 'refused', problems: problemsOf(request.error) };
  }
  const { practiceId, user, reason } = request.data;
  const resumption: Resumption = { at: world.clock.now(), by: `user ${user}`, reason };
  if (request.data.run === 'upload') {
    const { uploadId } = request.data;
    const upload = await world.uploads.load(practiceId, uploadId);
    if (upload === undefined) {
      return refused(`uploadId: practice ${practiceId} has no upload ${uploadId}`);
    }
    if (upload.state === 'answered') {
      return refused(`Upload ${uploadId} is answered; nothing of it is left`);
    }
    await world.uploads.save(resumed(upload, resumption));
    return await startNext('encounter-intake', uploadId, { contractVersion, practiceId, uploadId }, world);
  }
  const { remittanceId } = request.data;
  const run = await world.remittances.load(practiceId, remittanceId);
  if (run === undefined) {
    return refused(`remittanceId: practice ${practiceId} has no remittance ${remittanceId}`);
  }
  if (run.state === 'posted') {
    return refused(`Remittance ${remittanceId} is posted; nothing of it is left`);
  }
  if (run.state === 'out-of-balance' || run.state === 'duplicate') {
    return refused(`Remittance ${remittanceId} is held for a person (${run.state}); its task decides`);
  }
  await world.remittances.save(resumed(run, resumption));
  return await startNext(
    'remittance-posting',
    remittanceId,
    { contractVersion, practiceId, remittanceId },
    world,
  );
}

function resumed<Record extends Upload | RemittanceRun>(record: Record, resumption: Resumption): Record {
  return { ...record, resumptions: [...(record.resumptions ?? []), resumption] };
}

/** Starts the execution whose name is the next that was not used. */
async function startNext(
  machine: 'encounter-intake' | 'remittance-posting',
  id: string,
  input: Readonly<Record<string, string | number>>,
  { executions }: ResumeRunWorld,
): Promise<ResumeRunAnswer> {
  for (let number = 2; number <= lastExecution; number += 1) {
    const execution = `${id}-${number}`;
    if ((await executions.start(machine, execution, input)) === 'started') {
      return { outcome: 'resumed', execution };
    }
  }
  return refused(
    `${id} was worked by ${lastExecution} executions and stopped each time; correct what stops it, then deploy`,
  );
}
