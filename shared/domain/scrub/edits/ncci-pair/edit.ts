import type { ClaimLine } from '#contracts/claim.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { Edition, ProcedurePairRow, ProcedurePairs } from '../../../code-sets/code-tables.ts';
import type { Edit, EditFinding, ScrubFacts } from '../../edit.ts';
import { notGiven } from '../../look-back.ts';
import { separationOf } from '../../pair-separation.ts';
import { isMedicaid } from '../../payer-kind.ts';
import { isBySameProvider } from '../../same-provider.ts';

/** A line of this claim or of another of the same day. */
type Billed = Pick<ClaimLine, 'lineNumber' | 'code' | 'modifiers' | 'serviceDate'> & {
  readonly claimId?: string;
};

export const ncciPair: Edit = {
  id: 'ncci-pair',
  title: 'Two codes are not paid together',
  snipType: 6,
  severity: 'blocking',
  fixer: 'coder',
  effectiveFrom: '1996-01-01' as PlainDate,
  source: 'NCCI procedure-to-procedure edits of CMS, practitioner table; its policy manual, chapter 1',
  check: (claim, facts) => {
    const { payer, history } = facts;
    if (payer === undefined) {
      return [];
    }
    const { lines } = claim;
    const asked = new Asked(facts);
    for (let first = 0; first < lines.length; first += 1) {
      const line = lines[first];
      for (let second = first + 1; second < lines.length; second += 1) {
        asked.compare(line, lines[second]);
      }
      for (const service of history.services) {
        if (
          service.serviceDate === line?.serviceDate &&
          service.payerId === payer.payerId &&
          isBySameProvider(claim, service)
        ) {
          asked.compare(line, service);
        }
      }
    }
    return history.isNotGiven === true && lines.length > 0
      ? [
          ...asked.answer(),
          notGiven('no service of another claim of the day that is not paid together with these'),
        ]
      : asked.answer();
  },
};

/** Gathers what the table says of the pairs of one claim. */
class Asked {
  private readonly facts: ScrubFacts;
  private readonly ownTable: boolean;
  private readonly findings: EditFinding[] = [];
  private unknownPairs = 0;
  private edition: (Edition & ProcedurePairs) | undefined;
  private editionDay: PlainDate | undefined;

  constructor(facts: ScrubFacts) {
    this.facts = facts;
    this.ownTable = isMedicaid(facts.payer);
  }

  compare(one: Billed | undefined, other: Billed | undefined): void {
    if (
      one === undefined ||
      other === undefined ||
      one.code === other.code ||
      one.serviceDate !== other.serviceDate
    ) {
      return;
    }
    const day = one.serviceDate;
    if (this.editionDay !== day) {
      this.editionDay = day;
      this.edition = this.ownTable ? undefined : this.facts.tables.practitionerPairs.inForceOn(day);
    }
    const { edition } = this;
    if (edition === undefined) {
      this.unknownPairs += 1;
      return;
    }
    const row = edition.find(one.code, other.code, day);
    if (row === undefined) {
      this.unknownPairs += edition.isWhole ? 0 : 1;
    } else if (row.column1 === one.code) {
      this.judge(row, one, other);
    } else {
      this.judge(row, other, one);
    }
  }

  private judge(row: ProcedurePairRow, column1: Billed, column2: Billed): void {
    if (row.indicator !== '9') {
      this.findings.push(judge(row, column1, column2, this.facts));
    }
  }

  answer(): readonly EditFinding[] {
    if (this.unknownPairs > 0) {
      this.findings.push({
        result: 'not-checked',
        where: 'claim',
        found: `${this.unknownPairs} ${this.unknownPairs === 1 ? 'pair' : 'pairs'} of codes that the loaded table does not have`,
        expected: 'pairs that are paid together',
        fix: this.ownTable
          ? "Compare with Medicaid's own NCCI table, which is not loaded."
          : 'Load the NCCI table of that quarter.',
      });
    }
    return this.findings;
  }
}

function judge(row: ProcedurePairRow, column1: Billed, column2: Billed, facts: ScrubFacts): EditFinding {
  const where = placeOf(column1, column2);
  const codes = [column1.code, column2.code];
  const pair = `${named(column1)} with ${named(column2)}`;
  const fail: EditFinding = {
    result: 'fail',
    where,
    codes,
    found: `${pair} on one day`,
    expected:
      row.indicator === '0'
        ? `${column1.code} alone; no modifier separates the two`
        : `${column1.code} alone, or a modifier that says why both were done`,
    fix: fixOf(row, column2),
  };
  if (row.indicator === '0') {
    return fail;
  }
  const [separation, modifier] = separationOf(column1, column2, facts);
  switch (separation) {
    case 'separate':
      return {
        result: 'bypassed',
        where,
        codes: [...codes, modifier],
        found: `${pair} and modifier ${modifier}`,
        expected: 'a modifier that the note supports',
        fix: 'Keep the documentation at hand.',
      };
    case 'perhaps':
      return {
        result: 'not-checked',
        where,
        codes: [...codes, modifier],
        found: `${pair} and modifier ${modifier} on ${column1.code}`,
        expected: `a modifier that this payer takes on ${column1.code}`,
        fix: `Put the modifier onto ${column2.code}, where every payer looks for it.`,
      };
    case 'unknown':
      return {
        result: 'not-checked',
        where,
        codes: [...codes, modifier],
        found: `${pair} and modifier ${modifier}, which the loaded table does not have`,
        expected: 'a modifier that says why both were done',
        fix: 'Load the modifiers of that year.',
      };
    case 'none':
      return fail;
  }
}

function fixOf({ indicator }: ProcedurePairRow, column2: Billed): string {
  const removal =
    column2.claimId === undefined
      ? `emove ${column2.code}.`
      : `emove ${column2.code} from claim ${column2.claimId}.`;
  return indicator === '0' ? `R${removal}` : `Add the modifier if the note supports it, or r${removal}`;
}

function placeOf(column1: Billed, column2: Billed): string {
  if (column1.claimId !== undefined) {
    return `line ${column2.lineNumber}`;
  }
  return column2.claimId === undefined
    ? `lines ${column1.lineNumber} and ${column2.lineNumber}`
    : `line ${column1.lineNumber}`;
}

function named({ code, claimId }: Billed): string {
  return claimId === undefined ? code : `${code} of claim ${claimId}`;
}
