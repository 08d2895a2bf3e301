import type { Claim } from '#contracts/claim.ts';
import type { Instant } from '#contracts/dates.ts';
import type { Practice } from '#contracts/practice.ts';
import type {
  ClaimStatus277CA,
  Source277CA,
  Status277CA,
  StatusCode277CA,
} from '#domain/x12/guides/005010X214-277CA/model.ts';
import { readControlNumber } from '../identity/ids.ts';
import {
  recordAcknowledgement,
  type AcknowledgementReceived,
  type Receipt,
} from './record-acknowledgement.ts';
import { categoryOf, entityWords, statusWords, type StatusCategory } from './status-categories.ts';

/** NM101 of the source: the payer itself, not a clearinghouse on the way to it. */
const payerRole = 'PR';
const rungs: readonly StatusCategory['rung'][] = ['informed', 'accepted', 'rejected'];

interface JudgedCode {
  readonly code: StatusCode277CA;
  readonly category: StatusCategory;
  readonly status: Status277CA;
}

/**
 * Takes one claim of a 277CA. Of all that it says the highest rung counts; a status of a line rejects the claim with
 * it. Only the payer's acceptance is acceptance: a clearinghouse that takes the claim on has merely forwarded it.
 * @param file the file and who sent it (loop 2100A).
 */
export function receive277CA(
  claim: Claim,
  practice: Practice,
  status: ClaimStatus277CA,
  file: { readonly source: Source277CA; readonly at: Instant; readonly fileKey: string },
): AcknowledgementReceived {
  const named = readControlNumber(status.patientControlNumber);
  const judged = [...status.statuses, ...status.lines.flatMap((line) => line.statuses)].flatMap(judge);
  const highest = judged.reduce<JudgedCode | undefined>(
    (best, next) =>
      best === undefined || rungs.indexOf(next.category.rung) > rungs.indexOf(best.category.rung)
        ? next
        : best,
    undefined,
  );
  if (named === undefined || named.claimId !== claim.claimId || highest === undefined) {
    return { outcome: 'not-ours', claim, writes: [] };
  }
  const isPayer = file.source.role === payerRole;
  const { rung } = highest.category;
  const verdict: Receipt['verdict'] = rung === 'accepted' && !isPayer ? 'informed' : rung;
  const sender = senderOf(claim, named.sequence, file.source);
  return recordAcknowledgement(claim, practice, named.sequence, {
    acknowledgement: {
      receivedAt: file.at,
      kind: '277CA',
      outcome: verdict === 'informed' ? 'informational' : verdict,
      code: codeText(highest.code),
      sender,
      reason: `${capitalized(describe(highest))} (${codeText(highest.code)}).`,
      ...(status.payerControlNumber === undefined
        ? {}
        : { payerClaimControlNumber: status.payerControlNumber }),
      fileKey: file.fileKey,
    },
    verdict,
    evidence: evidenceOf(status),
  });
}

/** The payer by the id under which the claim was sent to it, anybody else by the id in the file. */
function senderOf(claim: Claim, sequence: number, source: Source277CA): string {
  const submission = claim.submissions.find((sent) => sent.sequence === sequence);
  return source.role === payerRole && submission !== undefined
    ? submission.payerId
    : (source.name.identifier?.value ?? source.name.name ?? 'clearinghouse');
}

function judge(status: Status277CA): JudgedCode[] {
  return status.codes.map((code) => ({
    code,
    status,
    category: categoryOf(code.category, status.action ?? ''),
  }));
}

function codeText({ category, status, entity }: StatusCode277CA): string {
  return entity === undefined ? `${category}:${status}` : `${category}:${status}:${entity}`;
}

function describe({ code, category }: JudgedCode): string {
  const subject = statusWords[code.status] ?? `status code ${code.status}`;
  const entity =
    code.entity === undefined ? undefined : (entityWords[code.entity] ?? `entity ${code.entity}`);
  return `${category.meaning}: ${subject}${entity === undefined ? '' : `, entity ${entity}`}`;
}

/** What was rejected, of the claim and of each line. The payer's own text (STC12) is left in the file: it may name a person. */
function evidenceOf(status: ClaimStatus277CA): string[] {
  const ofClaim = status.statuses.flatMap(judge).filter(isRejection).map(sentence);
  const ofLines = status.lines.flatMap((line) =>
    line.statuses
      .flatMap(judge)
      .filter(isRejection)
      .map((judged) => `Procedure ${line.procedure.code}: ${sentence(judged)}`),
  );
  return [...ofClaim, ...ofLines];
}

function isRejection({ category }: JudgedCode): boolean {
  return category.rung === 'rejected';
}

function sentence(judged: JudgedCode): string {
  return `${capitalized(describe(judged))} (${codeText(judged.code)}).`;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
