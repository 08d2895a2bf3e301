import { CommitConflict } from '#contracts/errors.ts';
import { LinkPatientsRequest, type LinkPatientsAnswer } from '#contracts/patient-queries.ts';
import { problemsOf } from '#contracts/queries.ts';
import { decidePatients } from '#ports/decide-patients.ts';
import { tooManyLinked } from '#ports/gather-patients.ts';
import type { PatientRegister } from '#ports/patient-register.ts';
import { settlePersons, type SettlePersonsWorld } from '#ports/settle-persons.ts';

export interface LinkPatientsWorld extends SettlePersonsWorld {
  readonly patients: Pick<PatientRegister, 'load' | 'found' | 'patientKeysOfSamePerson'>;
}

/**
 * Carries out what a person decided about two patients of whom nobody asked: above all, that two whom a rule or a
 * decision had put together are two. Claims, statements and the ledger stay as they are.
 */
export async function linkPatientsStep(
  event: unknown,
  world: LinkPatientsWorld,
): Promise<LinkPatientsAnswer> {
  const request = LinkPatientsRequest.safeParse(event);
  if (!request.success) {
    return refused(...problemsOf(request.error));
  }
  const { practiceId, decision, one, other, user, reason } = request.data;
  const areOne = (await world.patients.patientKeysOfSamePerson(practiceId, one)).includes(other);
  if (areOne !== (decision === 'unlink')) {
    return refused(
      areOne
        ? `${one} and ${other} are one person already`
        : `${one} and ${other} are not one person; where it is asked whether they are, work the task`,
    );
  }
  const decided = await decidePatients(
    practiceId,
    decision === 'link'
      ? { one, other, verdict: 'same', stays: one, by: user, reason }
      : { one, other, verdict: 'different', by: user, reason },
    world,
  );
  if (decided.refused !== undefined) {
    return refused(decided.refused);
  }
  try {
    await world.commit.apply(decided.writes);
  } catch (error) {
    if (error instanceof CommitConflict) {
      return refused('Somebody else decided about them at the same moment; look at them again');
    }
    throw error;
  }
  const { opened, isSettled } = await settlePersons(practiceId, [one, other], world);
  if (!isSettled) {
    return {
      outcome: 'decided',
      summary: `It is kept that they are ${decision === 'link' ? 'one person' : 'two persons'}. ${tooManyLinked}.`,
    };
  }
  const asked =
    opened === 0 ? '' : ` ${opened === 1 ? 'One task asks' : `${opened} tasks ask`} about others.`;
  return {
    outcome: 'decided',
    summary:
      decision === 'link'
        ? `They are one person from now on, who goes by ${one}.${asked}`
        : `They are two persons from now on.${asked}`,
  };
}

function refused(...problems: string[]): LinkPatientsAnswer {
  return { outcome: 'refused', problems };
}
