import type { PlainDate } from '#contracts/dates.ts';
import { Encounter } from '#contracts/encounter.ts';
import type { Practice } from '#contracts/practice.ts';
import type { RecordProblem } from '#contracts/upload-answer.ts';
import { describeIssue, type Finding } from './describe-issue.ts';
import { encounterRules } from './encounter-rules.ts';
import { quickSafeParse } from './quick-check.ts';
import { readJsonRecord } from './read-json-record.ts';

const parseEncounter = quickSafeParse(Encounter);

export type CheckedEncounter =
  | { readonly accepted: Encounter; readonly problems?: never }
  | {
      readonly accepted?: never;
      readonly problems: readonly RecordProblem[];
      /** As far as it could be read. */
      readonly encounterId: string | undefined;
    };

/**
 * Reads one record of an upload and says everything that is wrong with it.
 * Nothing about a person is repeated: an answer file travels further than the upload.
 * @param today the day of intake in UTC; service on a later day is refused.
 */
export function checkEncounter(
  record: { readonly recordNumber: number; readonly text: string },
  practice: Practice,
  today: PlainDate,
): CheckedEncounter {
  const { recordNumber } = record;
  const { json, problem } = readJsonRecord(record.text);
  if (problem !== undefined) {
    return refuse(recordNumber, undefined, [problem]);
  }
  return checkDraft(recordNumber, json, practice, today);
}

/** Checks what a reader made of a record, as {@link checkEncounter} does a text. */
export function checkDraft(
  recordNumber: number,
  json: object,
  practice: Practice,
  today: PlainDate,
): CheckedEncounter {
  const parsed = parseEncounter(json);
  if (!parsed.success) {
    return refuse(
      recordNumber,
      readableEncounterId(json),
      parsed.error.issues.flatMap((issue) => describeIssue(issue, json)),
    );
  }
  const findings = encounterRules.flatMap((rule) => rule(parsed.data, practice, today));
  return findings.length === 0
    ? { accepted: parsed.data }
    : refuse(recordNumber, parsed.data.encounterId, findings);
}

/** The encounter id is told even where it is itself not acceptable, unless it could be free text. */
function readableEncounterId(json: object): string | undefined {
  const id: unknown = 'encounterId' in json ? json.encounterId : undefined;
  return typeof id === 'string' && /^[A-Za-z0-9._:-]{1,50}$/.test(id) ? id : undefined;
}

function refuse(
  recordNumber: number,
  encounterId: string | undefined,
  findings: readonly Finding[],
): CheckedEncounter {
  return {
    encounterId,
    problems: findings.map(({ field, code, found, expected, howToFix }) => ({
      recordNumber,
      ...(encounterId === undefined ? {} : { encounterId }),
      field,
      code,
      found,
      expected,
      howToFix,
    })),
  };
}
