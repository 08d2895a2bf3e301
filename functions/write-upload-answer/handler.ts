import { documentsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { writeUploadAnswerStep } from './write-upload-answer-step.ts';

const world = { ...tablesWorld(), ...documentsWorld() };

export const handler = claimsHandler('write-upload-answer', (event: unknown) =>
  writeUploadAnswerStep(event, world),
);
