import type { PlainDate } from '#contracts/dates.ts';
import { relationshipFor } from '../../map/relationship.ts';
import { resolvePayer } from '../../map/resolve-payer.ts';
import { fieldIn, known, numbered, type CsvRow } from './csv-row.ts';
import { readPerson } from './read-person.ts';

const orders = ['primary', 'secondary', 'tertiary'] as const;
const prefixes = numbered('coverages', orders.length);

/**
 * The coverages of a row, in the order of their columns. A row whose columns of insurance are empty is a patient who
 * pays, unless the mapping says otherwise; a mapping without such columns cannot say it.
 */
export function readCoverages(row: CsvRow, on: PlainDate | undefined): unknown[] | undefined {
  const given = orders.flatMap((order, index) => {
    const prefix = prefixes[index] ?? '';
    const isGiven = ['payerId', 'payerName', 'memberId'].some(
      (field) => row.text(fieldIn(prefix, field)) !== '',
    );
    return isGiven ? [{ order, prefix }] : [];
  });
  if (given.length > 0) {
    // A gap between them closes: what counts is the order.
    return given.map(({ prefix }, index) => readCoverage(row, prefix, orders[index] ?? 'tertiary', on));
  }
  const isMapped = ['payerId', 'payerName', 'memberId'].some((field) =>
    row.has(fieldIn('coverages[1]', field)),
  );
  if (!isMapped || row.setting.compiled.mapping.noInsuranceMeans === 'refuse') {
    row.missing('coverages[1].payerId', 'the payer, and the member id');
    return undefined;
  }
  return [];
}

function readCoverage(
  row: CsvRow,
  prefix: string,
  order: string,
  on: PlainDate | undefined,
): Record<string, unknown> | undefined {
  const { practice, sourceSystem } = row.setting;
  const id = row.text(fieldIn(prefix, 'payerId'));
  const name = row.optional(fieldIn(prefix, 'payerName'));
  const hasSubscriber = ['name', 'lastName'].some(
    (field) => row.text(fieldIn(fieldIn(prefix, 'subscriber'), field)) !== '',
  );
  const said = row.text(fieldIn(prefix, 'relationship'));
  const relationship =
    said === '' && !hasSubscriber
      ? 'self'
      : row.take(
          fieldIn(prefix, 'relationship'),
          relationshipFor(practice, { sourceSystem, text: said, on }),
        );
  return known({
    order,
    payerId: row.take(
      row.has(fieldIn(prefix, 'payerId')) ? fieldIn(prefix, 'payerId') : fieldIn(prefix, 'payerName'),
      resolvePayer(practice, sourceSystem, { ids: [id], name }),
    ),
    memberId: row
      .required(fieldIn(prefix, 'memberId'), 'the member id as printed on the card')
      ?.replaceAll(' ', ''),
    groupNumber: row.optional(fieldIn(prefix, 'groupNumber')),
    relationship,
    // Exports repeat the patient as subscriber; that is what `self` says already.
    subscriber:
      relationship === undefined || relationship === 'self' || !hasSubscriber
        ? undefined
        : readPerson(row, fieldIn(prefix, 'subscriber')),
  });
}
