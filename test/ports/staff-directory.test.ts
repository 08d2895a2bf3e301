import {
  AdminListGroupsForUserCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cognitoStaffDirectory } from '#adapters/cognito/cognito-staff-directory.ts';
import { memoryStaffDirectory } from '#adapters/memory/memory-staff.ts';
import { PracticeId } from '#contracts/identifiers.ts';
import type { StaffDirectory } from '#ports/staff-directory.ts';
import { edgeApplication } from '../local/edge/edge-application.ts';
import { startEdge } from '../local/edge/edge-machine.ts';

interface Opened {
  readonly directory: StaffDirectory;
  /** The roles that the person's next token names. */
  rolesOf(user: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

function inMemory(): Promise<Opened> {
  const directory = memoryStaffDirectory();
  return Promise.resolve({
    directory,
    rolesOf: (user) => Promise.resolve(directory.accounts.get(user)?.roles ?? []),
    close: () => Promise.resolve(),
  });
}

async function inPool(): Promise<Opened> {
  const made = edgeApplication();
  const machine = await startEdge(undefined, made);
  const client = new CognitoIdentityProviderClient({
    endpoint: machine.runtime.url,
    region: machine.runtime.region,
    credentials: machine.runtime.operatorCredentials,
  });
  const UserPoolId = machine.outputs['PoolId'] ?? '';
  return {
    directory: cognitoStaffDirectory(client, UserPoolId),
    async rolesOf(Username) {
      const { Groups = [] } = await client.send(new AdminListGroupsForUserCommand({ UserPoolId, Username }));
      return Groups.flatMap(({ GroupName }) => GroupName ?? []);
    },
    async close() {
      await machine.stop();
      made.remove();
    },
  };
}

const here = PracticeId.parse('cedar');
const there = PracticeId.parse('birch');

describe.each([
  ['memory', inMemory],
  ['a user pool', inPool],
])('The accounts of staff in %s', (_name, open) => {
  let opened: Opened;
  let users = 0;
  const account = () => {
    users += 1;
    const user = `r.lane${users}`;
    return { user, name: 'Robin Lane', email: `${user}@example.org`, practiceIds: [here] };
  };
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(async () => {
    await opened.close();
  });

  test('are found by user name once somebody is invited, and a name is taken once', async () => {
    const { directory } = opened;
    const robin = account();
    expect(await directory.find(robin.user)).toBeUndefined();
    expect(await directory.invite(robin)).toBe(true);
    expect(await directory.invite(robin)).toBe(false);
    expect(await directory.find(robin.user)).toMatchObject({ ...robin, enabled: true });
  });

  test('name the practices, and roles are set as often as one likes', async () => {
    const { directory } = opened;
    const robin = account();
    await directory.invite(robin);
    for (const roles of [['manager'], ['manager'], ['biller', 'manager'], ['biller'], []] as const) {
      await directory.place(robin.user, [here, there], roles);
      expect((await opened.rolesOf(robin.user)).toSorted()).toEqual(roles);
    }
    await directory.place(robin.user, [there], []);
    expect(await directory.find(robin.user)).toMatchObject({ practiceIds: [there], enabled: true });
  });

  test('are shut and opened again', async () => {
    const { directory } = opened;
    const robin = account();
    await directory.invite(robin);
    await directory.setEnabled(robin.user, false);
    expect(await directory.find(robin.user)).toMatchObject({ enabled: false });
    await directory.setEnabled(robin.user, true);
    expect(await directory.find(robin.user)).toMatchObject({ enabled: true });
  });

  test('are taken away, once or twice, and made anew', async () => {
    const { directory } = opened;
    const robin = account();
    await directory.invite(robin);
    await directory.remove(robin.user);
    await directory.remove(robin.user);
    expect(await directory.find(robin.user)).toBeUndefined();
    expect(await directory.invite(robin)).toBe(true);
  });
});
