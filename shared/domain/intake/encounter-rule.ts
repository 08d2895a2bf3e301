import type { PlainDate } from '#contracts/dates.ts';
import type { Encounter } from '#contracts/encounter.ts';
import type { Practice } from '#contracts/practice.ts';
import type { Finding } from './describe-issue.ts';

/** What is wrong with an encounter that has the right shape, for this practice and on this day; nothing for a pass. */
export type EncounterRule = (encounter: Encounter, practice: Practice, today: PlainDate) => Finding[];
