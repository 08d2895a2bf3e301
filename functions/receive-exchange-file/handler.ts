import { documentsWorld, executionsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { queueHandler } from '#adapters/lambda/queue-handler.ts';
import { receiveExchangeFileStep } from './receive-exchange-file-step.ts';

const world = { ...tablesWorld(), ...documentsWorld(), ...executionsWorld('remittance-posting') };

export const handler = queueHandler('receive-exchange-file', (body) => receiveExchangeFileStep(body, world));
