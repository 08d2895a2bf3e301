import type { PracticeId, RemittanceId } from '#contracts/identifiers.ts';
import { problemsOf, ResumeRunRequest, type ResumeRunAnswer } from '#contracts/queries.ts';
import type { Resumption } from '#contracts/resumption.ts';
import { contractVersion } from '#contracts/steps.ts';
import { isHeld, savedRun } from '#domain/remittance/run-record.ts';
import type { Clock } from '#ports/clock.ts';
import type { Commit } from '#ports/commit.ts';
import type { Executions } from '#ports/executions.ts';
import type { RemittanceRegister } from '#ports/remittance-register.ts';
import type { UploadRegister } from '#ports/upload-register.ts';
import { decideAgainOnConflict } from '#ports/work-on-claim.ts';

export interface ResumeRunWorld {
  readonly clock: Clock;
  readonly commit: Commit;
  readonly uploads: Pick<UploadRegister, 'load' | 'save'>;
  readonly remittances: Pick<RemittanceRegister, 'load'>;
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
    await world.uploads.save({ ...upload, resumptions: [...(upload.resumptions ?? []), resumption] });
    return await startNext('encounter-intake', uploadId, { contractVersion, practiceId, uploadId }, world);
  }
  const { remittanceId } = request.data;
  const problem = await decideAgainOnConflict(() =>
    noteResumption(practiceId, remittanceId, resumption, world),
  );
  return problem === undefined
    ? await startNext(
        'remittance-posting',
        remittanceId,
        { contractVersion, practiceId, remittanceId },
        world,
      )
    : refused(problem);
}

/** @returns why there is nothing to continue, in words. */
async function noteResumption(
  practiceId: PracticeId,
  remittanceId: RemittanceId,
  resumption: Resumption,
  { commit, remittances }: ResumeRunWorld,
): Promise<string | undefined> {
  const run = await remittances.load(practiceId, remittanceId);
  if (run === undefined) {
    return `remittanceId: practice ${practiceId} has no remittance ${remittanceId}`;
  }
  if (run.state === 'posted') {
    return `Remittance ${remittanceId} is posted; nothing of it is left`;
  }
  if (run.state === 'set-aside') {
    return `Remittance ${remittanceId} is set aside (${run.setAside?.why ?? 'for no reason'}); nothing of it is posted`;
  }
  if (isHeld(run)) {
    return `Remittance ${remittanceId} is held for a person (${run.state}); its task decides`;
  }
  await commit.apply([savedRun(run, { resumptions: [...(run.resumptions ?? []), resumption] })]);
  return undefined;
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
