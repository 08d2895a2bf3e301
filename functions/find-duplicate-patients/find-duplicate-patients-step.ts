import type { NameKey, PracticeId } from '#contracts/identifiers.ts';
import type { PatientEntry, PatientIdentity } from '#contracts/patient-identity.ts';
import { canonicalJson } from '#domain/identity/content-hash.ts';
import { saidOf } from '#domain/patients/patient-identity.ts';
import type { ClaimStore } from '#ports/claim-store.ts';
import type { PatientRegister } from '#ports/patient-register.ts';
import type { PracticeStore } from '#ports/practice-store.ts';
import { RoundOfLooks } from '#ports/round-of-looks.ts';
import { settlePersons, type SettlePersonsWorld } from '#ports/settle-persons.ts';

export interface FindDuplicatePatientsWorld extends SettlePersonsWorld {
  readonly practices: Pick<PracticeStore, 'listIds'>;
  readonly patients: Pick<PatientRegister, 'agenda' | 'cross' | 'say' | 'load' | 'found'>;
  readonly claims: Pick<ClaimStore, 'load'>;
}

export interface DuplicatesFound {
  /** This alone is logged. */
  readonly outcome: 'looked' | 'too-many-linked';
  /** Entries of the agenda that are done with. */
  readonly looked: number;
  readonly opened: number;
  /** Entries that are left for the next round: their patients were changed by others at the same time. */
  readonly left: number;
  /** Patients of whom nothing is worked out, since too many are linked with each other; `patients show` says so. */
  readonly unsettled: number;
}

const entriesAtOnce = 100;
const patientsAtOnce = 5;

/**
 * Looks at every patient of whom something new was said: keeps it, and works out whether that is a person who is known
 * under another number. Practices take turns, so that a large one does not keep the others waiting. An entry is crossed
 * out when all of it is done: a round that breaks off is taken up by the next.
 * @throws LooksFailed at the end, when the look at some patient failed.
 */
export async function findDuplicatePatientsStep(world: FindDuplicatePatientsWorld): Promise<DuplicatesFound> {
  const round = new RoundOfLooks(world.clock);
  const unsettled = new Set<NameKey>();
  let turns: readonly { readonly practiceId: PracticeId; readonly from?: string }[] = round
    .inTurn(await world.practices.listIds())
    .map((practiceId) => ({ practiceId }));
  while (turns.length > 0 && !round.isOver) {
    const next: { practiceId: PracticeId; from: string }[] = [];
    for (const { practiceId, from } of turns) {
      await round.look(practiceId, 0, async () => {
        const page = await world.patients.agenda(practiceId, entriesAtOnce, from);
        await lookAtPage(practiceId, page.entries, round, unsettled, world);
        if (page.next !== undefined) {
          next.push({ practiceId, from: page.next });
        }
        return 0;
      });
    }
    turns = next;
  }
  round.end();
  const { looked, opened, left } = round;
  return {
    outcome: unsettled.size === 0 ? 'looked' : 'too-many-linked',
    looked,
    opened,
    left,
    unsettled: unsettled.size,
  };
}

async function lookAtPage(
  practiceId: PracticeId,
  page: readonly PatientEntry[],
  round: RoundOfLooks,
  unsettled: Set<NameKey>,
  world: FindDuplicatePatientsWorld,
): Promise<void> {
  const patients = [...Map.groupBy(page, ({ patientKey }) => patientKey)];
  for (let start = 0; start < patients.length; start += patientsAtOnce) {
    await Promise.all(
      patients
        .slice(start, start + patientsAtOnce)
        .map(([patientKey, entries]) =>
          round.look(`${practiceId} ${patientKey}`, entries.length, () =>
            look(practiceId, patientKey, entries, unsettled, world),
          ),
        ),
    );
  }
}

/** Looks at one patient, on all occasions for it; gives how many tasks it opened. */
async function look(
  practiceId: PracticeId,
  patientKey: NameKey,
  entries: readonly PatientEntry[],
  unsettled: Set<NameKey>,
  world: FindDuplicatePatientsWorld,
): Promise<number> {
  let isNews = false;
  for (const entry of entries) {
    isNews = (await keep(practiceId, patientKey, entry, world)) || isNews;
  }
  const settled = isNews ? await settlePersons(practiceId, [patientKey], world) : undefined;
  if (settled?.isSettled === false) {
    unsettled.add(patientKey);
  }
  for (const entry of entries) {
    await world.patients.cross(practiceId, entry);
  }
  return settled?.opened ?? 0;
}

/**
 * Keeps what the claim of an entry says of the patient now, whichever version the entry is about. Gives whether the
 * person has to be worked out anew: not for one more visit of which another said the same.
 */
async function keep(
  practiceId: PracticeId,
  patientKey: NameKey,
  { claimId }: PatientEntry,
  { claims, patients }: FindDuplicatePatientsWorld,
): Promise<boolean> {
  const claim = claimId === undefined ? undefined : await claims.load(practiceId, claimId);
  if (claim === undefined) {
    return true;
  }
  const said = saidOf(claim, patientKey);
  const known = await patients.load(practiceId, patientKey);
  await patients.say(practiceId, patientKey, said);
  return !isSaidByAnother(said, known);
}

/** What this very claim had said before may not have been looked at yet. */
function isSaidByAnother(
  { claimId, facts }: ReturnType<typeof saidOf>,
  known: PatientIdentity | undefined,
): boolean {
  const others = known?.said ?? [];
  return (
    facts !== undefined &&
    others.every((other) => other.claimId !== claimId) &&
    others.some((other) => canonicalJson(other.facts) === canonicalJson(facts))
  );
}
