import type { IntakeLimits } from '#domain/intake/frame/framer.ts';
import { usualArchiveLimits, usualIntakeLimits, type ArchiveLimits } from '#domain/intake/frame/limits.ts';

/** What keeps a split bounded, whatever is uploaded. */
export type SplitLimits = IntakeLimits & ArchiveLimits;

export const usualSplitLimits: SplitLimits = { ...usualIntakeLimits, ...usualArchiveLimits };

/** A call stops after so long; its function may run for ten minutes. */
export const callMilliseconds = 240_000;
/** Calls that may use up their time: what takes longer than half a day is stopped by something else. */
export const mostRounds = 200;
/** How far a call goes before it notes where it is. */
export const checkpointChunks = 40;
export const checkpointBytes = 8_000_000;
