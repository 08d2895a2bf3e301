import type { Claim } from '#contracts/claim.ts';
import type { Practice } from '#contracts/practice.ts';
import { addWorkingDays, dateOf } from '../calendar/plain-date.ts';
import { documentWords } from '../intake/visit/visit-documents.ts';
import { formatDollars } from '../money/cents.ts';
import { moveClaim, type ClaimMoved, type MoveRequest, type TaskBrief } from '../claims/move-claim.ts';
import { lastFilingDay } from '../submission/filing-limit.ts';

/** Whether a coder must code the visit, from its note or clinical codes, before it can be billed. */
export function needsCoding(claim: Pick<Claim, 'lines' | 'diagnoses' | 'unmappedCharges'>): boolean {
  return claim.lines.length === 0 || claim.diagnoses.length === 0 || (claim.unmappedCharges ?? []).length > 0;
}

export type SentTowardsScrub = ClaimMoved & { readonly outcome: 'sent-to-coding' | 'sent-to-scrub' };

/** Sends a claim whose coverage is settled to a coder, if it needs one, and else to the scrubber. */
export function sendTowardsScrub(
  claim: Claim,
  practice: Practice,
  request: Pick<MoveRequest, 'at' | 'by' | 'origin' | 'detail' | 'changes' | 'worked'>,
): SentTowardsScrub {
  const content = { ...claim, ...request.changes };
  return needsCoding(content)
    ? {
        outcome: 'sent-to-coding',
        ...moveClaim(claim, {
          ...request,
          move: 'sent-to-coding',
          task: codingTask(content, practice, request.at),
        }),
      }
    : { outcome: 'sent-to-scrub', ...moveClaim(claim, { ...request, move: 'sent-to-scrub' }) };
}

/** Clinical codes that a task tells; a hospital's export may have hundreds. */
const shownCodes = 20;

function unmappedWords({
  code,
  system,
  description,
  units,
  charge,
}: NonNullable<Claim['unmappedCharges']>[number]): string {
  return [
    `A charge of ${units} x ${code}${system === undefined ? '' : ` (${system})`}`,
    ...(description === undefined ? [] : [description]),
    ...(charge === undefined ? [] : [formatDollars(charge)]),
  ].join(', ');
}

/** Of a note, as much as a coder reads to see what the visit was; the whole is with the claim. */
const shownCharacters = 4_000;

/** What the provider wrote, and the documents that came with the visit. */
function noteEvidence({ note, documents = [] }: Pick<Claim, 'note' | 'documents'>): string[] {
  const texts = documents.flatMap(({ documentId, text }) =>
    text === undefined ? [] : [`Document ${documentId} says: ${shown(text)}`],
  );
  return [
    note === undefined && texts.length === 0
      ? 'There is no note: ask the provider.'
      : 'The note is with the claim.',
    ...(note === undefined ? [] : [`The note says: ${shown(note)}`]),
    ...documents.flatMap(({ documentId, fileKey, ...one }) =>
      fileKey === undefined ? [] : [`Document ${documentId}, ${documentWords(one)}, lies at ${fileKey}.`],
    ),
    ...texts,
  ];
}

function shown(text: string): string {
  return text.length <= shownCharacters ? text : `${text.slice(0, shownCharacters)} (and more)`;
}

/** Working days that a coder has to code a visit. */
const codingTaskDays = 3;

function codingTask(claim: Claim, practice: Practice, at: MoveRequest['at']): TaskBrief {
  const provider = practice.providers.find(({ npi }) => npi === claim.renderingNpi);
  const [coverage] = claim.coverages;
  const payer = practice.payers.find(({ payerId }) => payerId === coverage?.payerId);
  const { clinicalCodes = [], unmappedCharges = [] } = claim;
  const missing = [
    ...(claim.lines.length === 0 ? ['lines'] : []),
    ...(claim.diagnoses.length === 0 ? ['diagnoses'] : []),
  ].join(' and no ');
  return {
    why:
      missing === ''
        ? `The visit of ${claim.serviceDateFrom} came with ${unmappedCharges.length} charges whose codes nobody has mapped.`
        : `The visit of ${claim.serviceDateFrom} came without codes: no ${missing}.`,
    evidence: [
      `Rendering provider ${provider === undefined ? claim.renderingNpi : `${provider.firstName} ${provider.lastName}`}, place of service ${claim.placeOfService}.`,
      payer === undefined
        ? 'The patient pays.'
        : `${payer.name} must have the claim by ${lastFilingDay(claim, payer)}.`,
      ...noteEvidence(claim),
      ...unmappedCharges.map(unmappedWords),
      ...clinicalCodes
        .slice(0, shownCodes)
        .map(
          ({ system, code, display }) => `${system} ${code}${display === undefined ? '' : `: ${display}`}`,
        ),
      ...(clinicalCodes.length > shownCodes
        ? [`And ${clinicalCodes.length - shownCodes} more clinical codes, which are with the claim.`]
        : []),
    ],
    dollarsAtStakeCents: claim.totalChargeCents,
    dueOn: addWorkingDays(dateOf(at), codingTaskDays),
  };
}
