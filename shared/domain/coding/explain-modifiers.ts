import type { BilledService } from '#contracts/billed-service.ts';
import type { Claim, ClaimLine } from '#contracts/claim.ts';
import type { ExplainedPair, ModifierChoice, ModifiersExplained } from '#contracts/coding.ts';
import type { Edition, CodeTables, ProcedurePairRow } from '../code-sets/code-tables.ts';
import { tablesOn } from '../code-sets/tables-of-day.ts';
import type { PatientHistory } from '../scrub/edit.ts';
import { separationOf, type Separation } from '../scrub/pair-separation.ts';
import { isMedicaid } from '../scrub/payer-kind.ts';
import { procedureKind } from '../scrub/procedure-kind.ts';
import { isBySameProvider } from '../scrub/same-provider.ts';
import type { ScrubbedPayer } from '../scrub/scrubbed-claim.ts';
import { modifierMeanings } from './modifier-meanings.ts';

const source = 'NCCI procedure-to-procedure edits of CMS, practitioner table; its policy manual, chapter 1';

/** What pairs are judged by. */
interface PairFacts {
  readonly payer: ScrubbedPayer | undefined;
  readonly tables: CodeTables;
  readonly history: PatientHistory;
}

/** A line of the draft, or a service of another claim of the day. */
type Paired = Pick<ClaimLine, 'lineNumber' | 'code' | 'modifiers' | 'serviceDate'> &
  Partial<Pick<BilledService, 'claimId'>>;

/**
 * Which services of one day, by one provider, NCCI bundles, and which modifiers might say that they were apart. What the
 * note must show for each is told; whether it does, only a person can say.
 */
export function explainModifiers(
  claim: Pick<Claim, 'lines' | 'renderingNpi' | 'billingNpi'>,
  facts: PairFacts,
): ModifiersExplained {
  const { payer, tables, history } = facts;
  if (payer === undefined) {
    return { ...nothing, notChecked: ['The patient pays: NCCI is for what payers are billed.'] };
  }
  if (isMedicaid(payer)) {
    return {
      ...nothing,
      notChecked: [`${payer.name} judges pairs by Medicaid's own NCCI table, which is not loaded.`],
    };
  }
  const pairs: ExplainedPair[] = [];
  const notChecked: string[] = [];
  const editions = new Set<string>();
  for (const [one, other] of pairsOf(claim, payer, history)) {
    const edition = tables.practitionerPairs.inForceOn(one.serviceDate);
    if (edition !== undefined) {
      editions.add(edition.edition);
    }
    const row = edition?.find(one.code, other.code, one.serviceDate);
    if (row !== undefined) {
      pairs.push(
        row.column1 === one.code ? explain(row, one, other, facts) : explain(row, other, one, facts),
      );
    } else if (edition?.isWhole !== true) {
      notChecked.push(notThere(one, other, edition));
    }
  }
  const edition = [...editions].join(', ');
  return { ...nothing, pairs, notChecked, ...(edition === '' ? {} : { edition }) };
}

const nothing: ModifiersExplained = { outcome: 'explained', pairs: [], notChecked: [], source };

/** Every two services that one provider did on one day, at least one of them in the draft. */
function pairsOf(
  claim: Pick<Claim, 'lines' | 'renderingNpi' | 'billingNpi'>,
  payer: Pick<ScrubbedPayer, 'payerId'>,
  { services }: PatientHistory,
): readonly (readonly [Paired, Paired])[] {
  const others = services.filter(
    (service) => service.payerId === payer.payerId && isBySameProvider(claim, service),
  );
  return claim.lines.flatMap((line, index) =>
    [...claim.lines.slice(index + 1), ...others]
      .filter(({ code, serviceDate }) => code !== line.code && serviceDate === line.serviceDate)
      .map((other) => [line, other] as const),
  );
}

function notThere(one: Paired, other: Paired, edition: Edition | undefined): string {
  return `${one.code} with ${other.code}: ${
    edition === undefined
      ? 'no NCCI table of that quarter is loaded.'
      : `the loaded part of the NCCI table (${edition.edition}) does not have the pair, which says nothing.`
  }`;
}

const results: Readonly<Record<Separation, ExplainedPair['result']>> = {
  none: 'bundled',
  unknown: 'perhaps',
  perhaps: 'perhaps',
  separate: 'separated',
};

function explain(row: ProcedurePairRow, column1: Paired, column2: Paired, facts: PairFacts): ExplainedPair {
  const [one, two] = [nameOf(column1), nameOf(column2)];
  const otherClaimId = column1.claimId ?? column2.claimId;
  const base = {
    lines: [column1, column2]
      .flatMap(({ claimId, lineNumber }) => (claimId === undefined ? [lineNumber] : []))
      .toSorted((a, b) => a - b),
    ...(otherClaimId === undefined ? {} : { otherClaimId }),
    column1: column1.code,
    column2: column2.code,
    indicator: row.indicator,
  };
  switch (row.indicator) {
    case '9':
      return {
        ...base,
        result: 'no-edit',
        words: [`The edit between ${one} and ${two} was taken back from its beginning: it binds nobody.`],
        choices: [],
      };
    case '0':
      return {
        ...base,
        result: 'bundled',
        words: [
          `${two} is part of ${one} when one provider does both on one day (indicator 0).`,
          'No modifier separates the two, whatever the note shows.',
          `Code ${one} alone, unless the note shows that ${one} was not done.`,
        ],
        choices: [],
      };
    case '1': {
      const [separation, modifier] = separationOf(column1, column2, facts);
      return {
        ...base,
        result: results[separation],
        words: [
          `${two} is part of ${one} when one provider does both on one day (indicator 1).`,
          ...separatedWords(separation, modifier, column1.code, column2.code),
          separation === 'none'
            ? `A modifier is right only where the note shows that the two were apart; otherwise ${one} stands alone.`
            : 'Look in the note for what the modifier says; without it the modifier does not stand.',
        ],
        choices: choicesOf(column1, column2, facts),
      };
    }
  }
}

function separatedWords(
  separation: Separation,
  modifier: string,
  column1: string,
  column2: string,
): readonly string[] {
  switch (separation) {
    case 'none':
      return [];
    case 'separate':
      return [`Modifier ${modifier} says that they were apart.`];
    case 'perhaps':
      return [`Modifier ${modifier} is on ${column1}; every payer looks for it on ${column2}.`];
    case 'unknown':
      return [`Modifier ${modifier} is in no table that is loaded, so what it says is not known here.`];
  }
}

function nameOf({ code, claimId }: Paired): string {
  return claimId === undefined ? code : `${code} of claim ${claimId}`;
}

/** The modifiers that NCCI takes on the service that is bundled, by what kinds of services the two are. */
function choicesOf(column1: Paired, column2: Paired, { tables }: PairFacts): ModifierChoice[] {
  const day = column2.serviceDate;
  const kind = procedureKind(column2.code);
  const fee = tablesOn(tables, day).procedure(column1.code).fee;
  const globalDays = typeof fee === 'string' ? undefined : fee.globalDays;
  const isSurgery = procedureKind(column1.code) === 'surgery';
  const edition = tables.modifiers.inForceOn(day);
  return modifierMeanings.flatMap(({ modifier, of, beside, documentation }) => {
    const row = edition?.find(modifier);
    const fits =
      of.includes(kind) &&
      (beside === undefined ||
        (isSurgery && (beside === 'any-surgery' || globalDays === undefined || globalDays === '090')));
    return fits && row?.bypassesPairs === true
      ? [
          {
            modifier,
            label: row.label,
            on: column2.code,
            documentation,
            isOnLine: column2.modifiers.includes(modifier),
          },
        ]
      : [];
  });
}
