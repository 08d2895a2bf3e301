import {
  codeList,
  isInForce,
  notLoaded,
  singleEdition,
  type CodeTables,
  type ProcedurePairRow,
  type TableName,
} from './code-tables.ts';
import { placesOfService } from './places-of-service.ts';
import { seedDiagnoses } from './seed-diagnoses.ts';
import { seedModifiers } from './seed-modifiers.ts';
import { seedProcedurePairs } from './seed-procedure-pairs.ts';
import { seedProcedures } from './seed-procedures.ts';
import { seedUnitLimits } from './seed-unit-limits.ts';

function seed(table: TableName) {
  return { table, edition: 'seed', isWhole: false } as const;
}

const pairs = new Map<string, ProcedurePairRow>(
  seedProcedurePairs.map((row) => [`${row.column1} ${row.column2}`, row]),
);

/** The tables that come with the code. Whatever they do not know is reported as not checked, never as wrong. */
export const seedTables: CodeTables = {
  diagnoses: singleEdition(seed('icd-10-cm'), codeList(seedDiagnoses)),
  diagnosisNotes: notLoaded,
  diagnosisLimits: notLoaded,
  cptCodes: singleEdition(seed('cpt'), codeList(seedProcedures.filter(({ code }) => /^\d/.test(code)))),
  hcpcsCodes: singleEdition(seed('hcpcs'), codeList(seedProcedures.filter(({ code }) => !/^\d/.test(code)))),
  modifiers: singleEdition(seed('modifiers'), codeList(seedModifiers)),
  placesOfService: singleEdition(
    { table: 'place-of-service', edition: '2024', isWhole: true },
    placesOfService,
  ),
  practitionerPairs: singleEdition(seed('ncci-ptp-practitioner'), {
    find: (one, other, day) => {
      const row = pairs.get(`${one} ${other}`) ?? pairs.get(`${other} ${one}`);
      return row !== undefined && isInForce(row, day) ? row : undefined;
    },
  }),
  outpatientPairs: notLoaded,
  practitionerUnits: singleEdition(seed('mue-practitioner'), codeList(seedUnitLimits)),
  outpatientUnits: notLoaded,
  equipmentUnits: notLoaded,
  addOns: notLoaded,
  physicianFees: notLoaded,
};
