import { ReadPracticesRequest, type PracticeEdition } from '#contracts/practice-import.ts';
import type { Practice } from '#contracts/practice.ts';
import type { PracticeStore } from '#ports/practice-store.ts';

type ReadPracticesAnswer =
  | { readonly practice: Practice | null }
  | { readonly history: readonly PracticeEdition[] };

/** Gives an edition of a practice, null when there is none, or who saved which edition when and what was different. */
export async function readPracticesStep(
  event: unknown,
  world: { readonly practices: Pick<PracticeStore, 'edition' | 'history'> },
): Promise<ReadPracticesAnswer> {
  const request = ReadPracticesRequest.parse(event);
  switch (request.read) {
    case 'edition':
      return {
        practice: (await world.practices.edition(request.practiceId, request.edition)) ?? null,
      };
    case 'history':
      return { history: await world.practices.history(request.practiceId) };
  }
}
