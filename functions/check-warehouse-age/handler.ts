import { exportBookWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { readEnvironment } from '#adapters/lambda/environment.ts';
import { checkWarehouseAgeStep } from './check-warehouse-age-step.ts';

const { WAREHOUSE_LATE_AFTER_DAYS } = readEnvironment('WAREHOUSE_LATE_AFTER_DAYS');
const world = { ...tablesWorld(), ...exportBookWorld(), lateAfterDays: WAREHOUSE_LATE_AFTER_DAYS };

export const handler = claimsHandler('check-warehouse-age', (event: unknown) =>
  checkWarehouseAgeStep(event, world),
);
