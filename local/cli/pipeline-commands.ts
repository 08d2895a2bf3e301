import type { Command } from 'commander';
import { addAccountCommands } from './account-commands.ts';
import { addBankCommands } from './bank-commands.ts';
import { addClaimCommands } from './claim-commands.ts';
import { addCodeCommands } from './code-commands.ts';
import { addRefundCommands } from './credit-commands.ts';
import { addCutoverCommands } from './cutover-commands.ts';
import { addDemoCommand } from './demo-command.ts';
import { addFileCommands } from './file-commands.ts';
import { addIntakeCommands } from './intake-commands.ts';
import { addLedgerCommands } from './ledger-commands.ts';
import { addPatientCommands } from './patient-commands.ts';
import { addPaymentCommands } from './payment-commands.ts';
import { addPeriodCommands } from './period-commands.ts';
import { addPracticeCommands } from './practice-commands.ts';
import { addReportCommands } from './report-commands.ts';
import { addRunCommands } from './run-commands.ts';
import { addRuntimeCommands } from './runtime-commands.ts';
import { addStaffCommands } from './staff-commands.ts';
import { addTaskCommands } from './task-commands.ts';
import { addTrainingCommands } from './training-commands.ts';
import { addUploadCommands } from './upload-commands.ts';
import { addVarianceCommands } from './variance-commands.ts';

/** Every command that works with a pipeline, on this machine or on AWS. */
export function addPipelineCommands(program: Command): void {
  addRuntimeCommands(program);
  addUploadCommands(program);
  addFileCommands(program);
  addIntakeCommands(program);
  addPracticeCommands(program);
  addCodeCommands(program);
  addCutoverCommands(program);
  addTrainingCommands(program);
  addClaimCommands(program);
  addTaskCommands(program);
  addStaffCommands(program);
  addLedgerCommands(program);
  addRefundCommands(program);
  addPaymentCommands(program);
  addBankCommands(program);
  addPeriodCommands(program);
  addReportCommands(program);
  addVarianceCommands(program);
  addRunCommands(program);
  addAccountCommands(program);
  addPatientCommands(program);
  addDemoCommand(program);
}
