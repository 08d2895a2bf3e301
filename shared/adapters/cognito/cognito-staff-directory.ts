import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  AdminRemoveUserFromGroupCommand,
  AdminUpdateUserAttributesCommand,
  AdminUserGlobalSignOutCommand,
  UserNotFoundException,
  UsernameExistsException,
  type AttributeType,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { PracticeId } from '#contracts/identifiers.ts';
import type { StaffDirectory } from '#ports/staff-directory.ts';
import { withFaultsNamed } from '../named-faults.ts';

const practices = (practiceIds: readonly string[]): AttributeType => ({
  Name: 'custom:practices',
  Value: practiceIds.join(','),
});

/** The accounts in a user pool of Cognito: practices are an attribute, roles are groups. */
export function cognitoStaffDirectory(
  client: CognitoIdentityProviderClient,
  UserPoolId: string,
): StaffDirectory {
  const named = <Result>(call: () => Promise<Result>): Promise<Result> => withFaultsNamed('Cognito', call);
  const groupsOf = async (Username: string): Promise<string[]> => {
    const { Groups = [] } = await named(() =>
      // There are fewer roles than a page has places.
      client.send(new AdminListGroupsForUserCommand({ UserPoolId, Username, Limit: 60 })),
    );
    return Groups.flatMap(({ GroupName }) => GroupName ?? []);
  };
  return {
    async find(Username) {
      try {
        const found = await named(() => client.send(new AdminGetUserCommand({ UserPoolId, Username })));
        const attribute = (name: string): string =>
          found.UserAttributes?.find(({ Name }) => Name === name)?.Value ?? '';
        return {
          user: Username,
          name: attribute('name'),
          email: attribute('email'),
          practiceIds: attribute('custom:practices')
            .split(',')
            .flatMap((practiceId) => PracticeId.safeParse(practiceId).data ?? []),
          enabled: found.Enabled === true,
        };
      } catch (error) {
        if (error instanceof UserNotFoundException) {
          return undefined;
        }
        throw error;
      }
    },
    async invite({ user, name, email, practiceIds }) {
      try {
        await named(() =>
          client.send(
            new AdminCreateUserCommand({
              UserPoolId,
              Username: user,
              DesiredDeliveryMediums: ['EMAIL'],
              UserAttributes: [
                { Name: 'email', Value: email },
                { Name: 'email_verified', Value: 'true' },
                { Name: 'name', Value: name },
                practices(practiceIds),
              ],
            }),
          ),
        );
        return true;
      } catch (error) {
        if (error instanceof UsernameExistsException) {
          return false;
        }
        throw error;
      }
    },
    async place(Username, practiceIds, roles) {
      await named(() =>
        client.send(
          new AdminUpdateUserAttributesCommand({
            UserPoolId,
            Username,
            UserAttributes: [practices(practiceIds)],
          }),
        ),
      );
      const groups = await groupsOf(Username);
      for (const GroupName of roles.filter((role) => !groups.includes(role))) {
        await named(() => client.send(new AdminAddUserToGroupCommand({ UserPoolId, Username, GroupName })));
      }
      for (const GroupName of groups.filter((group) => !roles.some((role) => role === group))) {
        await named(() =>
          client.send(new AdminRemoveUserFromGroupCommand({ UserPoolId, Username, GroupName })),
        );
      }
    },
    async setEnabled(Username, enabled) {
      if (enabled) {
        await named(() => client.send(new AdminEnableUserCommand({ UserPoolId, Username })));
        return;
      }
      await named(() => client.send(new AdminDisableUserCommand({ UserPoolId, Username })));
      await named(() => client.send(new AdminUserGlobalSignOutCommand({ UserPoolId, Username })));
    },
    async remove(Username) {
      try {
        await named(() => client.send(new AdminDeleteUserCommand({ UserPoolId, Username })));
      } catch (error) {
        if (!(error instanceof UserNotFoundException)) {
          throw error;
        }
      }
    },
  };
}
