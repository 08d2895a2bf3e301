import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { PracticeId } from '#contracts/identifiers.ts';
import type { StaffRoute } from '#contracts/staff-api/route.ts';
import { practiceSessions, type EnterPractice } from '../sts/practice-sessions.ts';
import { systemClock } from '../system/system-clock.ts';
import { claimsHandler } from './claims-handler.ts';
import { readEnvironment } from './environment.ts';
import { perPractice } from './per-practice.ts';
import { staffDoor } from './staff-door.ts';
import { staffWorld } from './staff-world.ts';

/** A practice holds a client and its stores; a function that served more makes those of the longest unused anew. */
const mostPractices = 64;

/**
 * A handler that staff call over HTTP, and operators and the command line without. Whatever it reads or writes, it does
 * under a session of the one practice that the call is for, which reaches no other's items.
 * @param routes rows of the contracts, among them those of this function
 * @param worldOf the world over the tables as a session sees them: that of the call's practice, or the function's own,
 * which reaches no practice's items, where the call names none
 * @param practiceOf the practice that is asked for without HTTP; over HTTP it is that of the path
 */
export function practiceHandler<World>(
  name: string,
  routes: readonly StaffRoute[],
  worldOf: (tables: DynamoDBClient, enter: EnterPractice) => World,
  step: (event: unknown, world: World) => Promise<unknown>,
  practiceOf: (event: unknown) => PracticeId | undefined = practiceNamedIn,
) {
  const { PRACTICE_ROLE_ARN } = readEnvironment('PRACTICE_ROLE_ARN');
  const own = new DynamoDBClient();
  const enter = perPractice(practiceSessions(own, PRACTICE_ROLE_ARN), mostPractices);
  const roomOver = (tables: DynamoDBClient) => ({
    books: staffWorld(tables),
    world: worldOf(tables, enter),
  });
  const hall = roomOver(own);
  const roomOf = perPractice((practiceId) => roomOver(enter(practiceId)), mostPractices);
  const run = (event: unknown, practiceId = practiceOf(event)): Promise<unknown> =>
    step(event, (practiceId === undefined ? hall : roomOf(practiceId)).world);
  const books = (practiceId: PracticeId) => roomOf(practiceId).books;
  return claimsHandler(name, staffDoor(name, routes, run, { clock: systemClock, books }));
}

const NamesPractice = z.object({ practiceId: PracticeId });

/** Most questions name their practice; one that names none reads what belongs to none. */
function practiceNamedIn(event: unknown): PracticeId | undefined {
  return NamesPractice.safeParse(event).data?.practiceId;
}
