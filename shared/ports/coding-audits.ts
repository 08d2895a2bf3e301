import type { PlainDate } from '#contracts/dates.ts';
import type { CodingAudit } from '#contracts/coding-audit.ts';
import type { PracticeId, TaskId } from '#contracts/identifiers.ts';

/** As many audits of a coder are looked at as a practice may ask for. */
export const latestAudits = 50;

/** Second codings of visits. All of it is written by `commit`. */
export interface CodingAudits {
  load(practiceId: PracticeId, taskId: TaskId): Promise<CodingAudit | undefined>;
  /** Audits of one coder that were closed, the last first. */
  ofCoder(practiceId: PracticeId, coder: string, limit: number): Promise<readonly CodingAudit[]>;
  /** Audits that were closed on these days, both included, the first first. */
  closedIn(practiceId: PracticeId, from: PlainDate, to: PlainDate): Promise<readonly CodingAudit[]>;
}
