import * as z from 'zod';
import { PracticeOverride } from './scrub-override.ts';
import { ScrubRule } from './scrub-rule.ts';

/** What a practice adds to the scrubber, and what it takes away for a time. */
export const ScrubSettings = z.strictObject({
  rules: z.array(ScrubRule).max(500).default([]),
  overrides: z.array(PracticeOverride).max(200).default([]),
});
export type ScrubSettings = z.infer<typeof ScrubSettings>;
