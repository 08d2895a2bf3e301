import type { CodeTables } from './code-tables.ts';
import { placesOfService } from './places-of-service.ts';
import { seedDiagnoses } from './seed-diagnoses.ts';
import { seedModifiers } from './seed-modifiers.ts';
import { seedProcedurePairs } from './seed-procedure-pairs.ts';
import { seedProcedures } from './seed-procedures.ts';
import { seedUnitLimits } from './seed-unit-limits.ts';

/** The tables that come with the code. Whatever they do not know is reported as not checked, never as wrong. */
export const seedTables: CodeTables = {
  editions: [
    { table: 'icd-10-cm', edition: 'seed' },
    { table: 'procedure-codes', edition: 'seed' },
    { table: 'modifiers', edition: 'seed' },
    { table: 'place-of-service', edition: '2024' },
    { table: 'ncci-ptp-practitioner', edition: 'seed' },
    { table: 'mue-practitioner', edition: 'seed' },
  ],
  diagnoses: seedDiagnoses,
  procedures: seedProcedures,
  modifiers: seedModifiers,
  placesOfService,
  procedurePairs: seedProcedurePairs,
  pairsAreComplete: false,
  unitLimits: seedUnitLimits,
};
