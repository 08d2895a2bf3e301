import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { cognitoStaffDirectory } from '#adapters/cognito/cognito-staff-directory.ts';
import { readEnvironment } from '#adapters/lambda/environment.ts';
import { practiceHandler } from '#adapters/lambda/practice-handler.ts';
import { staffWorld } from '#adapters/lambda/staff-world.ts';
import { staffManagementRoutes } from '#contracts/staff-api/staff.ts';
import { manageStaffStep } from './manage-staff-step.ts';

const { STAFF_POOL_ID } = readEnvironment('STAFF_POOL_ID');
const directory = cognitoStaffDirectory(new CognitoIdentityProviderClient(), STAFF_POOL_ID);

export const handler = practiceHandler(
  'manage-staff',
  staffManagementRoutes,
  (tables) => ({ ...staffWorld(tables), directory }),
  manageStaffStep,
);
