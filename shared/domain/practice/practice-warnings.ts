import type { Practice } from '#contracts/practice.ts';
import { addDays } from '../calendar/plain-date.ts';
import { codeList } from '../code-sets/code-tables.ts';
import { seedProcedures } from '../code-sets/seed-procedures.ts';
import type { PracticeFault } from './practice-fault.ts';

interface Span {
  readonly effectiveFrom?: Practice['payers'][number]['contracts'][number]['effectiveFrom'] | undefined;
  readonly effectiveTo?: Practice['payers'][number]['contracts'][number]['effectiveFrom'] | undefined;
}

type Path = PracticeFault['path'];

/**
 * What a document may say and probably does not mean. None of it keeps the document from being imported.
 * @param document as it was written, to know what was left out
 */
export function practiceWarnings(practice: Practice, document: unknown): PracticeFault[] {
  return [
    ...timeZoneWarning(document),
    ...payerWarnings(practice),
    ...enrollmentWarnings(practice),
    ...priceWarnings(practice),
    ...mappingWarnings(practice),
    ...sourceWarnings(practice),
  ];
}

function timeZoneWarning(document: unknown): PracticeFault[] {
  return typeof document === 'object' && document !== null && 'timeZone' in document
    ? []
    : [
        {
          path: [],
          found: 'no timeZone',
          expected: 'the zone by which the practice counts its days',
          howToFix: 'Add it; without it America/New_York is taken.',
        },
      ];
}

function payerWarnings({ payers }: Practice): PracticeFault[] {
  return payers.flatMap(({ contract, contracts, filingLimits }, index) => {
    const path = ['payers', index] as const;
    const warnings = overlaps(contracts, [...path, 'contracts']);
    if (contract.length === 0 && contracts.length === 0) {
      warnings.push({
        path,
        found: 'no contract',
        expected: 'what the payer allows',
        howToFix: 'Without it, underpayments by this payer are not seen.',
      });
    }
    const ordered = contracts.toSorted((one, other) => (one.effectiveFrom < other.effectiveFrom ? -1 : 1));
    ordered.forEach(({ effectiveFrom, contractId }, position) => {
      const before = position === 0 ? undefined : ordered[position - 1]?.effectiveTo;
      if (before !== undefined && addDays(before, 1) < effectiveFrom) {
        warnings.push({
          path: [...path, 'contracts'],
          found: `no contract from ${addDays(before, 1)} until ${contractId} starts on ${effectiveFrom}`,
          expected: 'contracts without a gap',
          howToFix: 'Correct the dates, if the payer had a contract then.',
        });
      }
    });
    for (const kind of new Set(filingLimits.map(({ claimKind }) => claimKind))) {
      const ofKind = filingLimits.filter(({ claimKind }) => claimKind === kind);
      warnings.push(...overlaps(ofKind, [...path, 'filingLimits']));
    }
    return warnings;
  });
}

function enrollmentWarnings({ providers }: Practice): PracticeFault[] {
  return providers.flatMap(({ npi, enrollments }, index) =>
    [...new Set(enrollments.map(({ payerId }) => payerId))].flatMap((payerId) => {
      const spans = enrollments.filter((enrollment) => enrollment.payerId === payerId);
      const path: Path = ['providers', index, 'enrollments'];
      const last = spans
        .toSorted((one, other) => ((one.effectiveFrom ?? '') < (other.effectiveFrom ?? '') ? -1 : 1))
        .at(-1);
      const isOpen = last?.status === 'enrolled' && last.effectiveTo === undefined;
      return [
        ...overlaps(spans, path),
        ...(isOpen || last === undefined
          ? []
          : [
              {
                path,
                found: `${npi} at ${payerId}: ${last.status}${last.effectiveTo === undefined ? '' : ` until ${last.effectiveTo}`}`,
                expected: 'an enrollment that goes on',
                howToFix: 'The payer will not pay for later visits; enroll the provider again.',
              },
            ]),
      ];
    }),
  );
}

function priceWarnings({ feeSchedules, payers }: Practice): PracticeFault[] {
  const tables: [path: Path, rows: readonly (Span & { code: string; modifier?: string | undefined })[]][] = [
    ...feeSchedules.map(({ rows }, index): [Path, typeof rows] => [['feeSchedules', index, 'rows'], rows]),
    ...payers.flatMap(({ contract, contracts }, index): [Path, typeof contract][] => [
      [['payers', index, 'contract'], contract],
      ...contracts.flatMap(({ basis }, position): [Path, typeof contract][] =>
        basis.kind === 'fee-schedule'
          ? [[['payers', index, 'contracts', position, 'basis', 'rows'], basis.rows]]
          : [],
      ),
    ]),
  ];
  return tables.flatMap(([path, rows]) => {
    const byCode = new Map<string, (Span & { code: string })[]>();
    for (const row of rows) {
      const key = `${row.code} ${row.modifier ?? ''}`.trim();
      const same = byCode.get(key);
      if (same === undefined) {
        byCode.set(key, [row]);
      } else {
        same.push(row);
      }
    }
    return [...byCode].flatMap(([key, same]) =>
      overlaps(same, path).map((fault) => ({ ...fault, found: `${key}: ${fault.found}` })),
    );
  });
}

/** An end after the next start: one of the two dates is wrong. A row without end ends where the next starts. */
function overlaps(spans: readonly Span[], path: Path): PracticeFault[] {
  const ordered = spans.toSorted((one, other) =>
    (one.effectiveFrom ?? '') < (other.effectiveFrom ?? '') ? -1 : 1,
  );
  return ordered.flatMap(({ effectiveFrom }, position): PracticeFault[] => {
    const before = position === 0 ? undefined : ordered[position - 1]?.effectiveTo;
    return before !== undefined && effectiveFrom !== undefined && before >= effectiveFrom
      ? [
          {
            path,
            found: `one ends on ${before}, the next starts on ${effectiveFrom}`,
            expected: 'spans that do not overlap',
            howToFix: 'Correct one of the dates; until then the one that starts later counts.',
          },
        ]
      : [];
  });
}

const procedures = codeList(seedProcedures);

function mappingWarnings({ codeMappings }: Practice): PracticeFault[] {
  return codeMappings.flatMap(({ kind, to, effectiveTo }, index): PracticeFault[] => {
    const retired = kind === 'procedure' ? procedures.find(to)?.to : undefined;
    return retired === undefined || (effectiveTo !== undefined && effectiveTo <= retired)
      ? []
      : [
          {
            path: ['codeMappings', index],
            found: `a mapping to ${to}, which ended on ${retired}`,
            expected: `an effectiveTo of ${retired}, or a code that is in force`,
            howToFix: 'End the mapping, and add one to the code that came after.',
          },
        ];
  });
}

/** A system that is named somewhere and not among the sources: a name misspelt maps nothing, in silence. */
function sourceWarnings(practice: Practice): PracticeFault[] {
  const known = new Set(practice.intake.sources.map(({ sourceSystem }) => sourceSystem));
  const named: [path: Path, sourceSystem: string | undefined][] = [
    ...(['providers', 'locations', 'payers'] as const).flatMap((list) =>
      practice[list].flatMap(({ aliases }, index) =>
        aliases.map(({ sourceSystem }, position): [Path, string | undefined] => [
          [list, index, 'aliases', position, 'sourceSystem'],
          sourceSystem,
        ]),
      ),
    ),
    ...practice.codeMappings.map(({ sourceSystem }, index): [Path, string | undefined] => [
      ['codeMappings', index, 'sourceSystem'],
      sourceSystem,
    ]),
  ];
  return named.flatMap(([path, sourceSystem]) =>
    sourceSystem === undefined || known.has(sourceSystem)
      ? []
      : [
          {
            path,
            found: sourceSystem,
            expected: 'the sourceSystem of one of intake.sources',
            howToFix: 'Add the system there, or correct its name.',
          },
        ],
  );
}
