import * as z from 'zod';
import { PracticeId } from '#contracts/identifiers.ts';

const Loaded = z.union([
  z.object({ document: z.object({ practiceId: PracticeId }) }).transform(({ document }) => document),
  z.object({ practiceId: PracticeId }),
]);

/** The practice whose document is to be loaded: that of the document in a request, or the event is one itself. */
export function practiceLoaded(event: unknown): PracticeId | undefined {
  return Loaded.safeParse(event).data?.practiceId;
}
