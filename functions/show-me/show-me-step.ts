import { problemsOf, type QueryRefused } from '#contracts/queries.ts';
import { ShowMeRequest } from '#contracts/staff-management.ts';
import type { Me } from '#contracts/staff-member.ts';
import type { PracticeStore } from '#ports/practice-store.ts';
import type { StaffMembers } from '#ports/staff-members.ts';

interface ShowMeWorld {
  readonly members: Pick<StaffMembers, 'load'>;
  readonly practices: Pick<PracticeStore, 'edition'>;
}

/** Shows a person what each of the practices of the token keeps of the person. Where the person is disabled, it is left out. */
export async function showMeStep(event: unknown, world: ShowMeWorld): Promise<Me | QueryRefused> {
  const read = ShowMeRequest.safeParse(event);
  if (!read.success) {
    return { outcome: 'refused', problems: problemsOf(read.error) };
  }
  const { user, practiceIds } = read.data;
  const members = (
    await Promise.all(practiceIds.map((practiceId) => world.members.load(practiceId, user)))
  ).flatMap((member) => (member === undefined || member.disabled ? [] : [member]));
  const practices = await Promise.all(
    members.map(async ({ practiceId, roles, writeOffLimitCents, refundLimitCents, skills }) => ({
      practiceId,
      practiceName: (await world.practices.edition(practiceId))?.name ?? practiceId,
      roles,
      ...(writeOffLimitCents === undefined ? {} : { writeOffLimitCents }),
      ...(refundLimitCents === undefined ? {} : { refundLimitCents }),
      ...(skills === undefined ? {} : { skills }),
    })),
  );
  return { outcome: 'me', user, name: members[0]?.name ?? user, practices };
}
