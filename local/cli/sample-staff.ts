import { createHmac } from 'node:crypto';
import type { StaffRole } from '#contracts/staff-member.ts';
import { ManageStaffAnswer, type ManageStaffRequest } from '#contracts/staff-management.ts';
import { PracticeId } from '#contracts/identifiers.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { AwsError, type JsonObject } from '../runtime/service.ts';
import { CommandFailed } from './command-failed.ts';
import { samplePractice } from './samples.ts';
import type { Target } from './target.ts';

/** Somebody who can sign in on this machine to try the staff application. */
export interface SampleUser {
  readonly username: string;
  readonly name: string;
  readonly role: StaffRole;
  readonly practiceId: PracticeId;
  readonly practiceName: string;
}

/** What a machine that was started with the samples tells of its sample users. */
export interface SampleStaff {
  readonly users: readonly SampleUser[];
  /** The same for all, and another on every machine. */
  readonly password: string;
}

const names: Readonly<Record<StaffRole, string>> = {
  'front-desk': 'Fran Ostrow',
  coder: 'Colin Marsh',
  auditor: 'Audrey Lind',
  biller: 'Bea Tolland',
  'payment-poster': 'Piet Vance',
  provider: 'Petra Rowan',
  manager: 'Mona Castell',
  finance: 'Felix Amundsen',
  administrator: 'Ada Whitlock',
};

const otherPractice = { practiceId: PracticeId.parse('birch-lane'), practiceName: 'Birch Lane Pediatrics' };

/** One person for each role in the sample practice, and one manager of a practice that may see nothing of it. */
function sampleUsers(): SampleUser[] {
  const { practiceId, name: practiceName } = samplePractice();
  return [
    ...(Object.keys(names) as StaffRole[]).map((role) => ({
      username: role,
      name: names[role],
      role,
      practiceId,
      practiceName,
    })),
    { username: 'birch-manager', name: 'Gil Sorensen', role: 'manager', ...otherPractice },
  ];
}

/** The words by which people call the roles. */
export function roleWords(role: StaffRole): string {
  return role.replaceAll('-', ' ');
}

/** A password of this data folder: whoever has the folder's keys can tell it again. */
function samplePassword({ operatorCredentials }: Runtime): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz';
  const bytes = createHmac('sha256', operatorCredentials.secretAccessKey).update('sample users').digest();
  const word = Array.from(bytes.subarray(0, 10), (byte) => letters.charAt(byte % letters.length)).join('');
  return `Sample-${word}-7`;
}

/**
 * Makes the sample users where they are not there yet, by the function that lets staff in, and offers them on the page
 * to sign in. A user who is there already keeps the password and everything else. Undefined when the application has
 * no user pool.
 */
export async function loadSampleStaff(
  runtime: Runtime,
  target: Pick<Target, 'invoke'>,
): Promise<SampleStaff | undefined> {
  const pool = runtime.application.resources.find(({ type }) => type === 'AWS::Cognito::UserPool');
  if (pool === undefined) {
    return undefined;
  }
  const ask = (operation: string, input: JsonObject): Promise<JsonObject> =>
    runtime.call('cognito-idp', operation, { UserPoolId: pool.identity.ref, ...input });
  const password = samplePassword(runtime);
  const users = sampleUsers();
  for (const user of users) {
    if (!(await hasOwnPassword(ask, user.username))) {
      await invite(target, user);
      await ask('AdminSetUserPassword', { Username: user.username, Password: password, Permanent: true });
    }
  }
  runtime.showUsers(
    users.map(({ username, name, role, practiceName }) => ({
      username,
      name,
      roles: roleWords(role),
      practice: practiceName,
    })),
  );
  return { users, password };
}

async function hasOwnPassword(
  ask: (operation: string, input: JsonObject) => Promise<JsonObject>,
  username: string,
): Promise<boolean> {
  try {
    const { UserStatus } = await ask('AdminGetUser', { Username: username });
    return UserStatus !== 'FORCE_CHANGE_PASSWORD';
  } catch (error) {
    if (error instanceof AwsError && error.name === 'UserNotFoundException') {
      return false;
    }
    throw error;
  }
}

async function invite(
  target: Pick<Target, 'invoke'>,
  { username, name, role, practiceId }: SampleUser,
): Promise<void> {
  const request: ManageStaffRequest = {
    action: 'invite',
    practiceId,
    user: 'operator',
    staffUser: username,
    name,
    email: `${username}@${practiceId}.example`,
    roles: [role],
    // The sample provider is the one who saw most of the sample patients.
    ...(role === 'provider' ? { providerNpi: samplePractice().providers[0]?.npi } : {}),
  };
  const answer = ManageStaffAnswer.parse(await target.invoke('manage-staff', request));
  if (answer.outcome === 'refused') {
    throw new CommandFailed(
      `The sample user ${username} could not be made: ${answer.problems.join('; ')}. Start without samples: --samples off.`,
    );
  }
}
