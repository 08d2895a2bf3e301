import type { Instant, PlainDate } from '#contracts/dates.ts';
import type { Practice } from '#contracts/practice.ts';
import type { DimensionName, DimensionRow } from '#contracts/warehouse/tables.ts';
import { categoryOf, codeSetOf } from './code-category.ts';
import { foldObservations, type Observation } from './observations.ts';

/** An edition of a practice's master data, with when it was saved. */
export interface EditionInForce {
  readonly practice: Practice;
  readonly at: Instant;
}

type DimensionRows = { readonly [Name in DimensionName]: readonly DimensionRow<Name>[] };

/** Every dimension of a practice, from its editions and from what its charges said of patients and codes. */
export function dimensionRows(
  editions: readonly EditionInForce[],
  observations: readonly Observation[],
  asOf: PlainDate,
): DimensionRows {
  const byAge = editions.toSorted((one, other) => one.practice.edition - other.practice.edition);
  const folded = foldObservations(observations);
  const patients = folded.flatMap((one) => (one.of === 'patient' ? [one] : []));
  const yearsOf = yearsShown(patients, asOf);
  return {
    dim_practice: spansOf(byAge, ({ edition, name, timeZone }) => [
      { key: '', row: { edition, name, time_zone: timeZone } },
    ]),
    dim_provider: spansOf(byAge, ({ providers }) =>
      providers.map(({ npi, lastName, firstName, taxonomy }) => ({
        key: npi,
        row: { npi, last_name: lastName, first_name: firstName, taxonomy },
      })),
    ),
    dim_payer: spansOf(byAge, ({ payers }) =>
      payers.map(({ payerId, name, claimFilingIndicator }) => ({
        key: payerId,
        row: { payer_id: payerId, name, payer_group: groupOf(claimFilingIndicator) },
      })),
    ),
    dim_plan: spansOf(byAge, ({ payers }) =>
      payers.flatMap(({ payerId, contracts, contract }): { key: string; row: Plan }[] => [
        ...contracts.map(({ contractId, effectiveFrom, effectiveTo }) => ({
          key: `${payerId} ${contractId}`,
          row: {
            payer_id: payerId,
            contract: contractId,
            effective_from: effectiveFrom,
            effective_to: effectiveTo ?? null,
          },
        })),
        ...(contract.length === 0
          ? []
          : [
              {
                key: `${payerId} `,
                row: { payer_id: payerId, contract: 'contract', effective_from: null, effective_to: null },
              },
            ]),
      ]),
    ),
    dim_code: spansOfObserved(
      folded.flatMap((one) => (one.of === 'code' ? [one] : [])),
      ({ key }) => ({ code: key, code_set: codeSetOf(key), category: categoryOf(key) }),
    ),
    dim_patient: spansOfObserved(patients, ({ key, said }) => ({
      patient_key: key,
      birth_year: yearsOf.get(key) ?? null,
      sex: said.sex,
      state: said.state,
    })),
    dim_patient_identified: spansOfObserved(patients, ({ key, said }) => ({
      patient_key: key,
      last_name: said.lastName,
      first_name: said.firstName,
      birth_date: said.birthDate as PlainDate,
      member_id: said.memberId,
    })),
  };
}

const groups: Readonly<Record<Practice['payers'][number]['claimFilingIndicator'], string>> = {
  MB: 'medicare',
  MC: 'medicaid',
  CI: 'commercial',
  BL: 'commercial',
  HM: 'commercial',
  '12': 'commercial',
  ZZ: 'other',
};

function groupOf(indicator: keyof typeof groups): string {
  return groups[indicator];
}

/** Years of birth that do not tell that somebody is ninety or older by then (45 CFR 164.514(b)). */
function yearsShown(
  patients: readonly Extract<Observation, { of: 'patient' }>[],
  asOf: PlainDate,
): Map<string, number> {
  const last = Number(asOf.slice(0, 4));
  return new Map(
    patients.flatMap(({ key, said }): [string, number][] => {
      const year = Number(said.birthDate.slice(0, 4));
      return last - year < 90 ? [[key, year]] : [];
    }),
  );
}

type Plan = Omit<DimensionRow<'dim_plan'>, keyof Span>;

interface Span {
  readonly valid_from: Instant;
  readonly valid_until: Instant | null;
}

/** A row for each thing of each edition, from the edition that first says so until the one that says something else. */
function spansOf<Row extends object>(
  editions: readonly EditionInForce[],
  read: (practice: Practice) => readonly { readonly key: string; readonly row: Row }[],
): (Row & Span)[] {
  const rows: (Row & Span)[] = [];
  const open = new Map<string, { readonly row: Row; readonly from: Instant }>();
  const close = (key: string, until: Instant | null) => {
    const found = open.get(key);
    if (found !== undefined) {
      rows.push({ valid_from: found.from, valid_until: until, ...found.row });
      open.delete(key);
    }
  };
  for (const { practice, at } of editions) {
    const said = new Map(read(practice).map(({ key, row }) => [key, row]));
    for (const [key, { row }] of open) {
      if (JSON.stringify(said.get(key)) !== JSON.stringify(row)) {
        close(key, at);
      }
    }
    for (const [key, row] of said) {
      if (!open.has(key)) {
        open.set(key, { row, from: at });
      }
    }
  }
  for (const key of open.keys()) {
    close(key, null);
  }
  return rows;
}

function spansOfObserved<One extends Observation, Row extends object>(
  observed: readonly One[],
  read: (one: One) => Row,
): (Row & Span)[] {
  return [...Map.groupBy(observed, ({ key }) => key).values()].flatMap((ofKey) => {
    const changes = ofKey
      .map((one) => ({ at: one.at, row: read(one) }))
      .filter(
        ({ row }, index, all) => index === 0 || JSON.stringify(all[index - 1]?.row) !== JSON.stringify(row),
      );
    return changes.map(({ at, row }, index) => ({
      valid_from: at,
      valid_until: changes[index + 1]?.at ?? null,
      ...row,
    }));
  });
}
