import { documentsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { practiceHandler } from '#adapters/lambda/practice-handler.ts';
import { remittanceRoutes } from '#contracts/staff-api/remittances.ts';
import { pdfkitStatementPrinter } from '#adapters/pdfkit/pdfkit-statement-printer.ts';
import { proveRemittanceStep } from './prove-remittance-step.ts';

const others = { ...documentsWorld(), printer: pdfkitStatementPrinter };

export const handler = practiceHandler(
  'prove-remittance',
  remittanceRoutes,
  (tables) => ({ ...tablesWorld(tables), ...others }),
  proveRemittanceStep,
);
