import {
  App,
  CloudFormationValidatePlugin,
  Validations,
  type AppProps,
  type IPolicyValidationPlugin,
} from 'aws-cdk-lib';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { bundleFolder, bundleFunctions } from './bundling/bundle-functions.ts';
import { buildSite } from './bundling/build-site.ts';
import { claimwright } from './claimwright.ts';
import { checkPolicies, type Acknowledgement } from './nag-acknowledgements.ts';
import { selectStage } from './stages/select-stage.ts';
import type { StageSettings } from './stages/stage-settings.ts';

const cdkJson = path.join(import.meta.dirname, '../cdk.json');
const CdkJson = z.object({ context: z.record(z.string(), z.unknown()) });

interface SynthesiseOptions {
  /** Without it: the stage that the context names. */
  readonly settings?: StageSettings;
  readonly app?: AppProps;
  /** Bundles that lie there already; without it every handler is bundled anew. */
  readonly bundleFolder?: string;
}

interface Synthesised {
  readonly assembly: CloudAssembly;
  /** Acknowledgements that matched nothing: to be taken out. */
  readonly unused: readonly Acknowledgement[];
}

/**
 * Bundles the functions, builds the staff application, makes the stacks of a stage and checks them by both rule packs. Needs no AWS account.
 * @throws Error when a handler is missing or does not compile, or a finding is not acknowledged.
 */
export function synthesise(options: SynthesiseOptions = {}): Synthesised {
  if (options.bundleFolder === undefined) {
    bundleFunctions();
  }
  // The library's own check against CloudFormation's schemas takes longer than all the rest; it is added where it counts.
  const app = new App({
    builtinCloudFormationValidation: false,
    confirmValidationPluginsDoNotMutate: false,
    ...options.app,
    // The command line says the same again and more; without it, these are the switches of cdk.json.
    context: {
      ...CdkJson.parse(JSON.parse(readFileSync(cdkJson, 'utf8'))).context,
      'aws:cdk:enable-asset-metadata': true,
      'aws:cdk:enable-path-metadata': true,
      ...options.app?.context,
    },
  });
  const settings = options.settings ?? selectStage(app.node.tryGetContext('stage'));
  claimwright(app, {
    settings,
    bundleFolder: options.bundleFolder ?? bundleFolder,
    siteFolder: buildSite(),
  });
  const unusedAcknowledgements = checkPolicies(app);
  if (settings.stage === 'production') {
    Validations.of(app).addPlugins(new CloudFormationValidatePlugin() as IPolicyValidationPlugin);
  }
  return { assembly: app.synth(), unused: unusedAcknowledgements() };
}
