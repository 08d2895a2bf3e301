import type { Claim } from '#contracts/claim.ts';
import type { ClaimFileId, FileAnswer } from '#contracts/files.ts';
import { ClaimPart, type ClaimMark } from '#domain/x12/claim-part.ts';
import { InterchangeReader } from '#domain/x12/interchange-reader.ts';
import type { InterchangeEnvelope } from '#domain/x12/read-result.ts';
import { UnreadableX12 } from '#domain/x12/tokenise.ts';
import type { DocumentStore } from './document-store.ts';
import type { RemittanceRegister } from './remittance-register.ts';

/** Segments of one answer; a claim with its lines has some dozens. */
const mostSegments = 1500;

interface ReadClaimFileWorld {
  readonly documents: Pick<DocumentStore, 'stream'>;
  readonly remittances: Pick<RemittanceRegister, 'load'>;
}

interface FilePlace {
  readonly fileKey: string;
  readonly versionId?: string | undefined;
  /** The byte at which the transaction begins, and what to read before it. */
  readonly start?: { readonly byte: number; readonly envelope: string } | undefined;
  /** None where all of the transaction is about what was sent. */
  readonly mark: ClaimMark | undefined;
}

/** What of a file is about a claim, segment by segment in words. */
export async function readClaimFile(
  claim: Claim,
  fileId: ClaimFileId,
  world: ReadClaimFileWorld,
): Promise<FileAnswer> {
  const place = await placeOf(claim, fileId, world);
  if (place === undefined) {
    return missing(`fileId: claim ${claim.claimId} has no file ${fileId}`);
  }
  const { fileKey, versionId, start, mark } = place;
  const bytes = await world.documents.stream('exchange', fileKey, versionId, start?.byte);
  if (bytes === undefined) {
    return missing(`fileId: the file ${fileId} of claim ${claim.claimId} is not there any more`);
  }
  const part = new ClaimPart(mark, mostSegments);
  let interchange: InterchangeEnvelope | undefined;
  let setCode: string | undefined;
  const reader = new InterchangeReader({
    part: () => {},
    segment: (segment) => part.add(segment),
    interchangeOpened: (opened) => {
      interchange = part.isFound ? interchange : opened;
    },
    transactionOpened: (opened) => {
      part.begin();
      setCode = part.isOver ? setCode : opened.setCode;
    },
  });
  try {
    if (start !== undefined) {
      reader.push(new TextEncoder().encode(start.envelope));
    }
    for await (const piece of bytes) {
      reader.push(piece);
      if (part.isOver) {
        break;
      }
    }
  } catch (error) {
    if (!(error instanceof UnreadableX12)) {
      throw error;
    }
  }
  if (interchange === undefined) {
    return missing(`fileId: the file ${fileId} of claim ${claim.claimId} cannot be read as X12`);
  }
  const { controlNumber, senderId, receiverId, acknowledgements } = interchange;
  const answer = { outcome: 'x12', fileId, interchange: { controlNumber, senderId, receiverId } } as const;
  const [acknowledged] = acknowledgements;
  if (!part.isFound && acknowledged !== undefined && mark === undefined) {
    const { interchangeControlNumber, date, time, code, noteCode } = acknowledged;
    const elements = [
      { number: 1, label: 'interchange control number', text: interchangeControlNumber },
      { number: 2, label: 'interchange date', text: date },
      { number: 3, label: 'interchange time', text: time },
      { number: 4, label: 'acknowledgement', text: `${code} (${verdicts[code]})` },
      { number: 5, label: 'note', text: noteCode },
    ];
    const raw = `TA1*${[interchangeControlNumber, date, time, code, noteCode].join('*')}~`;
    const ta1 = { depth: 0, raw, id: 'TA1', label: 'interchange acknowledgement', elements };
    return { ...answer, setCode: 'TA1', segments: [ta1], isCut: false };
  }
  return part.isFound
    ? { ...answer, setCode: setCode ?? '', segments: [...part.segments], isCut: part.isCut }
    : missing(`fileId: the file ${fileId} names nothing of claim ${claim.claimId}`);
}

const verdicts = { A: 'accepted', E: 'accepted with errors', R: 'rejected' } as const;

async function placeOf(
  claim: Claim,
  fileId: ClaimFileId,
  { remittances }: Pick<ReadClaimFileWorld, 'remittances'>,
): Promise<FilePlace | undefined> {
  const [kind = '', first = '', second = ''] = fileId.split('-');
  const submission = claim.submissions.find(({ sequence }) => sequence === Number(first));
  switch (kind) {
    case 'sent':
      return submission && { fileKey: submission.fileKey, mark: { number: submission.patientControlNumber } };
    case 'answer': {
      const answer = submission?.acknowledgements[Number(second) - 1];
      return (
        answer && {
          fileKey: answer.fileKey,
          mark: answer.kind === '277CA' ? { number: submission?.patientControlNumber ?? '' } : undefined,
        }
      );
    }
    case 'decision': {
      const decision = claim.adjudications[Number(first) - 1];
      const run =
        decision === undefined ? undefined : await remittances.load(claim.practiceId, decision.remittanceId);
      return (
        run &&
        decision && {
          fileKey: run.fileKey,
          versionId: run.fileVersionId,
          start: run.start,
          mark: { number: decision.patientControlNumber, claimIndex: decision.claimIndex },
        }
      );
    }
    default: {
      const inquiry = claim.eligibility[Number(first) - 1];
      return inquiry?.fileKey === undefined
        ? undefined
        : { fileKey: inquiry.fileKey, mark: { number: inquiry.traceNumber } };
    }
  }
}

function missing(problem: string): FileAnswer {
  return { outcome: 'refused', problems: [problem], because: 'not-found' };
}
