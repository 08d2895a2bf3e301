import { documentsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { staffHandler } from '#adapters/lambda/staff-handler.ts';
import { remittanceRoutes } from '#contracts/staff-api/remittances.ts';
import { pdfkitStatementPrinter } from '#adapters/pdfkit/pdfkit-statement-printer.ts';
import { proveRemittanceStep } from './prove-remittance-step.ts';

const world = { ...tablesWorld(), ...documentsWorld(), printer: pdfkitStatementPrinter };

export const handler = staffHandler('prove-remittance', remittanceRoutes, (event: unknown) =>
  proveRemittanceStep(event, world),
);
