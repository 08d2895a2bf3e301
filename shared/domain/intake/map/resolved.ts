import type { Unmapped } from '#contracts/task.ts';
import type { Finding } from '../describe-issue.ts';

/** What is wrong with one value; the reader knows in which field of which record it stands. */
export type ValueProblem = Omit<Finding, 'field'>;

/** A value in our own words, or why there is none. */
export type Resolved<Value> =
  | {
      readonly value: Value;
      /** A code of the notes, when something was done that the sender should know. */
      readonly note?: string;
      readonly problem?: never;
    }
  | {
      readonly value?: never;
      readonly problem: ValueProblem;
    };

/** What a problem says where nothing tells the place: that somebody could say what is usual of the source. */
export function usualPlaceUnmapped(sourceSystem: string): { readonly unmapped: Unmapped } {
  return { unmapped: { kind: 'usual-place', alias: 'visits without a place', sourceSystem } };
}

/** A run of digits that may be a date of birth, a member id or a telephone number. */
const longNumber = /\d{6}/;
/** Codes of the kind that stand beside a person's name and birth date, where a field that slipped may put those. */
const personCodes: Partial<Record<Unmapped['kind'], RegExp>> = {
  sex: /^(?:[A-Z0-9]{1,2}|male|female|other|unknown|undifferentiated|intersex|non-?binary|transgender|ambiguous|not applicable|declined)$/i,
  relationship:
    /^(?:[A-Z0-9]{1,3}|self|spouse|husband|wife|partner|life partner|domestic partner|child|son|daughter|stepchild|foster child|ward|parent|mother|father|guardian|grandparent|grandchild|sibling|brother|sister|dependent|employee|insured|subscriber|policyholder|other|unknown)$/i,
};
/** Kinds whose names may well be numbers: a provider's NPI, a payer's id. */
const numbered: ReadonlySet<Unmapped['kind']> = new Set(['provider', 'payer', 'location']);

/** Whether the text may be something of a person that slipped into the field: nobody is asked what that means. */
function mayBeOfPerson(kind: Unmapped['kind'], text: string): boolean {
  const codes = personCodes[kind];
  return codes === undefined ? !numbered.has(kind) && longNumber.test(text) : !codes.test(text);
}

/** What a problem says of a name that is to be mapped; nothing where the source wrote none, or where it may be a person's. */
export function ifNamed({
  kind,
  alias,
  sourceSystem,
}: {
  readonly kind: Unmapped['kind'];
  readonly alias: string;
  readonly sourceSystem?: string | undefined;
}): Pick<Finding, 'unmapped'> {
  const text = alias.trim();
  return text === '' || mayBeOfPerson(kind, text)
    ? {}
    : { unmapped: { kind, alias: text, ...(sourceSystem === undefined ? {} : { sourceSystem }) } };
}
