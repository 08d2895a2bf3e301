import { CommitConflict } from '#contracts/errors.ts';
import type { NameKey, PracticeId } from '#contracts/identifiers.ts';
import type { PatientEntry, PatientIdentity } from '#contracts/patient-identity.ts';
import { canonicalJson } from '#domain/identity/content-hash.ts';
import { saidOf } from '#domain/patients/patient-identity.ts';
import type { ClaimStore } from '#ports/claim-store.ts';
import type { PatientRegister } from '#ports/patient-register.ts';
import type { PracticeStore } from '#ports/practice-store.ts';
import { settlePersons, type SettlePersonsWorld } from '#ports/settle-persons.ts';

export interface FindDuplicatePatientsWorld extends SettlePersonsWorld {
  readonly practices: Pick<PracticeStore, 'listIds'>;
  readonly patients: Pick<PatientRegister, 'agenda' | 'cross' | 'say' | 'load' | 'found'>;
  readonly claims: Pick<ClaimStore, 'load'>;
}

export interface DuplicatesFound {
  readonly outcome: 'looked';
  /** Entries of the agenda that are done with. */
  readonly looked: number;
  readonly opened: number;
  /** Entries that are left for the next round: their patients were changed by others at the same time. */
  readonly left: number;
}

const entriesAtOnce = 100;
const patientsAtOnce = 5;
/** What is left then is looked at in the next round; the function may run a little longer. */
const roundMilliseconds = 8 * 60_000;

/**
 * Looks at every patient of whom something new was said: keeps it, and works out whether that is a person who is known
 * under another number. Practices take turns, so that a large one does not keep the others waiting. An entry is crossed
 * out when all of it is done: a round that breaks off is taken up by the next.
 */
export async function findDuplicatePatientsStep(world: FindDuplicatePatientsWorld): Promise<DuplicatesFound> {
  const until = Date.parse(world.clock.now()) + roundMilliseconds;
  const total = { looked: 0, opened: 0, left: 0 };
  let turns: readonly { readonly practiceId: PracticeId; readonly from?: string }[] = (
    await world.practices.listIds()
  ).map((practiceId) => ({ practiceId }));
  while (turns.length > 0 && Date.parse(world.clock.now()) < until) {
    const next: { practiceId: PracticeId; from: string }[] = [];
    for (const { practiceId, from } of turns) {
      const page = await world.patients.agenda(practiceId, entriesAtOnce, from);
      const patients = [...Map.groupBy(page.entries, ({ patientKey }) => patientKey)];
      for (let start = 0; start < patients.length; start += patientsAtOnce) {
        const looks = patients
          .slice(start, start + patientsAtOnce)
          .map(([patientKey, entries]) => look(practiceId, patientKey, entries, world));
        for (const { opened, done, left } of await Promise.all(looks)) {
          total.opened += opened;
          total.looked += done;
          total.left += left;
        }
      }
      if (page.next !== undefined) {
        next.push({ practiceId, from: page.next });
      }
    }
    turns = next;
  }
  return { outcome: 'looked', ...total };
}

/** Looks at one patient, on all occasions for it. */
async function look(
  practiceId: PracticeId,
  patientKey: NameKey,
  entries: readonly PatientEntry[],
  world: FindDuplicatePatientsWorld,
): Promise<{ readonly opened: number; readonly done: number; readonly left: number }> {
  try {
    let isNews = false;
    for (const entry of entries) {
      isNews = (await keep(practiceId, patientKey, entry, world)) || isNews;
    }
    const opened = isNews ? (await settlePersons(practiceId, [patientKey], world)).opened : 0;
    for (const entry of entries) {
      await world.patients.cross(practiceId, entry);
    }
    return { opened, done: entries.length, left: 0 };
  } catch (error) {
    if (error instanceof CommitConflict) {
      return { opened: 0, done: 0, left: entries.length };
    }
    throw error;
  }
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
