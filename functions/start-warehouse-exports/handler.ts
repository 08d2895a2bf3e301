import { executionsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { startWarehouseExportsStep } from './start-warehouse-exports-step.ts';

const world = { ...tablesWorld(), ...executionsWorld('warehouse-export') };

export const handler = claimsHandler('start-warehouse-exports', (event: unknown) =>
  startWarehouseExportsStep(event, world),
);
