import type { Cents } from '#contracts/cents.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { Encounter } from '#contracts/encounter.ts';
import type { PatientMerge } from '#contracts/patient-identity.ts';
import type { PatientRegistration } from '#contracts/patient-registration.ts';
import type { Practice } from '#contracts/practice.ts';
import type { Unmapped } from '#contracts/task.ts';
import type { RecordAnswer, RecordPlace } from '#contracts/upload-answer.ts';
import { visitIdFor } from '../identity/ids.ts';
import { checkRegistration } from '../patients/check-registration.ts';
import { zeroCents } from '../money/cents.ts';
import { checkDraft } from './check-encounter.ts';
import type { Finding } from './describe-issue.ts';
import type {
  AppointmentPart,
  FirstDecision,
  IntakeRecord,
  Place,
  SharedThing,
} from './read/intake-record.ts';
import type { VisitPart } from './visit/part.ts';

type Of<Kind extends IntakeRecord['kind']> = Extract<IntakeRecord, { kind: Kind }>;
type Visits = readonly ReturnType<typeof visitIdFor>[];

/** What is to be done for one record of a file, and its answer as far as it is known by then. */
export type RecordWork =
  | {
      readonly kind: 'answered';
      readonly answer: RecordAnswer;
      /** Names that the practice has yet to map, where nothing else is wrong with the record. */
      readonly unmapped?: readonly Unmapped[];
      /** What waits for them, as far as it could be read. */
      readonly chargeCents?: Cents;
    }
  /** A whole visit: it becomes a claim now. */
  | {
      readonly kind: 'encounter';
      readonly encounter: Encounter;
      /** Of a claim of another billing system. */
      readonly bill?: 'original' | 'replacement';
      readonly decided?: FirstDecision;
      readonly about: Pick<RecordAnswer, 'recordNumber' | 'place' | 'notes'>;
    }
  /** A patient is kept on file. */
  | {
      readonly kind: 'registration';
      readonly registration: PatientRegistration;
      readonly about: Pick<RecordAnswer, 'recordNumber' | 'place' | 'notes'>;
    }
  /** A claim of another billing system is taken back, if it is known. */
  | {
      readonly kind: 'void';
      readonly sourceSystem: string;
      readonly encounterId: string;
      readonly version: number;
      readonly about: Pick<RecordAnswer, 'recordNumber' | 'place' | 'notes'>;
    }
  /** Pieces of visits, which are put together when the whole upload is stored, appointments, and who is who. */
  | {
      readonly kind: 'kept';
      readonly parts: readonly VisitPart[];
      readonly things: readonly SharedThing[];
      readonly appointments: readonly AppointmentPart[];
      readonly documents: readonly Of<'document'>[];
      readonly indexed: readonly Of<'document-index'>[];
      readonly merges: readonly PatientMerge[];
      readonly visits: Visits;
      readonly answer: RecordAnswer;
    };

/**
 * What a record of a file asks for, all that its reader made of it taken together: a record of which anything is
 * refused is refused, and nothing of it is kept.
 * @param given the record's number in the upload, and the file of an archive that it stands in.
 */
export function workOf(
  given: { readonly recordNumber: number; readonly entry?: number | undefined },
  records: readonly IntakeRecord[],
  practice: Practice,
  today: PlainDate,
): RecordWork {
  const { recordNumber } = given;
  const place = placeOf(given.entry, records[0]?.place ?? {});
  const about = { recordNumber, ...(place === undefined ? {} : { place }) };
  const refused = ofKind(records, 'refused');
  const [firstRefused] = refused;
  if (firstRefused !== undefined) {
    const findings = refused.flatMap(({ problems }) => problems);
    const refusedPlace = placeOf(given.entry, firstRefused.place);
    return refuse({ ...about, ...(refusedPlace === undefined ? {} : { place: refusedPlace }) }, findings, {
      encounterId: firstRefused.encounterId,
      chargeCents: firstRefused.chargeCents,
    });
  }
  const otherKind = records.flatMap((record) => kindDiffers(record, practice) ?? [])[0];
  if (otherKind !== undefined) {
    return refuse(about, [otherKind], {});
  }
  const notes = notesOf(records);
  const noted = { ...about, ...(notes.length === 0 ? {} : { notes }) };
  const [whole, another] = ofKind(records, 'encounter');
  if (whole !== undefined) {
    if (another !== undefined) {
      throw new TypeError(`A reader made two encounters of record ${recordNumber}`);
    }
    const draft = typeof whole.draft === 'object' && whole.draft !== null ? whole.draft : {};
    const checked = checkDraft(recordNumber, draft, practice, today);
    return checked.accepted === undefined
      ? refuse(about, checked.problems, checked)
      : {
          kind: 'encounter',
          encounter: checked.accepted,
          ...(whole.bill === undefined ? {} : { bill: whole.bill }),
          ...(whole.decided === undefined ? {} : { decided: whole.decided }),
          about: noted,
        };
  }
  const [registered] = ofKind(records, 'registration');
  if (registered !== undefined) {
    const { accepted, findings } = checkRegistration(registered.draft, practice, today);
    return accepted === undefined
      ? refuse(about, findings, {})
      : { kind: 'registration', registration: accepted, about: noted };
  }
  const [taken] = ofKind(records, 'void');
  if (taken !== undefined) {
    const { sourceSystem, encounterId, version } = taken;
    return { kind: 'void', sourceSystem, encounterId, version, about: noted };
  }
  const readBy = practice.edition;
  const parts = ofKind(records, 'part').map(({ part }) => ({ ...part, readBy }));
  const things = ofKind(records, 'shared').map(({ thing }) => ({ ...thing, readBy }));
  const appointments = ofKind(records, 'appointment').map(({ appointment }) => appointment);
  const merges = ofKind(records, 'patient-merge').map(({ sourceSystem, from, into }): PatientMerge => ({
    sourceSystem,
    from,
    into,
  }));
  const documents = ofKind(records, 'document').map((record) => ({
    ...record,
    sayings: record.sayings.map((saying) => ({ ...saying, recordNumber })),
  }));
  const indexed = ofKind(records, 'document-index').map((record) => ({
    ...record,
    saying: { ...record.saying, recordNumber },
  }));
  const visits = [
    ...new Set(
      parts.map(({ sourceSystem, encounterId }) =>
        visitIdFor(practice.practiceId, sourceSystem, encounterId),
      ),
    ),
  ];
  const [encounterId, other] = new Set(parts.map((part) => part.encounterId));
  const answer: RecordAnswer = {
    ...noted,
    ...(encounterId === undefined || other !== undefined ? {} : { encounterId }),
    outcome: 'kept',
    problems: [],
  };
  const count = parts.length + things.length + appointments.length + merges.length;
  return count + documents.length + indexed.length === 0
    ? { kind: 'answered', answer }
    : { kind: 'kept', parts, things, appointments, documents, indexed, merges, visits, answer };
}

function ofKind<Kind extends IntakeRecord['kind']>(
  records: readonly IntakeRecord[],
  kind: Kind,
): readonly Of<Kind>[] {
  return records.filter((record): record is Of<Kind> => record.kind === kind);
}

function placeOf(entry: number | undefined, place: Place): RecordPlace | undefined {
  const whole = { ...(entry === undefined ? {} : { entry }), ...place };
  return Object.keys(whole).length === 0 ? undefined : whole;
}

function refuse(
  about: Pick<RecordAnswer, 'recordNumber' | 'place'>,
  findings: readonly Finding[],
  {
    encounterId,
    chargeCents = zeroCents,
  }: { readonly encounterId?: string | undefined; readonly chargeCents?: Cents | undefined },
): RecordWork {
  const named = encounterId === undefined ? {} : { encounterId };
  const unmapped = findings.flatMap((finding) => finding.unmapped ?? []);
  return {
    kind: 'answered',
    ...(unmapped.length > 0 && unmapped.length === findings.length ? { unmapped, chargeCents } : {}),
    answer: {
      ...about,
      ...named,
      outcome: 'refused',
      problems: findings.map(({ field, code, found, expected, howToFix }) => ({
        recordNumber: about.recordNumber,
        ...named,
        field,
        code,
        found,
        expected,
        howToFix,
      })),
    },
  };
}

/** Codes of what was noticed, each once. What is understood and not used yet is kept in the upload itself. */
function notesOf(records: readonly IntakeRecord[]): string[] {
  const notes = records.flatMap((record): readonly string[] => {
    switch (record.kind) {
      case 'encounter':
      case 'part':
      case 'void':
        return record.notes;
      case 'nothing':
        return [record.why];
      case 'patient-merge':
        return ['merge-noted'];
      case 'appointment':
      case 'registration':
      case 'document':
      case 'document-index':
      case 'shared':
      case 'refused':
        return [];
    }
  });
  return [...new Set(notes)].toSorted();
}

/** A source whose visits are put together of parts would lose what a whole record of the same visit says, and reversely. */
function kindDiffers(record: IntakeRecord, practice: Practice): Finding | undefined {
  const kind = record.kind === 'encounter' || record.kind === 'void' ? 'whole' : 'parts';
  const sourceSystem = sourceOf(record);
  const source = practice.intake.sources.find((known) => known.sourceSystem === sourceSystem);
  if (source === undefined || source.kind === kind) {
    return undefined;
  }
  return {
    field: '',
    code: 'source-kind-differs',
    found:
      kind === 'whole'
        ? 'a whole visit, of a source whose records are parts of visits'
        : 'a part of a visit, of a source whose records are whole visits',
    expected: 'records of one kind from one source',
    howToFix: 'Use a source system of its own for this export.',
  };
}

function isOfDocument({ partKey, content }: VisitPart): boolean {
  return content.kind === 'note' || (content.kind === 'void' && partKey.startsWith('document:'));
}

function sourceOf(record: IntakeRecord): unknown {
  switch (record.kind) {
    case 'encounter':
      return typeof record.draft === 'object' && record.draft !== null && 'sourceSystem' in record.draft
        ? record.draft.sourceSystem
        : undefined;
    case 'part':
      // A note belongs to a visit however the visit came.
      return isOfDocument(record.part) ? undefined : record.part.sourceSystem;
    case 'void':
      return record.sourceSystem;
    case 'shared':
      return record.thing.sourceSystem;
    default:
      return undefined;
  }
}
