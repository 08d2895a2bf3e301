import { hasError } from '#domain/x12/findings.ts';
import { readInterchanges } from '#domain/x12/read-interchanges.ts';
import type { Header837 } from '#domain/x12/guides/005010X222A1-837P/model.ts';
import type { ReadGroup, ReadInterchange, ReadTransaction } from '#domain/x12/read-result.ts';
import type { Finding } from '../../describe-issue.ts';
import { formatDollars } from '../../../money/cents.ts';
import { describeText } from '../../mask-value.ts';
import type { IntakeRecord, Place, ReadContext, Reader } from '../intake-record.ts';
import { ClaimReading } from './claim-reading.ts';
import { describeTransactionFault } from './describe-transaction.ts';
import { encounterIdOf, readClaim, readVoid } from './read-claim.ts';
import { sourceOfClaims } from './source-of-claims.ts';

const encoder = new TextEncoder();

interface Envelopes {
  readonly interchange: ReadInterchange;
  readonly group: ReadGroup;
  readonly transaction: ReadTransaction;
}

/**
 * Reads one claim of an 837 in the envelope that it was framed with. A professional claim becomes a whole visit; one
 * that our X12 engine rejects is refused with segment and element of every fault, and whatever is wrong besides.
 */
export const read837: Reader = (frame, context) => {
  if (frame.problem !== undefined) {
    return [{ kind: 'refused', problems: [frame.problem], place: {} }];
  }
  const result = readInterchanges(encoder.encode(frame.text));
  const [interchange] = result.interchanges;
  const [group] = interchange?.groups ?? [];
  const [transaction] = group?.transactions ?? [];
  if (!result.readable || interchange === undefined || group === undefined || transaction === undefined) {
    return [
      {
        kind: 'refused',
        problems: [
          {
            field: '',
            code: 'transaction-invalid',
            found: 'an envelope that cannot be read',
            expected: 'ISA, GS, ST, the claim, SE, GE and IEA',
            howToFix: 'Export the claims again.',
          },
        ],
        place: {},
      },
    ];
  }
  return [readTransaction({ interchange, group, transaction }, frame.text, context)];
};

function readTransaction(envelopes: Envelopes, text: string, context: ReadContext): IntakeRecord {
  const { interchange, group, transaction } = envelopes;
  const faults = [interchange, group, transaction]
    .flatMap(({ findings }) => findings)
    .filter((finding) => hasError([finding]))
    .map(describeTransactionFault);
  const { model } = transaction;
  if (model === undefined || model.guide !== '837P') {
    const wrongKind = kindProblems(transaction);
    // What else is wrong with a claim that is not billed here is nobody's concern.
    return refused(wrongKind.length > 0 ? wrongKind : faults, claimNumberIn(text));
  }
  const [claim] = model.value.claims;
  if (claim === undefined) {
    return refused(faults, claimNumberIn(text));
  }
  const { practice, sourceFolder } = context;
  const submitter = claim.submitter.name.identifier?.value ?? '';
  const sourceSystem = sourceOfClaims(
    practice,
    [submitter, group.senderCode, interchange.senderId],
    sourceFolder,
  );
  const reading = new ClaimReading(claim, practice, sourceSystem ?? '');
  checkSender(reading, sourceSystem, interchange.usageIndicator);
  const record = readRecord(reading, model.value.header);
  if (faults.length === 0 && reading.problems.length === 0) {
    return record;
  }
  // What the engine misses in the claim it has told already.
  const others = reading.problems.filter(({ code }) => faults.length === 0 || code !== 'field-missing');
  return refused([...faults, ...others], encounterIdOf(reading));
}

/** What is made of the claim, if nothing is wrong with it. */
function readRecord(reading: ClaimReading, header: Header837): IntakeRecord {
  const { claim, sourceSystem } = reading;
  if (claim.frequencyCode === '8') {
    const taken = readVoid(reading, header);
    return { kind: 'void', sourceSystem, ...taken, place: {}, notes: reading.allNotes() };
  }
  const draft = readClaim(reading, header);
  const isReplacement = claim.frequencyCode === '7' || claim.frequencyCode === '6';
  return {
    kind: 'encounter',
    draft,
    bill: isReplacement ? 'replacement' : 'original',
    ...(reading.decided === undefined ? {} : { decided: reading.decided }),
    place: {},
    notes: reading.allNotes(),
  };
}

/** Whose file it is, and whether it is meant to be billed. */
function checkSender(reading: ClaimReading, sourceSystem: string | undefined, usage: string): void {
  const { practice } = reading;
  if (usage !== 'P' && practice.mode !== 'training') {
    reading.object('ISA^15', {
      code: 'test-message',
      found: `a file marked as a test, ${describeText(usage, /^[A-Z]$/)}`,
      expected: 'production, "P"',
      howToFix: 'Send it to a training practice, or send the claims from production.',
    });
  }
  if (sourceSystem === undefined) {
    reading.object('1000A NM1^9', {
      code: 'source-unknown',
      found: 'a submitter whose id cannot name a source',
      expected: 'a source of the practice',
      howToFix: 'Put the file into the folder of its source.',
    });
  }
  const source = practice.intake.sources.find((known) => known.sourceSystem === sourceSystem);
  if (source?.kind === 'parts') {
    reading.object('', {
      code: 'source-kind-differs',
      found: 'a whole visit, of a source whose records are parts of visits',
      expected: 'records of one kind from one source',
      howToFix: 'Put the file into the folder of a source of its own.',
    });
  }
}

/** Why a transaction that is no professional claim of version 5010 is not taken. */
function kindProblems({ guide, version, model }: ReadTransaction): readonly Finding[] {
  if (guide?.name === '837P') {
    return [];
  }
  if (model?.guide === '837I' || guide?.name === '837I') {
    return [
      {
        field: 'ST^3',
        code: 'claim-kind-not-billed',
        found: `an institutional claim (837I)${billOf(model)}`,
        expected: 'a professional claim (837P): claims of hospitals and other facilities are not billed here',
        howToFix:
          'Bill it in the system that made it. Upload the services of the physicians as professional claims of their own.',
      },
    ];
  }
  return [
    {
      field: 'ST^3',
      code: 'claim-kind-not-billed',
      found: `a claim of ${describeText(version, /^\d{6}X\d{3}[A-Z0-9]{0,2}$/)}`,
      expected: 'a professional claim (837P) by 005010X222A1',
      howToFix: 'Have the billing system write professional claims of version 5010.',
    },
  ];
}

/** By what else its sender knows it: type of bill and charge. */
function billOf(model: ReadTransaction['model']): string {
  const [claim] = model?.guide === '837I' ? model.value.claims : [];
  return claim === undefined
    ? ''
    : `, type of bill ${describeText(`${claim.facilityType}${claim.frequencyCode}`, /^\d{2}[A-Z0-9]$/)}, charge ${formatDollars(claim.totalChargeCents)}`;
}

const sourceIdShape = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,49}$/;

/** CLM01 of a claim that was not read, where it is no name: by it its sender finds the claim. */
function claimNumberIn(text: string): string | undefined {
  const element = text.charAt(3);
  const terminator = text.charAt(105);
  const segment = text.split(terminator).find((one) => one.trimStart().startsWith(`CLM${element}`));
  const number = segment?.trimStart().split(element)[1]?.trim() ?? '';
  return sourceIdShape.test(number) ? number : undefined;
}

function refused(problems: readonly Finding[], encounterId?: string): IntakeRecord {
  const path = problems[0]?.field ?? '';
  const place: Place = path === '' ? {} : { path };
  return {
    kind: 'refused',
    problems,
    ...(encounterId === undefined ? {} : { encounterId }),
    place,
  };
}
