import { App } from 'aws-cdk-lib';
import { bundleFunctions } from './bundling/bundle-functions.ts';
import { claimwright } from './claimwright.ts';
import { checkPolicies } from './nag-acknowledgements.ts';
import { selectStage } from './stages/select-stage.ts';

bundleFunctions();
const app = new App();
claimwright(app, selectStage(app.node.tryGetContext('stage')));
checkPolicies(app);
app.synth();
