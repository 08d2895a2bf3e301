import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ClaimsFunction } from '../../defaults/claims-function.ts';
import { allow } from '../../defaults/claims-role.ts';
import type { ClaimsStateMachine } from '../../defaults/claims-state-machine.ts';
import type { Foundation } from '../../defaults/foundation.ts';
import { documentPrefixes } from '../documents/documents.ts';
import { evidencePrefixes } from '../evidence/evidence.ts';
import { itemsOfThePractice } from '../../defaults/leading-keys.ts';
import { indexes, platformKeys, taskListIndexes } from '../practice-records/practice-records.ts';

interface StaffFunctionsProps {
  readonly foundation: Foundation;
  /** The machines whose executions an operator may have continued. */
  readonly resumable: readonly ClaimsStateMachine[];
  /** What reads an upload once more when the names in it are mapped. */
  readonly encounterIntake: ClaimsStateMachine;
  /** What posts a remittance that was held, when it is decided. */
  readonly remittancePosting: ClaimsStateMachine;
}

/** What people call: to work a task, to load a practice, to look. Nothing else changes anything from outside. */
export class StaffFunctions extends Construct {
  /** All of them, for the outputs by which the command line finds them. */
  readonly all: readonly ClaimsFunction[];
  private readonly foundation: Foundation;

  constructor(scope: Construct, id: string, props: StaffFunctionsProps) {
    super(scope, id);
    const { foundation, resumable } = props;
    this.foundation = foundation;
    this.all = [
      this.workTask(props),
      this.handleTasks(),
      this.takeNextTask(),
      this.keepLog(),
      this.restartLeg(),
      this.resumeRun(resumable),
      this.loadPractice(),
      this.takeOverClaims(),
      this.linkPatients(),
      this.enterPayments(props),
      this.enterAtDesk(),
      this.closePeriods(),
      this.readReports(),
      this.matchBankEntry(),
      this.enterTakebackLetter(),
      this.settleRefund(),
      this.proveRemittance(),
      this.readFiles(),
      this.assistCoding(),
      ...this.readers(),
    ];
  }

  private workTask({ encounterIntake, remittancePosting }: StaffFunctionsProps): ClaimsFunction {
    const { documents, records } = this.foundation;
    const { claims, ledger, practices, work } = records;
    const workTask = this.staffFunction('work-task', "Applies a person's decision on a task");
    // A hold that is released at its review lets claims go on, which are found by their state.
    claims.open(workTask, ['GetItem', 'PutItem', 'UpdateItem', 'Query'], [indexes.work]);
    ledger.open(workTask, ['Query', 'PutItem'], [indexes.takebacks]);
    work.open(workTask, ['GetItem', 'PutItem', 'UpdateItem']);
    // An entry of the bank that is explained whole leaves the list of those that are open.
    practices.open(workTask, ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query']);
    encounterIntake.letStart(workTask);
    remittancePosting.letStart(workTask);
    // A document that a task gives to a visit changes what is known of it.
    documents.bucket.open(workTask, ['GetObject', 'PutObject'], documentPrefixes.visits);
    // A name that a task maps makes a new edition of the practice.
    documents.bucket.open(workTask, ['PutObject'], documentPrefixes.practices);
    this.readParkedPayments(workTask);
    return workTask;
  }

  private handleTasks(): ClaimsFunction {
    const handleTasks = this.staffFunction(
      'handle-tasks',
      'Takes tasks in hand, assigns them, or puts them off',
    );
    this.foundation.records.work.open(handleTasks, ['GetItem', 'UpdateItem']);
    return handleTasks;
  }

  private takeNextTask(): ClaimsFunction {
    const takeNextTask = this.staffFunction('take-next-task', 'Hands a person the task that is worth most');
    this.foundation.records.work.open(
      takeNextTask,
      ['Query', 'UpdateItem'],
      [indexes.tasksOfKindByPriority, indexes.tasksByPriority],
    );
    return takeNextTask;
  }

  /** A claim of a remittance that was parked is read once more: from its chunk, or from the file it came in. */
  private readParkedPayments(reader: ClaimsFunction): void {
    const { documents, evidence } = this.foundation;
    documents.bucket.open(reader, ['GetObject'], documentPrefixes.chunks);
    for (const prefix of [evidencePrefixes.inbound, evidencePrefixes.trainingInbound]) {
      evidence.exchange.open(reader, ['GetObject', 'GetObjectVersion'], prefix);
    }
    // What came on paper is one file that never changes.
    evidence.exchange.open(reader, ['GetObject'], evidencePrefixes.payments);
  }

  private restartLeg(): ClaimsFunction {
    const restartLeg = this.staffFunction('restart-leg', "Ends a claim's leg and starts the next");
    this.foundation.records.claims.open(restartLeg, ['GetItem', 'PutItem']);
    return restartLeg;
  }

  private resumeRun(resumable: readonly ClaimsStateMachine[]): ClaimsFunction {
    const resumeRun = this.staffFunction('resume-run', 'Continues an upload or a remittance after a defect');
    this.foundation.records.practices.open(resumeRun, ['GetItem', 'PutItem']);
    for (const machine of resumable) {
      machine.letStart(resumeRun);
    }
    return resumeRun;
  }

  private loadPractice(): ClaimsFunction {
    const loadPractice = this.staffFunction('load-practice', "Loads a practice's master data");
    const { records, documents } = this.foundation;
    records.practices.open(loadPractice, ['GetItem']);
    // An edition is saved together with what says whose numbers it sends under, and that the practice is there.
    records.practices.openKeys(
      loadPractice,
      ['PutItem'],
      [itemsOfThePractice, platformKeys.submitters, platformKeys.directory],
    );
    records.practices.openKeys(loadPractice, ['GetItem'], [platformKeys.codeSets]);
    // Which open claims name a payer or provider that the document no longer has.
    records.claims.open(loadPractice, ['Query'], [indexes.work]);
    documents.bucket.open(loadPractice, ['PutObject'], documentPrefixes.practices);
    // Which localities of Medicare's fee schedule were loaded, for the contracts that name one.
    documents.bucket.open(loadPractice, ['GetObject'], documentPrefixes.codeSets);
    return loadPractice;
  }

  private takeOverClaims(): ClaimsFunction {
    const { records, evidence, documents } = this.foundation;
    const takeOver = this.staffFunction(
      'take-over-claims',
      'Takes patients, insurances and open claims of an old system over',
    );
    // Patients are kept as visits know them, and visits that waited for one are counted.
    records.practices.open(takeOver, ['GetItem', 'BatchGetItem', 'PutItem', 'Query']);
    records.claims.open(takeOver, ['GetItem', 'PutItem']);
    // The ledger is read in the end, and compared with the file.
    records.ledger.open(takeOver, ['PutItem', 'Query']);
    records.work.open(takeOver, ['PutItem']);
    evidence.uploads.open(takeOver, ['GetObject', 'GetObjectVersion'], evidencePrefixes.cutover);
    documents.bucket.open(takeOver, ['GetObject', 'PutObject'], documentPrefixes.chunks);
    documents.bucket.open(takeOver, ['GetObject', 'PutObject'], documentPrefixes.visits);
    return takeOver;
  }

  private enterPayments({ remittancePosting }: StaffFunctionsProps): ClaimsFunction {
    const { records, evidence } = this.foundation;
    const enterPayments = this.staffFunction('enter-payments', 'Posts payments that were entered by hand');
    // The bank may have shown the money already: what is explained whole leaves the list of what is open.
    records.practices.open(enterPayments, ['GetItem', 'Query', 'PutItem', 'DeleteItem']);
    records.work.open(enterPayments, ['GetItem', 'PutItem', 'UpdateItem']);
    records.claims.open(enterPayments, ['GetItem', 'PutItem']);
    records.ledger.open(enterPayments, ['GetItem', 'Query', 'PutItem'], [indexes.postingDay]);
    evidence.exchange.open(enterPayments, ['GetObject', 'PutObject'], evidencePrefixes.payments);
    remittancePosting.letStart(enterPayments);
    return enterPayments;
  }

  /** A form of the desk becomes an upload: it may write one, and no claim. */
  private enterAtDesk(): ClaimsFunction {
    const { records, evidence, documents } = this.foundation;
    const enterAtDesk = this.staffFunction(
      'enter-at-desk',
      'Hands in what the front desk enters, as uploads of the practice',
    );
    records.practices.open(enterAtDesk, ['GetItem', 'Query', 'PutItem']);
    records.claims.open(enterAtDesk, ['GetItem']);
    evidence.uploads.open(enterAtDesk, ['GetObject', 'PutObject'], evidencePrefixes.uploads);
    documents.bucket.open(enterAtDesk, ['PutObject'], documentPrefixes.cards);
    return enterAtDesk;
  }

  private closePeriods(): ClaimsFunction {
    const { ledger, practices } = this.foundation.records;
    const closePeriods = this.staffFunction('close-periods', 'Closes days and months, or opens them again');
    practices.open(closePeriods, ['GetItem', 'Query', 'PutItem']);
    // A day is closed only if it still is as it was looked at.
    ledger.open(closePeriods, ['GetItem', 'Query', 'PutItem', 'ConditionCheckItem'], [indexes.postingDay]);
    return closePeriods;
  }

  private readReports(): ClaimsFunction {
    const { records, evidence } = this.foundation;
    const readReports = this.staffFunction('read-reports', 'Reads reports, batches of payments and periods');
    records.practices.open(readReports, ['GetItem', 'Query']);
    records.claims.open(readReports, ['Query'], [indexes.work]);
    records.ledger.open(readReports, ['Query'], [indexes.postingDay]);
    evidence.exchange.open(readReports, ['GetObject'], evidencePrefixes.payments);
    return readReports;
  }

  private linkPatients(): ClaimsFunction {
    const { ledger, practices, work } = this.foundation.records;
    const linkPatients = this.staffFunction(
      'link-patients',
      'Puts patients together as one person, or apart',
    );
    practices.open(linkPatients, ['GetItem', 'Query', 'PutItem']);
    work.open(linkPatients, ['GetItem', 'PutItem', 'UpdateItem']);
    ledger.open(linkPatients, ['Query']);
    return linkPatients;
  }

  private matchBankEntry(): ClaimsFunction {
    const { ledger, practices, work } = this.foundation.records;
    const match = this.staffFunction('match-bank-entry', 'Posts which payments an entry of the bank is');
    practices.open(match, ['GetItem', 'Query', 'PutItem', 'DeleteItem']);
    ledger.open(match, ['Query', 'PutItem']);
    work.open(match, ['GetItem', 'PutItem', 'UpdateItem']);
    return match;
  }

  private keepLog(): ClaimsFunction {
    const { claims, practices, work } = this.foundation.records;
    const keepLog = this.staffFunction('keep-log', 'Keeps notes, calls and letters, and lists them');
    claims.open(keepLog, ['GetItem']);
    practices.open(keepLog, ['GetItem', 'Query', 'PutItem']);
    // A follow-up date puts a task off, ends the one before it, or opens one that sleeps until then.
    work.open(keepLog, ['GetItem', 'PutItem', 'UpdateItem'], [indexes.tasksOfClaim]);
    return keepLog;
  }

  private enterTakebackLetter(): ClaimsFunction {
    const { claims, ledger } = this.foundation.records;
    const enterLetter = this.staffFunction(
      'enter-takeback-letter',
      "Enters a payer's letter about what it will take back",
    );
    claims.open(enterLetter, ['GetItem', 'PutItem']);
    ledger.open(enterLetter, ['Query', 'PutItem']);
    return enterLetter;
  }

  private settleRefund(): ClaimsFunction {
    const { claims, ledger, practices } = this.foundation.records;
    const settleRefund = this.staffFunction('settle-refund', 'Says that a refund was paid, or takes it back');
    claims.open(settleRefund, ['GetItem', 'PutItem']);
    ledger.open(settleRefund, ['Query', 'PutItem'], [indexes.takebacks]);
    // A closed claim hands over what the patient owes of it then.
    practices.open(settleRefund, ['GetItem', 'Query', 'PutItem']);
    return settleRefund;
  }

  private proveRemittance(): ClaimsFunction {
    const { records, evidence, documents } = this.foundation;
    // It reads a whole file, and the postings of each of its claims.
    const prove = new ClaimsFunction(this, 'prove-remittance', {
      foundation: this.foundation,
      does: 'Proves how a remittance was posted, and prints it',
      timeout: Duration.minutes(10),
      memorySize: 3008,
      perPractice: true,
    });
    records.practices.open(prove, ['GetItem', 'Query']);
    records.ledger.open(prove, ['Query']);
    evidence.exchange.open(prove, ['GetObject', 'GetObjectVersion'], evidencePrefixes.inbound);
    evidence.exchange.open(prove, ['GetObject', 'GetObjectVersion'], evidencePrefixes.trainingInbound);
    // Remittances that came on paper.
    evidence.exchange.open(prove, ['GetObject', 'GetObjectVersion'], evidencePrefixes.payments);
    documents.bucket.open(prove, ['PutObject'], documentPrefixes.proofs);
    return prove;
  }

  /** It shows what lies in the buckets to who may see it, and writes nothing. */
  private readFiles(): ClaimsFunction {
    const { records, evidence, documents } = this.foundation;
    const readFiles = new ClaimsFunction(this, 'read-files', {
      foundation: this.foundation,
      does: "Shows staff a claim's files and documents, answers to uploads, and printed proofs",
      timeout: Duration.seconds(29),
      // A remittance may be read through until the claim comes.
      memorySize: 1769,
      perPractice: true,
    });
    records.claims.open(readFiles, ['GetItem']);
    records.practices.open(readFiles, ['GetItem', 'Query']);
    for (const prefix of [
      evidencePrefixes.inbound,
      evidencePrefixes.outbound,
      evidencePrefixes.trainingInbound,
      evidencePrefixes.trainingOutbound,
      evidencePrefixes.payments,
    ]) {
      evidence.exchange.open(readFiles, ['GetObject', 'GetObjectVersion'], prefix);
    }
    evidence.uploads.open(readFiles, ['GetObject'], evidencePrefixes.answers);
    documents.bucket.open(readFiles, ['GetObject'], documentPrefixes.visitDocuments);
    documents.bucket.open(readFiles, ['GetObject'], documentPrefixes.proofs);
    return readFiles;
  }

  /** It has what scrubbing and searching codes need, and may write nothing. */
  private assistCoding(): ClaimsFunction {
    const { records, documents, settings } = this.foundation;
    const assist = new ClaimsFunction(this, 'assist-coding', {
      foundation: this.foundation,
      does: 'Shows what a claim is coded from, and suggests, levels, explains and scrubs a draft',
      timeout: Duration.seconds(29),
      // The search index of all diagnoses, and as many tables as a draft asks.
      memorySize: 1769,
      perPractice: true,
    });
    records.claims.open(assist, ['GetItem', 'Query']);
    records.practices.open(assist, ['GetItem', 'Query']);
    records.practices.openKeys(assist, ['GetItem', 'Query'], [platformKeys.codeSets]);
    documents.bucket.open(assist, ['GetObject'], documentPrefixes.codeSets);
    const { codeSuggester } = settings;
    assist.addEnvironment('CODE_SUGGESTER', codeSuggester);
    if (codeSuggester === 'comprehend-medical') {
      // The service has no resources to name.
      allow(assist, ['comprehendmedical:InferICD10CM'], ['*']);
    }
    return assist;
  }

  private readers(): ClaimsFunction[] {
    const { claims, ledger, practices, work } = this.foundation.records;

    const readClaims = this.staffFunction('read-claims', 'Lists claims, or shows one with its history');
    claims.open(readClaims, ['GetItem', 'Query'], [indexes.work]);
    // Which practices there are, for operators: all that it reads of that table.
    practices.openKeys(readClaims, ['Query'], [platformKeys.directory]);

    const readTasks = this.staffFunction('read-tasks', 'Lists open tasks, or shows one');
    work.open(readTasks, ['GetItem'], taskListIndexes);
    practices.open(readTasks, ['GetItem', 'Query']);
    // A parked payment is shown with the claims that it may belong to.
    claims.open(readTasks, ['GetItem', 'Query'], [indexes.work]);
    ledger.open(readTasks, ['Query']);
    this.readParkedPayments(readTasks);

    const readLedger = this.staffFunction('read-ledger', 'Reads postings and remittances');
    ledger.open(readLedger, ['Query'], [indexes.postingDay, indexes.takebacks]);
    practices.open(readLedger, ['GetItem', 'Query']);

    const readAccounts = this.staffFunction('read-accounts', "Reads patients' accounts");
    practices.open(readAccounts, ['Query']);

    const readExchange = this.staffFunction('read-exchange', 'Tells which numbers were exchanged with whom');
    practices.open(readExchange, ['GetItem', 'Query']);

    const readBank = this.staffFunction('read-bank', 'Reads entries of the bank, and what is open');
    practices.open(readBank, ['GetItem', 'Query']);

    const readPractices = this.staffFunction('read-practices', "Reads a practice's editions and history");
    practices.open(readPractices, ['GetItem', 'Query']);

    const readPatients = this.staffFunction(
      'read-patients',
      'Finds patients, and shows which are one person',
    );
    practices.open(readPatients, ['Query']);

    const readDesk = this.staffFunction('read-desk', 'Tells the front desk of patients, days and receipts');
    claims.open(readDesk, ['GetItem']);
    practices.open(readDesk, ['GetItem', 'Query']);
    ledger.open(readDesk, ['Query']);
    this.foundation.evidence.uploads.open(readDesk, ['GetObject'], evidencePrefixes.uploads);
    this.foundation.evidence.uploads.open(readDesk, ['GetObject'], evidencePrefixes.answers);
    this.foundation.documents.bucket.open(readDesk, ['GetObject'], documentPrefixes.cards);

    const readUploads = this.staffFunction('read-uploads', 'Lists uploads, or shows how far one has come');
    practices.open(readUploads, ['GetItem', 'Query']);

    const replayScrub = this.staffFunction(
      'replay-scrub',
      'Tells what an edit would have held of past claims',
    );
    claims.open(replayScrub, ['Query'], [indexes.work]);
    practices.open(replayScrub, ['GetItem', 'Query']);
    practices.openKeys(replayScrub, ['GetItem', 'Query'], [platformKeys.codeSets]);
    this.foundation.documents.bucket.open(replayScrub, ['GetObject'], documentPrefixes.codeSets);

    return [
      replayScrub,
      readClaims,
      readTasks,
      readLedger,
      readAccounts,
      readExchange,
      readBank,
      readPractices,
      readPatients,
      readDesk,
      readUploads,
    ];
  }

  private staffFunction(name: string, does: string): ClaimsFunction {
    return new ClaimsFunction(this, name, {
      foundation: this.foundation,
      does,
      timeout: Duration.seconds(29),
      perPractice: true,
    });
  }
}
