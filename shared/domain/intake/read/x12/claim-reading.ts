import type { PlainDate } from '#contracts/dates.ts';
import type { Practice } from '#contracts/practice.ts';
import type { Claim837P } from '#domain/x12/guides/005010X222A1-837P/model.ts';
import type { Finding } from '../../describe-issue.ts';
import type { Resolved, ValueProblem } from '../../map/resolved.ts';
import type { FirstDecision } from '../intake-record.ts';

/** A claim being read: what is wrong with it and what its sender should know are collected on the way. */
export class ClaimReading {
  readonly claim: Claim837P;
  readonly practice: Practice;
  readonly sourceSystem: string;
  /** First day of service; mappings and ages count on it. */
  readonly on: PlainDate | undefined;
  readonly problems: Finding[] = [];
  readonly notes = new Set<string>();
  /** What the first payer has decided, where the claim is taken over for the second. */
  decided: FirstDecision | undefined;
  /** Loops and segments of the file that an encounter has no place for. */
  readonly notCarried = new Set<string>();

  constructor(claim: Claim837P, practice: Practice, sourceSystem: string) {
    this.claim = claim;
    this.practice = practice;
    this.sourceSystem = sourceSystem;
    this.on = claim.lines
      .map(({ serviceDates }) => serviceDates.from)
      .toSorted()
      .at(0);
  }

  /** @param field loop, segment and element, as the file has them: `2010BA NM1^9`. */
  object(field: string, problem: ValueProblem): void {
    this.problems.push({ field, ...problem });
  }

  missing(field: string, expected: string, howToFix = 'Fill it in and send the claim again.'): void {
    this.object(field, { code: 'field-missing', found: 'nothing', expected, howToFix });
  }

  /** The value, or undefined after its problem was told. */
  take<Value>(field: string, resolved: Resolved<Value>): Value | undefined {
    if (resolved.problem !== undefined) {
      this.object(field, resolved.problem);
      return undefined;
    }
    if (resolved.note !== undefined) {
      this.notes.add(resolved.note);
    }
    return resolved.value;
  }

  /** The notes of the record; what is not carried is named behind its code. */
  allNotes(): readonly string[] {
    const lost = [...this.notCarried].toSorted();
    return [...this.notes, ...(lost.length === 0 ? [] : [`not-carried: ${lost.join(', ')}`])].toSorted();
  }
}

/** An object without its members that are undefined. */
export function known(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
