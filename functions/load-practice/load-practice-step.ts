import * as z from 'zod';
import { PracticeId } from '#contracts/identifiers.ts';
import { ImportPracticeRequest, type ImportPracticeAnswer } from '#contracts/practice-import.ts';
import { contractTablesLacking, type ContractTablesWorld } from '#ports/contract-tables.ts';
import { importPractice, type ImportPracticeWorld } from '#ports/import-practice.ts';

export type LoadPracticeWorld = ImportPracticeWorld & ContractTablesWorld;

/**
 * Loads a practice's master data as one document. The whole document is accepted or nothing of it. A bare document is
 * saved at once as the edition that it says it is; in a request it is compared first, and given its edition.
 */
export async function loadPracticeStep(
  event: unknown,
  world: LoadPracticeWorld,
): Promise<ImportPracticeAnswer> {
  if (typeof event === 'object' && event !== null && 'document' in event) {
    const request = ImportPracticeRequest.safeParse(event);
    return request.success
      ? await importPractice(request.data, world, (practice) => contractTablesLacking(practice, world))
      : {
          outcome: 'refused',
          problems: request.error.issues.map(
            ({ path, message }) =>
              `${path.join('.') || 'request'}: ${message}. Send document, by and apply as the contract of the import says`,
          ),
        };
  }
  return await importPractice(
    { document: event, by: 'load-practice', apply: true, dropNamed: false, keepsEdition: true },
    world,
    (practice) => contractTablesLacking(practice, world),
  );
}

const Loaded = z.union([
  z.object({ document: z.object({ practiceId: PracticeId }) }).transform(({ document }) => document),
  z.object({ practiceId: PracticeId }),
]);

/** The practice whose document is to be loaded: that of the document in a request, or the event is one itself. */
export function practiceLoaded(event: unknown): PracticeId | undefined {
  return Loaded.safeParse(event).data?.practiceId;
}
