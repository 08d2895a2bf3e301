import type { App } from 'aws-cdk-lib';
import { DataStack } from './stacks/data-stack.ts';
import { EdgeStack } from './stacks/edge-stack.ts';
import { PipelineStack } from './stacks/pipeline-stack.ts';
import { WarehouseReaderStack } from './stacks/warehouse-reader-stack.ts';
import { WarehouseStack } from './stacks/warehouse-stack.ts';
import type { StageSettings } from './stages/stage-settings.ts';

interface ClaimwrightProps {
  readonly settings: StageSettings;
  readonly bundleFolder: string;
  readonly siteFolder: string;
}

/** The stacks of one stage. What holds data, what works on it and what people reach are apart: the first never moves, the others may. */
export function claimwright(app: App, { settings, bundleFolder, siteFolder }: ClaimwrightProps): void {
  const data = new DataStack(app, `claimwright-${settings.stage}-data`, settings);
  const pipeline = new PipelineStack(app, `claimwright-${settings.stage}-pipeline`, {
    settings,
    data,
    bundleFolder,
  });
  const warehouse = new WarehouseStack(app, `claimwright-${settings.stage}-warehouse`, {
    settings,
    data,
    pipeline,
  });
  for (const reader of settings.warehouse.readers) {
    new WarehouseReaderStack(app, `claimwright-${settings.stage}-reader-${reader.name}`, {
      settings,
      data,
      warehouse,
      reader,
    });
  }
  new EdgeStack(app, `claimwright-${settings.stage}-edge`, {
    settings,
    data,
    pipeline,
    warehouse,
    siteFolder,
  });
}
