/** Members of requests and answers that hold an id; whatever else they hold stays out of the audit trail. */
const idMembers = new Set([
  'claimId',
  'claim',
  'claims',
  'taskId',
  'remittanceId',
  'uploadId',
  'documentId',
  'fileId',
  'batchId',
  'bankEntryId',
  'guarantorId',
  'patientKey',
  'entryId',
  'receiptNumber',
  'one',
  'other',
  'holder',
  'holders',
  'refund',
  'staffUser',
  'payerId',
  'entryId',
  'holdId',
  'scheduleId',
  'recipients',
  'corrects',
]);

/** Ids are letters, digits and dashes, with at least one digit; a name of a person has none. */
const anId = /^(?=[^\d]*\d)[A-Za-z0-9][A-Za-z0-9-]{4,79}$/;
const aUser = /^[a-z][a-z0-9.-]{0,39}$/;

/** Every id that a request or an answer names, each once, in the order in which it is found. */
export function idsNamed(value: unknown): string[] {
  const found = new Set<string>();
  collect(value, undefined, found);
  return [...found];
}

function collect(value: unknown, member: string | undefined, found: Set<string>): void {
  if (typeof value === 'string') {
    if (member !== undefined && idMembers.has(member) && (anId.test(value) || isUser(member, value))) {
      found.add(value);
    }
  } else if (Array.isArray(value)) {
    for (const each of value) {
      collect(each, member, found);
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) {
      collect(inner, name, found);
    }
  }
}

/** Members that name staff by their user names. */
const userMembers = new Set(['staffUser', 'recipients']);

const isUser = (member: string, value: string): boolean => userMembers.has(member) && aUser.test(value);
