import type { PracticeId } from '#contracts/identifiers.ts';
import type { PatientEntry, PatientSaid } from '#contracts/patient-identity.ts';
import { patientKeyOf, searchTokensOf, tokensOf } from '#domain/patients/patient-identity.ts';
import { mergeEntries } from '#domain/patients/merged-patients.ts';
import type { PatientRegister } from '#ports/patient-register.ts';
import type { MemoryTables } from './memory-tables.ts';

export function patientEntryPath(practiceId: PracticeId, { patientKey, occasion }: PatientEntry): string {
  return `${practiceId}#${patientKey}#${occasion}`;
}

export function enterPatient(tables: MemoryTables, practiceId: PracticeId, entry: PatientEntry): void {
  tables.patientAgenda.set(patientEntryPath(practiceId, entry), entry);
}

/** {@link PatientRegister} over maps. */
export function memoryPatientRegister(tables: MemoryTables): PatientRegister {
  const say: PatientRegister['say'] = (practiceId, patientKey, said) => {
    const path = `${practiceId}#${patientKey}`;
    const known = tables.patientsSaid.get(path) ?? new Map<string, PatientSaid>();
    tables.patientsSaid.set(path, known);
    const by = said.claimId ?? 'registration';
    if ((known.get(by)?.version ?? 0) < said.version) {
      known.set(by, said);
    }
    const { facts } = said;
    for (const token of facts === undefined ? [] : [...tokensOf(facts), ...searchTokensOf(facts)]) {
      const where = `${practiceId}#${token}`;
      tables.patientTokens.set(where, (tables.patientTokens.get(where) ?? new Set()).add(patientKey));
    }
    return Promise.resolve();
  };
  return {
    agenda(practiceId, limit, from = '') {
      const paths = [...tables.patientAgenda.keys()]
        .filter((path) => path.startsWith(`${practiceId}#`) && path > from)
        .toSorted();
      const page = paths.slice(0, limit);
      const last = page.at(-1);
      return Promise.resolve({
        entries: page.flatMap((path) => tables.patientAgenda.get(path) ?? []),
        ...(paths.length > limit && last !== undefined ? { next: last } : {}),
      });
    },
    cross(practiceId, entry) {
      tables.patientAgenda.delete(patientEntryPath(practiceId, entry));
      return Promise.resolve();
    },
    say,
    registration: (practiceId, patientKey) =>
      Promise.resolve(tables.registrations.get(`${practiceId}#${patientKey}`)),
    async register(practiceId, kept, said) {
      const { patientKey, version, contentHash } = kept;
      const path = `${practiceId}#${patientKey}`;
      const before = tables.registrations.get(path);
      if (before !== undefined && before.version >= version) {
        return before.version === version && before.contentHash === contentHash;
      }
      tables.registrations.set(path, kept);
      await say(practiceId, patientKey, said);
      enterPatient(tables, practiceId, { patientKey, occasion: `registered#${version}` });
      return true;
    },
    recentClaims: (practiceId, patientKey, limit) =>
      Promise.resolve(
        [...tables.claims.values()]
          .filter((claim) => claim.practiceId === practiceId && patientKeyOf(claim) === patientKey)
          .map(({ serviceDateFrom, claimId }) => ({ claimId, order: `${serviceDateFrom}#${claimId}` }))
          .toSorted((one, other) => (one.order < other.order ? 1 : -1))
          .map(({ claimId }) => claimId)
          .slice(0, limit),
      ),
    load(practiceId, patientKey) {
      const path = `${practiceId}#${patientKey}`;
      const said = [...(tables.patientsSaid.get(path)?.values() ?? [])];
      const mergedWith = [...(tables.patientMerges.get(path) ?? [])].toSorted();
      const decisions = [...tables.patientDecisions]
        .filter(
          ([where, { one, other }]) =>
            where.startsWith(`${practiceId}#`) && (one === patientKey || other === patientKey),
        )
        .map(([, decision]) => decision);
      const person = tables.persons.get(path);
      return Promise.resolve(
        said.length + mergedWith.length + decisions.length === 0 && person === undefined
          ? undefined
          : { patientKey, said, decisions, mergedWith, ...(person === undefined ? {} : { person }) },
      );
    },
    found: (practiceId, token, limit) =>
      Promise.resolve(
        [...(tables.patientTokens.get(`${practiceId}#${token}`) ?? [])].toSorted().slice(0, limit),
      ),
    noteMerge(practiceId, merge) {
      for (const [entry, other] of mergeEntries(practiceId, merge)) {
        const path = `${practiceId}#${entry.patientKey}`;
        tables.patientMerges.set(path, (tables.patientMerges.get(path) ?? new Set()).add(other));
        enterPatient(tables, practiceId, entry);
      }
      return Promise.resolve();
    },
    patientKeysOfSamePerson: (practiceId, patientKey) =>
      Promise.resolve(tables.persons.get(`${practiceId}#${patientKey}`)?.samePerson ?? [patientKey]),
  };
}
