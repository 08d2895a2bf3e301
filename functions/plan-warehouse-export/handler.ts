import { tablesWorld, warehouseWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { planWarehouseExportStep } from './plan-warehouse-export-step.ts';

const world = { ...tablesWorld(), ...warehouseWorld() };

export const handler = claimsHandler('plan-warehouse-export', (event: unknown) =>
  planWarehouseExportStep(event, world),
);
