import {
  auditedKinds,
  type AuditedKind,
  type CoderAccuracy,
  type Coding,
  type CodingAudit,
  type CodingDifference,
  type DifferenceJudgement,
  type KindAccuracy,
} from '#contracts/coding-audit.ts';
import { cents, sumCents, zeroCents } from '../../money/cents.ts';
import { isVisitLevel } from './compare-codings.ts';

/**
 * How right a coding was, by kind: of the codes that were coded or should have been, how many were wrong or missing.
 * A difference counts as an error where the auditor is right.
 */
export function accuracyOf(
  coding: Coding,
  differences: readonly CodingDifference[],
  judgements: readonly DifferenceJudgement[],
): KindAccuracy[] {
  const { diagnoses, lines } = coding;
  const visits = lines.filter(({ code }) => isVisitLevel(code)).length;
  const coded: Readonly<Record<AuditedKind, number>> = {
    diagnosis: diagnoses.length,
    procedure: lines.length - visits,
    'visit-level': visits,
    modifier: lines.reduce((sum, { modifiers }) => sum + modifiers.length, 0),
    units: lines.length,
    pointer: lines.length,
  };
  const wrong = judgements.flatMap(({ difference, judgement, kind }) => {
    const judged = differences.find(({ number }) => number === difference);
    return judgement === 'auditor-right' && judged !== undefined
      ? [{ kind: kind ?? judged.kind, isMissing: judged.coder === undefined }]
      : [];
  });
  return auditedKinds.map((kind) => {
    const errors = wrong.filter((error) => error.kind === kind);
    const missing = errors.filter(({ isMissing }) => isMissing).length;
    // A kind that the auditor named otherwise may have more errors than codes.
    return { kind, total: Math.max(coded[kind] + missing, errors.length), errors: errors.length };
  });
}

/** Kinds that are codes; units and pointers say something of a code, and are told beside them. */
const codes: ReadonlySet<AuditedKind> = new Set(['diagnosis', 'procedure', 'visit-level', 'modifier']);

/** Right codes of a hundred thousand: 95000 is 95%. All of them where there was nothing to code. */
export function accuracyMillisOf(kinds: readonly KindAccuracy[]): number {
  const counted = kinds.filter(({ kind }) => codes.has(kind));
  const total = counted.reduce((sum, kind) => sum + kind.total, 0);
  const errors = counted.reduce((sum, kind) => sum + kind.errors, 0);
  return total === 0 ? 100_000 : Math.floor(((total - errors) * 100_000) / total);
}

/** Adds the counts of several audits, kind by kind. */
function totals(all: readonly (readonly KindAccuracy[])[]): KindAccuracy[] {
  return auditedKinds.map((kind) => {
    const ofKind = all.flat().filter((one) => one.kind === kind);
    return {
      kind,
      total: ofKind.reduce((sum, { total }) => sum + total, 0),
      errors: ofKind.reduce((sum, { errors }) => sum + errors, 0),
    };
  });
}

/** Audits that were closed by a judgement; one that was released says nothing of the coder. */
export function judgedAudits(
  audits: readonly CodingAudit[],
): readonly (CodingAudit & { readonly closed: NonNullable<CodingAudit['closed']> })[] {
  return audits.flatMap((audit) =>
    audit.closed === undefined || audit.closed.outcome === 'released'
      ? []
      : [{ ...audit, closed: audit.closed }],
  );
}

/** How right each coder was, the least right first. */
export function coderAccuracies(audits: readonly CodingAudit[]): CoderAccuracy[] {
  return [...Map.groupBy(judgedAudits(audits), ({ coder }) => coder)]
    .map(([coder, own]): CoderAccuracy => {
      const kinds = totals(own.map(({ closed }) => closed.accuracy));
      const effects = own.map(({ closed: { effect } }) =>
        effect === undefined ? zeroCents : cents(effect.codedCents - effect.rightCents),
      );
      return {
        coder,
        audits: own.length,
        accuracyMillis: accuracyMillisOf(kinds),
        kinds,
        overCodedCents: sumCents(effects, (effect) => cents(Math.max(0, effect))),
        underCodedCents: sumCents(effects, (effect) => cents(Math.max(0, 0 - effect))),
      };
    })
    .toSorted(
      (one, other) => one.accuracyMillis - other.accuracyMillis || (one.coder < other.coder ? -1 : 1),
    );
}
