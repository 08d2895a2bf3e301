import type { PlainDate } from '#contracts/dates.ts';
import { type Finding, hasError, type Trigger } from './findings.ts';
import type {
  Acknowledgement999,
  Context999,
  ElementError999,
  SegmentError999,
  TransactionResponse999,
} from './guides/005010X231A1-999/model.ts';
import type { InterchangeAcknowledgementTA1 } from './guides/TA1/model.ts';
import type { ReadGroup, ReadInterchange, ReadTransaction } from './read-result.ts';
import { dateFromShort } from './values.ts';

/** Element errors of one segment, and contexts, beyond which a 999 lists no more. */
const elementErrorLimit = 99;

/** What is answered to one interchange. */
export interface Acknowledgements {
  readonly interchange: InterchangeAcknowledgementTA1;
  /** One for each group, except groups of acknowledgements, which are never acknowledged. */
  readonly groups: readonly Acknowledgement999[];
}

/** The TA1 and the 999s for an interchange that was received. Warnings are not reported. */
export function acknowledge(interchange: ReadInterchange): Acknowledgements {
  const error = interchange.findings.find((finding) => finding.severity === 'error');
  return {
    interchange: {
      interchangeControlNumber: interchange.controlNumber,
      date: dateFromShort(interchange.date) ?? ('2000-01-01' as PlainDate),
      time: interchange.time,
      code: error === undefined ? 'A' : 'R',
      noteCode: error === undefined ? '000' : (error.interchangeNoteCode ?? '024'),
    },
    groups: interchange.groups.filter((group) => group.functionalCode !== 'FA').map(acknowledgeGroup),
  };
}

/** The 999 for one group: accepted, partially accepted (some transactions), or rejected. */
export function acknowledgeGroup(group: ReadGroup): Acknowledgement999 {
  const errors = group.findings.filter((finding) => finding.severity === 'error');
  const accepted = group.transactions.filter((transaction) => transaction.accepted).length;
  const received = group.transactions.length;
  const rejected = errors.length > 0 || accepted === 0;
  return {
    functionalCode: carried(group.functionalCode, 2, 2, 'Z'),
    groupControlNumber: carried(group.controlNumber.replaceAll(/\D/g, ''), 1, 9, '0'),
    ...versionOf(group.version, 12),
    transactions: group.transactions.map(respond),
    code: rejected ? 'R' : accepted === received ? 'A' : 'P',
    includedCount: group.declaredCount ?? received,
    receivedCount: received,
    acceptedCount: rejected ? 0 : accepted,
    errorCodes: codesOf(
      errors.map((finding) => finding.groupErrorCode),
      5,
    ),
  };
}

function respond(transaction: ReadTransaction): TransactionResponse999 {
  const errors = transaction.findings.filter((finding) => finding.severity === 'error');
  const segmentErrors = segmentErrorsOf(errors);
  const codes = [
    ...errors.map((finding) => finding.transactionErrorCode),
    segmentErrors.length > 0 ? '5' : undefined,
  ];
  return {
    setCode: carried(transaction.setCode, 3, 3, '0'),
    controlNumber: carried(transaction.controlNumber, 4, 9, '0'),
    ...versionOf(transaction.version, 35),
    segmentErrors,
    code: hasError(transaction.findings) ? 'R' : 'A',
    errorCodes: codesOf(codes, 5),
  };
}

/** What was received, as far as an acknowledgement can carry it: letters and digits, filled up in front to the least length. */
function carried(text: string, minimum: number, maximum: number, filler: string): string {
  return text
    .replaceAll(/[^A-Z0-9]/g, '')
    .slice(0, maximum)
    .padStart(minimum, filler);
}

function versionOf(version: string, maximum: number): { version?: string } {
  const text = carried(version, 0, maximum, '');
  return text === '' ? {} : { version: text };
}

/** Distinct codes, at most so many. */
function codesOf(codes: readonly (string | undefined)[], limit: number): string[] {
  return [...new Set(codes.filter((code) => code !== undefined))].slice(0, limit);
}

/** One IK3 for each segment and kind of error, in the order of the transaction; element errors of a segment share one. */
function segmentErrorsOf(findings: readonly Finding[]): SegmentError999[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const code = codeOf(finding);
    if (code === undefined || finding.segment === undefined || finding.position === undefined) continue;
    const key = `${finding.position} ${finding.segment} ${code} ${finding.loop ?? ''}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups.values()]
    .toSorted((one, other) => (one[0]?.position ?? 0) - (other[0]?.position ?? 0))
    .map(segmentErrorFrom);
}

/** IK304: 8 when the error lies in an element, and not in that a segment is missing. */
function codeOf(finding: Finding): string | undefined {
  if (finding.transactionErrorCode !== undefined) return undefined;
  if (finding.segmentErrorCode !== undefined && finding.segmentErrorCode !== '8') {
    return finding.segmentErrorCode;
  }
  return finding.elementErrorCode === undefined ? finding.segmentErrorCode : '8';
}

function segmentErrorFrom(group: readonly Finding[]): SegmentError999 {
  const [first] = group;
  const position = first?.position ?? 0;
  const loop = first?.loop;
  const code = first === undefined ? '8' : (codeOf(first) ?? '8');
  const contexts: Context999[] = [];
  if (first?.businessUnit !== undefined) contexts.push(first.businessUnit);
  if (first?.trigger !== undefined) contexts.push(situationalTrigger(first.trigger));
  return {
    segmentId: carried(first?.segment ?? '', 2, 3, 'Z'),
    position,
    ...(loop === undefined || loop === '' || loop.length > 4 ? {} : { loopId: loop }),
    code,
    contexts,
    elementErrors: group
      .filter((finding) => code === '8' && finding.elementErrorCode !== undefined)
      .slice(0, elementErrorLimit)
      .map(elementErrorFrom),
  };
}

/** What made a missing segment necessary. */
function situationalTrigger({ segment, position, loop, element, component }: Trigger): Context999 {
  return {
    name: 'SITUATIONAL TRIGGER',
    segmentId: segment,
    position,
    ...(loop.length > 4 ? {} : { loopId: loop }),
    element: component === undefined ? { element } : { element, component },
  };
}

function elementErrorFrom(finding: Finding): ElementError999 {
  const value = finding.value?.slice(0, 99);
  return {
    element: Math.min(finding.element ?? 1, 99),
    ...(finding.component === undefined ? {} : { component: finding.component }),
    ...(finding.repetition === undefined ? {} : { repetition: finding.repetition }),
    ...(finding.dataElement === undefined ? {} : { dataElement: finding.dataElement }),
    code: finding.elementErrorCode ?? '7',
    ...(value === undefined || value === '' ? {} : { value }),
    contexts: [],
  };
}
