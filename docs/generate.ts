import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { development } from '../infra/stages/development.ts';
import { synthesise } from '../infra/synthesise.ts';
import { claimLifecyclePage } from './generate-claim-lifecycle.ts';
import { errorsPage } from './generate-errors.ts';
import { pipelinePage } from './generate-pipeline.ts';
import { scrubEditsPage } from './generate-scrub-edits.ts';

export const generatedFolder = path.join(import.meta.dirname, 'generated');

/** Every page of `docs/generated`, by the name of its file, and what makes its text. */
export const generatedPages: Readonly<Record<string, () => string>> = {
  'claim-lifecycle.md': claimLifecyclePage,
  'errors.md': errorsPage,
  'pipeline.md': () => pipelinePage(pipelineTemplate()),
  'scrub-edits.md': scrubEditsPage,
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
    writeFileSync(path.join(generatedFolder, name), make());
  }
}
