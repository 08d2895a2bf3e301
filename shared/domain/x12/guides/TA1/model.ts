import type { PlainDate } from '#contracts/dates.ts';

/** TA1: what became of one interchange. It stands in an interchange of its own, outside any group, or before groups. */
export interface InterchangeAcknowledgementTA1 {
  /** ISA13 of the interchange that is answered. */
  readonly interchangeControlNumber: string;
  /** ISA09 of the interchange that is answered. */
  readonly date: PlainDate;
  /** ISA10 of the interchange that is answered. */
  readonly time: string;
  /** TA104: `A` accepted, `E` accepted with errors, `R` rejected. */
  readonly code: 'A' | 'E' | 'R';
  /** TA105: `000` no error, `001` control numbers differ, `021` wrong number of groups, `023` premature end, ... */
  readonly noteCode: string;
}
