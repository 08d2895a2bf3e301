import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { development } from '../infra/stages/development.ts';
import { synthesise } from '../infra/synthesise.ts';
import { claimLifecyclePage } from './generate-claim-lifecycle.ts';
import { encounterComponent, encounterSchema } from './generate-encounter-schema.ts';
import { errorsPage } from './generate-errors.ts';
import { intakeCodesPage } from './generate-intake-codes.ts';
import { intakeSamplesPage } from './generate-intake-samples.ts';
import { oneMachinePage } from './generate-one-machine.ts';
import { pipelinePage } from './generate-pipeline.ts';
import { remittanceSamplesPage } from './generate-remittance-samples.ts';
import { reportStatements } from './generate-report-statements.ts';
import { reportsPage } from './generate-reports.ts';
import { scrubEditsPage } from './generate-scrub-edits.ts';
import { staffApiDocument } from './generate-staff-api.ts';
import { warehouseDdl } from './generate-warehouse-ddl.ts';
import { warehouseSchemaPage } from './generate-warehouse-schema.ts';
import { x12SamplesPage } from './generate-x12-samples.ts';

export const generatedFolder = path.join(import.meta.dirname, 'generated');

/**
 * Every page of `docs/generated`, by the name of its file, and what makes its text; undefined where what it is made from
 * is not on this machine: the page then stays as it is.
 */
export const generatedPages: Readonly<
  Record<string, () => string | undefined | Promise<string | undefined>>
> = {
  'claim-lifecycle.md': claimLifecyclePage,
  'errors.md': errorsPage,
  'intake-codes.md': intakeCodesPage,
  'intake-samples.md': intakeSamplesPage,
  'one-machine.md': oneMachinePage,
  'pipeline.md': () => pipelinePage(pipelineTemplate()),
  'remittance-samples.md': remittanceSamplesPage,
  'scrub-edits.md': scrubEditsPage,
  'report-statements.json': reportStatements,
  'reports.md': reportsPage,
  'schemas/encounter.openapi.json': encounterComponent,
  'schemas/encounter.schema.json': encounterSchema,
  'staff-api.json': staffApiDocument,
  'warehouse-ddl.sql': warehouseDdl,
  'warehouse-schema.md': warehouseSchemaPage,
  'x12-samples.md': x12SamplesPage,
};

function pipelineTemplate(): unknown {
  const outdir = mkdtempSync(path.join(tmpdir(), 'claimwright-docs-'));
  try {
    const [, pipeline] = synthesise({ settings: development, app: { outdir } }).assembly.stacks;
    return pipeline?.template;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  for (const [name, make] of Object.entries(generatedPages)) {
    const page = await make();
    const file = path.join(generatedFolder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    if (page !== undefined) writeFileSync(file, page);
  }
}
