import type { Finding } from '#domain/x12/findings.ts';
import { dateFromShort } from '#domain/x12/values.ts';
import type { InterchangeAcknowledgementTA1 } from './model.ts';

const codes: ReadonlySet<string> = new Set(['A', 'E', 'R']);

/** Reads a TA1 segment (elements with the id first). Without a usable answer there are findings and no acknowledgement. */
export function readTA1(
  elements: readonly string[],
  offset: number,
): { acknowledgement?: InterchangeAcknowledgementTA1; findings: readonly Finding[] } {
  const [, control = '', dateText = '', time = '', code = '', noteCode = ''] = elements;
  const date = dateFromShort(dateText);
  const fault = (element: number, value: string, expected: string): { findings: readonly Finding[] } => ({
    findings: [
      {
        snip: 1,
        severity: 'error',
        code: 'interchange-acknowledgement',
        interchangeNoteCode: '024',
        segment: 'TA1',
        element,
        value,
        offset,
        sentence: `TA1${String(element).padStart(2, '0')} holds "${value}": expected ${expected}`,
      },
    ],
  });
  if (control === '') return fault(1, control, 'the control number of an interchange');
  if (date === undefined) return fault(2, dateText, 'a date as YYMMDD');
  if (!codes.has(code)) return fault(4, code, 'A, E or R');
  if (!/^\d{3}$/.test(noteCode)) return fault(5, noteCode, 'a note code of 3 digits');
  return {
    acknowledgement: {
      interchangeControlNumber: control,
      date,
      time,
      code: code as InterchangeAcknowledgementTA1['code'],
      noteCode,
    },
    findings: [],
  };
}
