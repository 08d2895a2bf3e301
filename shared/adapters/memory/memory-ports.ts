import { memoryAppointmentStore } from './memory-appointment-store.ts';
import { memoryBankBook } from './memory-bank-book.ts';
import { memoryCommit } from './memory-commit.ts';
import { memoryCodingAudits } from './memory-coding-audits.ts';
import { memoryContactLog } from './memory-contact-log.ts';
import { memoryControlNumbers } from './memory-control-numbers.ts';
import { memoryCostBook } from './memory-cost-book.ts';
import { memoryDeskBook } from './memory-desk-book.ts';
import { memoryDocumentStore } from './memory-document-store.ts';
import { memoryExecutions } from './memory-executions.ts';
import { memoryHoldBook } from './memory-hold-book.ts';
import { memoryIntakeAgenda } from './memory-intake-agenda.ts';
import { memoryJournal } from './memory-journal.ts';
import { memoryLedgerDays } from './memory-ledger-days.ts';
import { memoryPatientHistory } from './memory-patient-history.ts';
import { memoryPatientRegister } from './memory-patient-register.ts';
import { memoryPaymentBatches, memoryPeriods } from './memory-payment-batches.ts';
import {
  memoryClaimStore,
  memoryLedgerStore,
  memoryOutbox,
  memoryPatientAccounts,
  memoryPracticeStore,
  memoryRemittanceRegister,
  memoryUploadRegister,
} from './memory-stores.ts';
import type { MemoryTables } from './memory-tables.ts';
import { memoryTaskStore } from './memory-task-store.ts';
import { memoryVisitDocumentStore } from './memory-visit-document-store.ts';
import { memoryVisitStore } from './memory-visit-store.ts';

/** Every store over the same maps, by the names under which steps are given them. */
export function memoryPorts(tables: MemoryTables) {
  return {
    accounts: memoryPatientAccounts(tables),
    agenda: memoryIntakeAgenda(tables),
    appointments: memoryAppointmentStore(tables),
    bank: memoryBankBook(tables),
    batches: memoryPaymentBatches(tables),
    claims: memoryClaimStore(tables),
    commit: memoryCommit(tables),
    codingAudits: memoryCodingAudits(tables),
    contactLog: memoryContactLog(tables),
    controlNumbers: memoryControlNumbers(tables),
    costs: memoryCostBook(tables),
    desk: memoryDeskBook(tables),
    documents: memoryDocumentStore(tables),
    executions: memoryExecutions(tables),
    history: memoryPatientHistory(tables),
    holds: memoryHoldBook(tables),
    journal: memoryJournal(tables),
    ledger: memoryLedgerStore(tables),
    ledgerDays: memoryLedgerDays(tables),
    outbox: memoryOutbox(tables),
    patients: memoryPatientRegister(tables),
    periods: memoryPeriods(tables),
    practices: memoryPracticeStore(tables),
    remittances: memoryRemittanceRegister(tables),
    tasks: memoryTaskStore(tables),
    uploads: memoryUploadRegister(tables),
    visitDocuments: memoryVisitDocumentStore(tables),
    visits: memoryVisitStore(tables),
  };
}
