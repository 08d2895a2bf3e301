import {
  array,
  assert,
  asyncProperty,
  constantFrom,
  integer,
  nat,
  option,
  record,
  subarray,
} from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Claim } from '#contracts/claim.ts';
import type { Coverage } from '#contracts/encounter.ts';
import type { NameKey } from '#contracts/identifiers.ts';
import { claimIdFor } from '#domain/identity/ids.ts';
import { patientChanged, patientEntry, patientKeyOf } from '#domain/patients/patient-identity.ts';
import { personsOfTask } from '#domain/patients/duplicate-task.ts';
import { findDuplicatePatientsStep } from '../../functions/find-duplicate-patients/find-duplicate-patients-step.ts';
import { practice, receivedClaim } from '../domain/samples/encounters.ts';
import { memoryWorld, type MemoryWorld } from './memory-world.ts';

const { practiceId } = practice;

interface Visit {
  readonly source: string;
  readonly number: string;
  readonly lastName: string;
  readonly firstName: string;
  readonly birthDate: string;
  readonly phone: string;
  readonly members: readonly string[];
  /** Where it comes in the other order, and whether patients are looked at right after it. */
  readonly place: number;
  readonly pause: number;
}

const visit = record<Visit>({
  source: constantFrom('clinic', 'hospital', 'lab'),
  number: constantFrom('1', '2'),
  lastName: constantFrom('Waxwing', 'Sorrel'),
  firstName: constantFrom('Odette', 'Odete', 'Olive'),
  birthDate: constantFrom('1979-04-23', '1979-04-24', '2004-02-11'),
  phone: constantFrom('5035550142', '5035550199'),
  members: subarray(['JHM1', 'JHM2'], { maxLength: 1 }),
  place: nat(1000),
  pause: integer({ min: 0, max: 3 }),
});

function claimOf(seen: Visit, index: number): Claim {
  const sample = receivedClaim();
  const [coverage] = sample.coverages;
  const encounterId = `V-${index}`;
  return {
    ...sample,
    claimId: claimIdFor(practiceId, seen.source, encounterId),
    source: { ...sample.source, sourceSystem: seen.source, encounterId },
    patient: {
      ...sample.patient,
      sourcePatientId: seen.number,
      lastName: seen.lastName,
      firstName: seen.firstName,
      birthDate: seen.birthDate as Claim['patient']['birthDate'],
      phone: seen.phone,
      address: { ...sample.patient.address, line1: `${seen.phone.slice(-3)} Nettle Row` },
    },
    coverages: seen.members.map((memberId) => ({ ...(coverage as Coverage), memberId })),
  };
}

/** A round, and more of them while patients were changed by each other's looks. */
async function look(world: MemoryWorld): Promise<void> {
  for (let rounds = 1; (await findDuplicatePatientsStep(world)).left > 0; rounds += 1) {
    expect(rounds).toBeLessThan(5);
  }
}

/** Who is who, and of which two it is asked. */
async function outcomeOf(world: MemoryWorld, claims: readonly Claim[]): Promise<unknown> {
  const keys = [...new Set(claims.map(patientKeyOf))].toSorted();
  const persons = await Promise.all(
    keys.map(async (key) => {
      const known = await world.patients.load(practiceId, key);
      const { personId, samePerson, links, alike } = known?.person ?? {
        personId: key,
        samePerson: [key],
        links: [],
        alike: [],
      };
      return { key, personId, samePerson, links, alike };
    }),
  );
  const asked = (await world.openTasks())
    .flatMap(({ taskId }) => personsOfTask(taskId)?.join(' ') ?? [])
    .toSorted();
  const pointers = [...world.stored.persons.values()].flatMap((person) =>
    person.asked.map(({ other }) => [person.personId, other].toSorted().join(' ')),
  );
  expect([...new Set(pointers)].toSorted()).toEqual(asked);
  return { persons, asked };
}

async function arrive(
  order: readonly { claim: Claim; pause: number }[],
  repeats: number,
): Promise<MemoryWorld> {
  const world = await memoryWorld();
  for (const { claim, pause } of order) {
    await world.commit.apply([{ kind: 'create-claim', claim }]);
    if (pause === 0) {
      await look(world);
    }
  }
  await look(world);
  for (const { claim } of order.slice(0, repeats)) {
    await world.commit.apply([{ kind: 'enter-patient', practiceId, entry: patientEntry(claim) }]);
  }
  await look(world);
  return world;
}

/** Puts the right facts in the place of the wrong ones, as a later version of the visit does. */
async function correct(world: MemoryWorld, right: Claim): Promise<void> {
  const claim = { ...right, version: 2 };
  await world.commit.apply([
    { kind: 'save-claim', claim, expectedVersion: 1 },
    ...patientChanged(await world.claim(right.claimId), claim),
  ]);
}

describe('Patients, in whatever order their visits come, together or one by one, and however often', () => {
  test('are the same persons, and the same is asked of people', async () => {
    await assert(
      asyncProperty(array(visit, { minLength: 2, maxLength: 9 }), nat(4), async (visits, repeats) => {
        const made = visits.map((seen, index) => ({ ...seen, claim: claimOf(seen, index) }));
        const claims = made.map(({ claim }) => claim);
        const one = await arrive(made, 0);
        const other = await arrive(
          made
            .toSorted((before, after) => before.place - after.place)
            .map(({ claim, place }) => ({
              claim,
              pause: place % 4,
            })),
          repeats,
        );
        expect(await outcomeOf(other, claims)).toEqual(await outcomeOf(one, claims));
      }),
      { numRuns: 60 },
    );
  });

  test('are what they would be had nothing wrong ever been said of them', async () => {
    await assert(
      asyncProperty(
        array(record({ right: visit, wrong: option(visit, { freq: 2 }) }), { minLength: 2, maxLength: 8 }),
        async (visits) => {
          const made = visits.map(({ right, wrong }, index) => ({
            claim: claimOf(wrong === null ? right : { ...wrong, source: right.source }, index),
            right: claimOf(right, index),
            pause: right.pause,
            place: right.place,
          }));
          const claims = made.map(({ right }) => right);
          const corrected = await arrive(made, 0);
          for (const { right, place } of made.toSorted((one, other) => one.place - other.place)) {
            await correct(corrected, right);
            if (place % 2 === 0) {
              await look(corrected);
            }
          }
          await look(corrected);
          const neverWrong = await arrive(
            claims.map((claim) => ({ claim, pause: 1 })),
            0,
          );
          expect(await outcomeOf(corrected, claims)).toEqual(await outcomeOf(neverWrong, claims));
        },
      ),
      { numRuns: 60 },
    );
  });

  test('are never one person by a rule under two numbers of one system, or with other names and birth dates alone', async () => {
    await assert(
      asyncProperty(array(visit, { minLength: 2, maxLength: 9 }), async (visits) => {
        const claims = visits.map(claimOf);
        const world = await arrive(
          claims.map((claim, index) => ({ claim, pause: visits[index]?.pause ?? 0 })),
          0,
        );
        const sourceOf = new Map<NameKey, string>(
          claims.map((claim) => [patientKeyOf(claim), claim.source.sourceSystem]),
        );
        for (const { samePerson, links } of world.stored.persons.values()) {
          const sources = samePerson.map((key) => sourceOf.get(key));
          expect(new Set(sources).size).toBe(sources.length);
          expect(links.length).toBeGreaterThanOrEqual(samePerson.length - 1);
        }
        expect([...world.stored.claims.values()].toSorted(byId)).toEqual(claims.toSorted(byId));
      }),
      { numRuns: 60 },
    );
  });
});

function byId(one: Claim, other: Claim): number {
  return one.claimId < other.claimId ? -1 : 1;
}
