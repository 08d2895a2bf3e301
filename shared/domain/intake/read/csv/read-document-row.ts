import type { DocumentSaying } from '#contracts/visit-document.ts';
import { describeText } from '../../mask-value.ts';
import { documentKindOf, documentNameKey } from '../document/read-document-file.ts';
import type { IntakeRecord, Place, ReadContext } from '../intake-record.ts';
import type { CsvRow } from './csv-row.ts';
import { dayIn } from './read-head.ts';

const idShape = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,49}$/;
const unsignedWord =
  /^(?:unsigned|not signed|draft|preliminary|incomplete|pending|in progress|dictated|no)$/i;

/** A row of an index that a scanner or an export writes beside its documents: the file, and whose it is. */
export function readDocumentRow(
  row: CsvRow,
  place: Place,
  context: Pick<ReadContext, 'practice' | 'scope' | 'uploadId'>,
): readonly IntakeRecord[] {
  const { sourceSystem } = row.setting;
  const file = row.required('document.file', 'the name of the file');
  const visitNumber = idIn(row, 'encounterId');
  const patientNumber = idIn(row, 'patient.sourcePatientId');
  const serviceDate = dayIn(row, 'document.serviceDate');
  const isDayWrong = row.text('document.serviceDate') !== '' && serviceDate === undefined;
  if (visitNumber === undefined && !isDayWrong && row.text('encounterId') === '') {
    if (patientNumber === undefined && row.text('patient.sourcePatientId') === '') {
      row.missing('encounterId', "the visit's number, or the patient's number and the day of service");
    } else if (serviceDate === undefined) {
      row.missing('document.serviceDate', 'the day of service, where the visit has no number');
    }
  }
  if (row.problems.length > 0 || file === undefined) {
    return [{ kind: 'refused', problems: row.problems, place }];
  }
  const saying: DocumentSaying = {
    from: 'index',
    ...(sourceSystem === '' ? {} : { sourceSystem }),
    ...(visitNumber === undefined ? {} : { visitNumber }),
    ...(patientNumber === undefined ? {} : { patientNumber }),
    ...(serviceDate === undefined ? {} : { serviceDate }),
    documentKind: documentKindOf(row.text('document.kind').split(/[\s,]/)[0] ?? '') ?? 'other',
    signed: !unsignedWord.test(row.text('document.status').trim()),
    uploadId: context.uploadId,
    recordNumber: 1,
  };
  return [{ kind: 'document-index', name: documentNameKey(context, file), saying, place }];
}

function idIn(row: CsvRow, field: 'encounterId' | 'patient.sourcePatientId'): string | undefined {
  const text = row.text(field);
  if (text !== '' && !idShape.test(text)) {
    row.object(field, {
      code: 'field-invalid',
      found: describeText(text, /^$/),
      expected: '1 to 50 letters, digits, dot, colon, dash or underscore',
      howToFix: 'Correct the number in the index.',
    });
  }
  return idShape.test(text) ? text : undefined;
}
