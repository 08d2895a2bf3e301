import type { Instant } from '#contracts/dates.ts';
import { CommitConflict } from '#contracts/errors.ts';
import type { UploadId } from '#contracts/identifiers.ts';
import type { PermitBook } from '#contracts/intake-permits.ts';
import { IntakePermitInput, type IntakePermitAnswer } from '#contracts/steps.ts';
import { askForPermit, giveBackPermit, lapsedPermits } from '#domain/intake/share-permits.ts';
import type { Clock } from '#ports/clock.ts';
import type { Executions } from '#ports/executions.ts';
import type { IntakePermits } from '#ports/intake-permits.ts';
import type { UploadRegister } from '#ports/upload-register.ts';
import { decideAgainOnConflict, InvariantBroken } from '#ports/work-on-claim.ts';

export interface AskPermitWorld {
  readonly clock: Clock;
  readonly uploads: Pick<UploadRegister, 'load'>;
  readonly permits: IntakePermits;
  readonly executions: Pick<Executions, 'isRunning'>;
  /** Chunks of one upload that are worked at the same time. */
  readonly chunksAtOnce: number;
}

/** After so many seconds an upload asks again to whom others were first each time. */
const busySeconds = 5;

/**
 * Gives an upload a permit to be worked, tells it when to ask again, or takes the permit back. A practice has a few
 * permits, each practice its own: however much one uploads, another does not wait for it.
 * @throws CommitConflict when a permit is given back and others of the practice were first each time; the step is then
 * taken again.
 */
export async function askPermitStep(event: unknown, world: AskPermitWorld): Promise<IntakePermitAnswer> {
  const input = IntakePermitInput.parse(event);
  const { chunksAtOnce } = world;
  if (input.action === 'give-back') {
    await decideAgainOnConflict(async () => {
      const book = await world.permits.load(input.practiceId);
      await save(book, giveBackPermit(book, input.uploadId), world);
    });
    return { outcome: 'given-back', waitSeconds: 0, chunksAtOnce };
  }
  try {
    return await decideAgainOnConflict(() => ask(input, world));
  } catch (error) {
    if (error instanceof CommitConflict) {
      return { outcome: 'wait', waitSeconds: busySeconds, chunksAtOnce };
    }
    throw error;
  }
}

async function ask(
  { practiceId, uploadId, execution }: IntakePermitInput,
  world: AskPermitWorld,
): Promise<IntakePermitAnswer> {
  const upload = await world.uploads.load(practiceId, uploadId);
  if (upload === undefined) {
    throw new InvariantBroken(`There is no upload ${uploadId}`);
  }
  const { sizeBytes, registeredAt } = upload;
  const at = world.clock.now();
  const book = await world.permits.load(practiceId);
  const decision = askForPermit(
    book,
    { uploadId, sizeBytes, registeredAt, at, ...(execution === undefined ? {} : { execution }) },
    await stillWorked(book, at, world),
  );
  await save(book, decision.book, world);
  return {
    outcome: decision.outcome,
    waitSeconds: decision.outcome === 'wait' ? decision.waitSeconds : 0,
    chunksAtOnce: world.chunksAtOnce,
  };
}

/** Uploads that hold a permit for longer than its time, because their executions really take so long. */
async function stillWorked(
  book: PermitBook,
  at: Instant,
  world: AskPermitWorld,
): Promise<ReadonlySet<UploadId>> {
  const worked = new Set<UploadId>();
  for (const { uploadId, execution } of lapsedPermits(book, at)) {
    if (execution !== undefined && (await world.executions.isRunning(execution))) {
      worked.add(uploadId);
    }
  }
  return worked;
}

async function save(before: PermitBook, after: PermitBook, world: AskPermitWorld): Promise<void> {
  if (JSON.stringify(before) !== JSON.stringify(after) && !(await world.permits.save(after))) {
    throw new CommitConflict(`The permits of practice ${after.practiceId} changed meanwhile`);
  }
}
