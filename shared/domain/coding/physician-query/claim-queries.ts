import type { Claim } from '#contracts/claim.ts';
import type { TaskId } from '#contracts/identifiers.ts';
import type { PhysicianQuery } from '#contracts/physician-query.ts';

/** Questions to which the provider has not answered yet, and that nobody ended. */
export function openQueries({ physicianQueries = [] }: Pick<Claim, 'physicianQueries'>): PhysicianQuery[] {
  return physicianQueries.filter(({ status }) => status === 'open');
}

/** The question that a task asks. */
export function queryOf(
  { physicianQueries = [] }: Pick<Claim, 'physicianQueries'>,
  taskId: TaskId,
): PhysicianQuery | undefined {
  return physicianQueries.find((query) => query.taskId === taskId);
}

/** The claim's questions with one of them as it is now. */
export function withQuery(
  { physicianQueries = [] }: Pick<Claim, 'physicianQueries'>,
  changed: PhysicianQuery,
): Required<Pick<Claim, 'physicianQueries'>> {
  return {
    physicianQueries: physicianQueries.map((query) => (query.taskId === changed.taskId ? changed : query)),
  };
}

/** Why the visit is not coded yet, if the provider still has to answer. */
export function refuseWhileAsked(claim: Pick<Claim, 'claimId' | 'physicianQueries'>): string | undefined {
  const [open] = openQueries(claim);
  return open === undefined
    ? undefined
    : `Claim ${claim.claimId} waits for the provider's answer to what ${open.askedBy} asked (task ${open.taskId}). Wait for it, withdraw the question, or have a manager close it as unanswered: then code from what is documented.`;
}

/** What was asked and answered, a sentence each, for whoever codes. */
export function queriesInWords({ physicianQueries = [] }: Pick<Claim, 'physicianQueries'>): string[] {
  return physicianQueries.map((query) => {
    const asked = `${query.askedBy} asked the provider ${query.providerNpi} on ${query.askedAt.slice(0, 10)}: "${query.question}"`;
    const { answer, ended, status } = query;
    if (answer !== undefined) {
      const option = query.options.find((one) => one.option === answer.option)?.words ?? answer.option;
      const addendum = answer.addendumOn === undefined ? '' : `, with an addendum of ${answer.addendumOn}`;
      const late = answer.late === true ? ', after the question was closed as unanswered' : '';
      return `${asked} ${answer.by} answered on ${answer.at.slice(0, 10)}${late}: ${option}. "${answer.words}"${addendum}`;
    }
    return ended === undefined
      ? `${asked} There is no answer yet.`
      : `${asked} It ended ${status} on ${ended.at.slice(0, 10)}: ${ended.reason}`;
  });
}
