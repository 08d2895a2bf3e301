import { tablesWorld, warehouseWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { publishWarehouseMonthStep } from './publish-warehouse-month-step.ts';

const world = { ...tablesWorld(), ...warehouseWorld() };

export const handler = claimsHandler(
  'publish-warehouse-month',
  (event: unknown) => publishWarehouseMonthStep(event, world),
  ({ problems }) => problems,
);
