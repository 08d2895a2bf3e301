import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import type { PracticeId } from '#contracts/identifiers.ts';

/** The tables as one practice's session sees them. */
export type EnterPractice = (practiceId: PracticeId) => DynamoDBClient;

/**
 * Clients that call under a session of the function's own role which is tagged with a practice: the role's policy gives
 * such a session the items of that practice and no others. Each client takes its session when it is first used and anew
 * some minutes before it ends.
 * @param own the function's own client; the others use its connections
 * @param roleArn the role that the function has, and that may take itself under a tag
 */
export function practiceSessions(own: DynamoDBClient, roleArn: string): EnterPractice {
  const { region, requestHandler, credentials } = own.config;
  return (practiceId) =>
    new DynamoDBClient({
      region,
      requestHandler,
      credentials: fromTemporaryCredentials({
        masterCredentials: credentials,
        params: {
          RoleArn: roleArn,
          // In the trail of the account: which practice each call was for.
          RoleSessionName: practiceId,
          Tags: [{ Key: 'practice', Value: practiceId }],
        },
      }),
    });
}
