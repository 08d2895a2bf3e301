import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Claim } from '#contracts/claim.ts';
import type { Instant } from '#contracts/dates.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import { accountHolderOf, type AccountKind, type Posting } from '#contracts/ledger.ts';
import { waitKeyOf } from '#contracts/steps.ts';
import type { AccountRecord, SentStatement } from '#contracts/patient-account.ts';
import type { PatientEntry } from '#contracts/patient-identity.ts';
import { statementNumberOf } from '#domain/patient-billing/statement-number.ts';
import { patientEntry } from '#domain/patients/patient-identity.ts';
import { patientServicesOf, type PatientServices } from '#domain/history/patient-services.ts';
import type { Write } from '#domain/writes/write.ts';
import { bankItems } from './bank-items.ts';
import { codingAuditItems } from './dynamodb-coding-audits.ts';
import { holdItems } from './dynamodb-hold-book.ts';
import {
  accountKey,
  claimEventKey,
  claimJournalKey,
  claimKey,
  claimListKey,
  formerPersonKey,
  guarantorListPartition,
  guarantorPartition,
  handledKey,
  issuedNumberKey,
  logEntryKey,
  patientAgendaKey,
  patientDayPartition,
  patientServicesKey,
  payerClaimPartition,
  patientDecisionKeys,
  personKey,
  postingDayKey,
  postingPartition,
  remittanceClaimKey,
  remittanceKey,
  shardOf,
  signalKey,
  startCycleKey,
  startLegKey,
  statementJournalKey,
  refundKey,
  takebackKey,
  unsentShard,
  type Key,
} from './keys.ts';
import { taskItems } from './task-items.ts';

export interface Tables {
  readonly claims: string;
  readonly ledger: string;
  readonly work: string;
  readonly practice: string;
}

const attributes = ({ pk, sk }: Key) => ({ pk: { S: pk }, sk: { S: sk } });
const isNew = 'attribute_not_exists(pk)';

/** How long the marks of handled messages are kept: longer than anything is ever delivered again. */
const handledMarkDays = 400;

/** The DynamoDB writes of one {@link Write}, each under the condition that makes it safe to repeat. */
export function transactItems(write: Write, tables: Tables): TransactWriteItem[] {
  switch (write.kind) {
    case 'create-claim':
      return [
        { Put: { TableName: tables.claims, Item: claimItem(write.claim), ConditionExpression: isNew } },
        { Put: { TableName: tables.practice, Item: patientDayItem(write.claim) } },
        ...(write.claim.lines.length === 0
          ? []
          : [putPatientServices(write.claim, patientServicesOf(write.claim), tables)]),
        {
          Put: {
            TableName: tables.practice,
            Item: patientEntryItem(write.claim.practiceId, patientEntry(write.claim)),
          },
        },
      ];
    case 'save-claim':
      return [
        {
          Put: {
            TableName: tables.claims,
            Item: claimItem(write.claim),
            ConditionExpression: 'version = :expected',
            ExpressionAttributeValues: { ':expected': { N: String(write.expectedVersion) } },
          },
        },
        ...(write.services ?? []).map((services) => putPatientServices(write.claim, services, tables)),
      ];
    case 'record-event': {
      const { practiceId, claimId, version, at } = write.event;
      return [
        {
          Put: {
            TableName: tables.claims,
            Item: {
              ...attributes(claimEventKey(practiceId, claimId, version)),
              journalKey: { S: claimJournalKey(practiceId, at.slice(0, 10), shardOf(claimId)) },
              journalAt: { S: at },
              document: { S: JSON.stringify(write.event) },
            },
            ConditionExpression: isNew,
          },
        },
      ];
    }
    case 'post':
      return [
        { Put: { TableName: tables.ledger, Item: postingItem(write.posting), ConditionExpression: isNew } },
      ];
    case 'signal': {
      const { practiceId, claimId, waitName, waitSequence, output, at } = write.signal;
      const waitKey = waitKeyOf(waitSequence);
      return [
        {
          Update: {
            TableName: tables.claims,
            Key: attributes(signalKey(practiceId, claimId, waitName, waitKey)),
            UpdateExpression:
              'SET #kind = :kind, practiceId = :practice, claimId = :claim, waitName = :name, waitKey = :key, #outcome = :outcome, nextWaitKey = :next, deadlineSeconds = :deadline, unsent = :unsent, unsentSince = :at',
            ConditionExpression: 'attribute_not_exists(#outcome)',
            ExpressionAttributeNames: { '#kind': 'kind', '#outcome': 'outcome' },
            ExpressionAttributeValues: {
              ':kind': { S: 'signal' },
              ':practice': { S: practiceId },
              ':claim': { S: claimId },
              ':name': { S: waitName },
              ':key': { S: waitKey },
              ':outcome': { S: output.outcome },
              ':next': { S: waitKeyOf(output.waitSequence) },
              ':deadline': { N: String(output.deadlineSeconds) },
              ':unsent': { S: unsentShard(claimId) },
              ':at': { S: at },
            },
          },
        },
      ];
    }
    case 'start-leg':
      return [
        {
          Put: {
            TableName: tables.claims,
            Item: {
              ...attributes(startLegKey(write.practiceId, write.claimId, write.leg)),
              kind: { S: 'start-leg' },
              practiceId: { S: write.practiceId },
              claimId: { S: write.claimId },
              leg: { N: String(write.leg) },
              unsent: { S: unsentShard(write.claimId) },
              unsentSince: { S: write.at },
            },
            ConditionExpression: isNew,
          },
        },
      ];
    case 'start-account-cycle':
      return [
        {
          Put: {
            TableName: tables.claims,
            Item: {
              ...attributes(startCycleKey(write.practiceId, write.guarantorId, write.cycle)),
              kind: { S: 'start-account-cycle' },
              practiceId: { S: write.practiceId },
              guarantorId: { S: write.guarantorId },
              cycle: { N: String(write.cycle) },
              unsent: { S: unsentShard(write.guarantorId) },
              unsentSince: { S: write.at },
            },
            ConditionExpression: isNew,
          },
        },
      ];
    case 'open-task':
    case 'close-task':
    case 'save-proposals':
    case 'save-handling':
      return [taskItems(write, tables.work)];
    case 'mark-handled':
      return [
        {
          Put: {
            TableName: tables.practice,
            Item: {
              ...attributes(handledKey(write.practiceId, write.messageKey)),
              handledAt: { S: write.at },
              expiresAt: { N: String(Math.floor(Date.parse(write.at) / 1000) + handledMarkDays * 86_400) },
            },
            ConditionExpression: isNew,
          },
        },
      ];
    case 'hand-over-balance':
      return [
        {
          Put: {
            TableName: tables.practice,
            Item: {
              pk: { S: guarantorPartition(write.practiceId, write.guarantorId) },
              sk: { S: `visit#${write.claimId}` },
              document: {
                S: JSON.stringify({
                  claimId: write.claimId,
                  serviceDate: write.serviceDate,
                  balanceCents: write.balanceCents,
                  handedOverAt: write.at,
                }),
              },
            },
          },
        },
        {
          Put: {
            TableName: tables.practice,
            Item: {
              pk: { S: guarantorListPartition(write.practiceId) },
              sk: { S: write.guarantorId },
            },
          },
        },
      ];
    case 'record-interchange': {
      const { practiceId, pair, interchangeNumber, sentAt, claim } = write;
      return [
        {
          Update: {
            TableName: tables.practice,
            Key: attributes(issuedNumberKey(practiceId, pair, interchangeNumber)),
            UpdateExpression:
              claim === undefined
                ? 'SET sentAt = if_not_exists(sentAt, :at)'
                : 'SET sentAt = if_not_exists(sentAt, :at), claimId = :claim, submissionSequence = :sequence',
            ExpressionAttributeValues: {
              ':at': { S: sentAt },
              ...(claim === undefined
                ? {}
                : {
                    ':claim': { S: claim.claimId },
                    ':sequence': { N: String(claim.submissionSequence) },
                  }),
            },
          },
        },
      ];
    }
    case 'save-account': {
      const { account, expectedVersion, sent } = write;
      return [
        ...(sent === undefined ? [] : [statementItem(account, sent, tables)]),
        {
          Put: {
            TableName: tables.practice,
            Item: {
              ...attributes(accountKey(account.practiceId, account.guarantorId)),
              version: { N: String(account.version) },
              document: { S: JSON.stringify(account) },
            },
            ...(expectedVersion === 0
              ? { ConditionExpression: isNew }
              : {
                  ConditionExpression: 'version = :expected',
                  ExpressionAttributeValues: { ':expected': { N: String(expectedVersion) } },
                }),
          },
        },
      ];
    }
    case 'count-remittance-claim':
      return [
        {
          Put: {
            TableName: tables.practice,
            Item: {
              ...attributes(remittanceClaimKey(write.practiceId, write.remittanceId, write.claimIndex)),
              claimIndex: { N: String(write.claimIndex) },
              outcome: { S: write.outcome },
            },
            ConditionExpression: isNew,
          },
        },
      ];
    case 'save-remittance-run':
      return [
        {
          Put: {
            TableName: tables.practice,
            Item: {
              ...attributes(remittanceKey(write.run.practiceId, write.run.remittanceId)),
              version: { N: String(write.run.version) },
              document: { S: JSON.stringify(write.run) },
            },
            // One that was only registered has its version in the document alone.
            ...(write.expectedVersion === 0
              ? { ConditionExpression: 'attribute_not_exists(version)' }
              : {
                  ConditionExpression: 'version = :expected',
                  ExpressionAttributeValues: { ':expected': { N: String(write.expectedVersion) } },
                }),
          },
        },
      ];
    case 'name-payer-claim':
      return [
        {
          Put: {
            TableName: tables.practice,
            Item: {
              pk: { S: payerClaimPartition(write.practiceId, write.payerClaimControlNumber) },
              sk: { S: write.claimId },
            },
          },
        },
      ];
    case 'enter-patient':
      return [{ Put: { TableName: tables.practice, Item: patientEntryItem(write.practiceId, write.entry) } }];
    case 'save-person': {
      const { practiceId, patientKey, person, expectedVersion } = write;
      const written = { version: { N: String(person.version) }, document: { S: JSON.stringify(person) } };
      return [
        {
          Put: {
            TableName: tables.practice,
            Item: { ...attributes(personKey(practiceId, patientKey)), ...written },
            ...(expectedVersion === 0
              ? { ConditionExpression: isNew }
              : {
                  ConditionExpression: 'version = :expected',
                  ExpressionAttributeValues: { ':expected': { N: String(expectedVersion) } },
                }),
          },
        },
        {
          Put: {
            TableName: tables.practice,
            Item: { ...attributes(formerPersonKey(practiceId, patientKey, person.version)), ...written },
          },
        },
      ];
    }
    case 'decide-patients':
      return patientDecisionKeys(write.practiceId, write.decision).map((key) => ({
        Put: {
          TableName: tables.practice,
          Item: { ...attributes(key), document: { S: JSON.stringify(write.decision) } },
          ConditionExpression: isNew,
        },
      }));
    case 'save-hold':
      return holdItems(write, tables.practice);
    case 'save-coding-audit':
      return codingAuditItems(write, tables.practice);
    case 'record-log-entry': {
      const { practiceId, subject, entryId } = write.entry;
      return [
        {
          Put: {
            TableName: tables.practice,
            Item: {
              ...attributes(logEntryKey(practiceId, subject, entryId)),
              document: { S: JSON.stringify(write.entry) },
            },
            ConditionExpression: isNew,
          },
        },
      ];
    }
    case 'keep-bank-entry':
    case 'save-open-entry':
    case 'await-deposit':
    case 'save-awaited-deposit':
    case 'save-bank-days':
      return bankItems(write, tables);
  }
}

function claimItem(claim: Claim) {
  return {
    ...attributes(claimKey(claim.practiceId, claim.claimId)),
    state: { S: claim.state },
    version: { N: String(claim.version) },
    leg: { N: String(claim.leg) },
    waitKey: { S: waitKeyOf(claim.waitSequence) },
    deadlineSeconds: { N: String(claim.deadlineSeconds) },
    listKey: { S: claimListKey(claim.practiceId, shardOf(claim.claimId)) },
    listSort: { S: `${claim.state}#${claim.claimId}` },
    document: { S: JSON.stringify(claim) },
  };
}

/** Without a condition: the account's own is the guard, and a repeat enters the same. */
function statementItem(
  { practiceId, guarantorId }: AccountRecord,
  { statement, at }: { readonly statement: SentStatement; readonly at: Instant },
  tables: Tables,
): TransactWriteItem {
  const statementNumber = statementNumberOf(guarantorId, statement);
  return {
    Put: {
      TableName: tables.practice,
      Item: {
        ...attributes(statementJournalKey(practiceId, at, statementNumber)),
        document: { S: JSON.stringify({ guarantorId, statement, at }) },
      },
    },
  };
}

/** That the patient had a visit on this day: so an appointment finds its charge. */
function patientDayItem({ practiceId, claimId, source, patient, serviceDateFrom, receivedAt }: Claim) {
  return {
    pk: { S: patientDayPartition(practiceId, source.sourceSystem, patient.sourcePatientId) },
    sk: { S: `${serviceDateFrom}#${claimId}` },
    expiresAt: { N: String(Math.floor(Date.parse(receivedAt) / 1000) + handledMarkDays * 86_400) },
  };
}

function patientEntryItem(practiceId: PracticeId, entry: PatientEntry) {
  return {
    ...attributes(patientAgendaKey(practiceId, entry)),
    document: { S: JSON.stringify(entry) },
  };
}

/** The item is never deleted, as few functions may delete anything: one without services says that there are none. */
function putPatientServices(
  { practiceId, claimId }: Claim,
  { patientKey, services }: PatientServices,
  tables: Tables,
): TransactWriteItem {
  return {
    Put: {
      TableName: tables.claims,
      Item: {
        ...attributes(patientServicesKey(practiceId, patientKey, claimId)),
        document: { S: JSON.stringify(services) },
      },
    },
  };
}

function postingItem(posting: Posting) {
  const holder = accountHolderOf(posting);
  return {
    pk: { S: postingPartition(posting.practiceId, holder) },
    sk: { S: `posting#${posting.postingId}` },
    dayKey: { S: postingDayKey(posting.practiceId, posting.postingDate, shardOf(holder)) },
    ...takebackOrRefund(posting, shardOf(holder)),
    document: { S: JSON.stringify(posting) },
  };
}

function takebackOrRefund({ practiceId, legs }: Posting, shard: number) {
  const isOn = (wanted: AccountKind) => legs.some(({ account }) => account === wanted);
  if (isOn('takeback-payable')) {
    return { takebackKey: { S: takebackKey(practiceId, shard) } };
  }
  return isOn('refund-payable') ? { takebackKey: { S: refundKey(practiceId, shard) } } : {};
}
