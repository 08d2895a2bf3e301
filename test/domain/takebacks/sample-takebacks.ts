import { Instant, PlainDate } from '#contracts/dates.ts';
import { PayerId, RemittanceId } from '#contracts/identifiers.ts';
import type { Posting } from '#contracts/ledger.ts';
import { addDays } from '#domain/calendar/plain-date.ts';
import { postProviderAdjustments } from '#domain/remittance/post-provider-adjustments.ts';
import { samplePractice } from '../ledger/sample-claim.ts';
import { dollars } from '../remittance/sample-remittance.ts';

/** `WO -30 ICN1`: code, amount and reference of a provider adjustment. */
export interface Sketch {
  /** Day of the remittance, counted from 1. */
  readonly day: number;
  readonly says: readonly string[];
  readonly payee?: string;
  readonly payer?: string;
}

const firstDay = PlainDate.parse('2026-03-01');

export const dayNumber = (day: number): PlainDate => addDays(firstDay, day - 1);

/** The remittance of a day. */
export const remittanceOf = (day: number): RemittanceId =>
  RemittanceId.parse(`R${String(day).padStart(16, '0')}`);

/** What the provider adjustments of some remittances post. */
export function takebackPostings(...sketches: readonly Sketch[]): Posting[] {
  return sketches.flatMap(({ day, says, payee = '2000000010', payer = 'JUNIP' }) =>
    postProviderAdjustments(
      samplePractice().practiceId,
      { remittanceId: remittanceOf(day), traceNumber: `EFT${day}`, payerId: PayerId.parse(payer) },
      says.map((text) => {
        const [reasonCode = '', amount = '', ...reference] = text.split(' ');
        return {
          providerId: payee,
          fiscalPeriodEnd: PlainDate.parse('2026-12-31'),
          reasonCode,
          amountCents: dollars(amount),
          ...(reference.length === 0 ? {} : { reference: reference.join(' ') }),
        };
      }),
      { at: Instant.parse(`${dayNumber(day)}T15:00:00.000Z`), postingDate: dayNumber(day), by: 'test' },
    ).map(({ posting }) => posting),
  );
}
