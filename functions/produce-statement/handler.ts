import { documentsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { pdfkitStatementPrinter } from '#adapters/pdfkit/pdfkit-statement-printer.ts';
import { produceStatementStep } from './produce-statement-step.ts';

const world = { ...tablesWorld(), ...documentsWorld(), printer: pdfkitStatementPrinter };

export const handler = claimsHandler('produce-statement', (event: unknown) =>
  produceStatementStep(event, world),
);
