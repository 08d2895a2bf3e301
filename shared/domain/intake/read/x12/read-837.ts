import { hasError } from '#domain/x12/findings.ts';
import { readInterchanges } from '#domain/x12/read-interchanges.ts';
import type { ReadGroup, ReadInterchange, ReadTransaction } from '#domain/x12/read-result.ts';
import type { Finding } from '../../describe-issue.ts';
import { describeText } from '../../mask-value.ts';
import type { IntakeRecord, Place, ReadContext, Reader } from '../intake-record.ts';
import { ClaimReading } from './claim-reading.ts';
import { describeTransactionFault } from './describe-transaction.ts';
import { encounterIdOf, readClaim } from './read-claim.ts';
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
  return [readTransaction({ interchange, group, transaction }, context)];
};

function readTransaction(envelopes: Envelopes, context: ReadContext): IntakeRecord {
  const { interchange, group, transaction } = envelopes;
  const faults = [interchange, group, transaction]
    .flatMap(({ findings }) => findings)
    .filter((finding) => hasError([finding]))
    .map(describeTransactionFault);
  const { model } = transaction;
  if (model === undefined || model.guide !== '837P') {
    // Of a guide that is not read here nothing can be said.
    return refused([...kindProblems(transaction), ...(transaction.guide === undefined ? [] : faults)]);
  }
  const [claim] = model.value.claims;
  if (claim === undefined) {
    return refused(faults);
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
  const draft = readClaim(reading, model.value.header);
  if (faults.length === 0 && reading.problems.length === 0) {
    return { kind: 'encounter', draft, place: {}, notes: reading.allNotes() };
  }
  // What the engine misses in the claim it has told already.
  const others = reading.problems.filter(({ code }) => faults.length === 0 || code !== 'field-missing');
  return refused([...faults, ...others], reading);
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
  const isInstitutional = model?.guide === '837I' || guide?.name === '837I';
  return [
    {
      field: 'ST^3',
      code: 'claim-kind-not-billed',
      found: isInstitutional
        ? 'an institutional claim (837I)'
        : `a claim of ${describeText(version, /^\d{6}X\d{3}[A-Z0-9]{0,2}$/)}`,
      expected: 'a professional claim (837P) by 005010X222A1',
      howToFix: isInstitutional
        ? 'Send the claim from the system that made it: institutional claims are not billed here.'
        : 'Have the billing system write professional claims of version 5010.',
    },
  ];
}

function refused(problems: readonly Finding[], reading?: ClaimReading): IntakeRecord {
  const path = problems[0]?.field ?? '';
  const place: Place = path === '' ? {} : { path };
  return {
    kind: 'refused',
    problems,
    ...(reading === undefined ? {} : { encounterId: encounterIdOf(reading) }),
    place,
  };
}
