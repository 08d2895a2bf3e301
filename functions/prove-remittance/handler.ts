import { documentsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { pdfkitStatementPrinter } from '#adapters/pdfkit/pdfkit-statement-printer.ts';
import { proveRemittanceStep } from './prove-remittance-step.ts';

const world = { ...tablesWorld(), ...documentsWorld(), printer: pdfkitStatementPrinter };

export const handler = claimsHandler('prove-remittance', (event: unknown) =>
  proveRemittanceStep(event, world),
);
