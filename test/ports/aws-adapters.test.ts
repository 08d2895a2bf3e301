import { afterAll, beforeAll, describe } from 'vitest';
import { appointmentStoreSuite } from './appointment-store-suite.ts';
import { bankBookSuite } from './bank-book-suite.ts';
import { codeSetStoreSuite } from './code-set-store-suite.ts';
import { commitSuite } from './commit-suite.ts';
import { codingAuditsSuite } from './coding-audits-suite.ts';
import { contactLogSuite } from './contact-log-suite.ts';
import { controlNumbersSuite } from './control-numbers-suite.ts';
import { costBookSuite } from './cost-book-suite.ts';
import { deskBookSuite } from './desk-book-suite.ts';
import { clearinghouseSuite, documentStoreSuite, executionsSuite } from './files-suite.ts';
import { holdBookSuite } from './hold-book-suite.ts';
import { intakeAgendaSuite } from './intake-agenda-suite.ts';
import { intakePermitsSuite } from './intake-permits-suite.ts';
import { exportBookSuite, warehouseSuite } from './warehouse-suite.ts';
import { journalSuite } from './journal-suite.ts';
import { ledgerDaysSuite } from './ledger-days-suite.ts';
import { outboxSuite } from './outbox-suite.ts';
import { patientRegisterSuite } from './patient-register-suite.ts';
import { awsPorts, type Ports } from './ports.ts';
import { paymentBatchesSuite, periodsSuite } from './payment-batches-suite.ts';
import { practiceStoreSuite, remittanceRegisterSuite, uploadRegisterSuite } from './registers-suite.ts';
import { claimStoreSuite, ledgerStoreSuite, patientAccountsSuite, taskStoreSuite } from './stores-suite.ts';
import { patientHistorySuite } from './patient-history-suite.ts';
import { visitDocumentStoreSuite } from './visit-document-store-suite.ts';
import { visitStoreSuite } from './visit-store-suite.ts';

// The same promises, kept by the adapters for DynamoDB, S3 and Step Functions, against the services of this machine.
let opened: Ports;
const ports = (): Ports => opened;

beforeAll(async () => {
  opened = await awsPorts();
});

afterAll(async () => {
  await opened.close();
});

describe('The AWS adapters keep what the ports promise', () => {
  commitSuite(ports);
  claimStoreSuite(ports);
  ledgerStoreSuite(ports);
  ledgerDaysSuite(ports);
  journalSuite(ports);
  exportBookSuite(ports);
  warehouseSuite(ports);
  bankBookSuite(ports);
  paymentBatchesSuite(ports);
  periodsSuite(ports);
  taskStoreSuite(ports);
  patientAccountsSuite(ports);
  practiceStoreSuite(ports);
  controlNumbersSuite(ports);
  uploadRegisterSuite(ports);
  intakeAgendaSuite(ports);
  visitDocumentStoreSuite(ports);
  intakePermitsSuite(ports);
  remittanceRegisterSuite(ports);
  codingAuditsSuite(ports);
  contactLogSuite(ports);
  holdBookSuite(ports);
  costBookSuite(ports);
  appointmentStoreSuite(ports);
  patientHistorySuite(ports);
  visitStoreSuite(ports);
  patientRegisterSuite(ports);
  deskBookSuite(ports);
  outboxSuite(ports);
  documentStoreSuite(ports);
  codeSetStoreSuite(ports);
  clearinghouseSuite(ports);
  executionsSuite(ports);
});
