import type { Claim } from '#contracts/claim.ts';
import type { AuditReason, CodingAudit } from '#contracts/coding-audit.ts';
import type { CodingSettings } from '#contracts/coding-settings.ts';
import { sha256Text } from '../../identity/content-hash.ts';
import { accuracyMillisOf, judgedAudits } from './measure-accuracy.ts';

export type AuditSettings = NonNullable<CodingSettings['audit']>;

/** What is known of a coder: the latest audits of the person's coding that were closed. */
interface Facts {
  readonly claim: Claim;
  readonly settings: AuditSettings;
  readonly audits: readonly CodingAudit[];
}

interface Risk {
  /** Of a hundred claims that have it, as many are drawn where the practice says nothing else. */
  readonly percent: number;
  readonly applies: (facts: Facts) => boolean;
}

/** The highest level of each family of visits. */
const highestLevels = new Set([
  '99205',
  '99215',
  '99223',
  '99233',
  '99245',
  '99255',
  '99285',
  '99306',
  '99310',
  '99345',
  '99350',
]);
const separateServices = ['59', 'XE', 'XP', 'XS', 'XU'];

const hasModifier = ({ lines }: Claim, modifiers: readonly string[]): boolean =>
  lines.some((line) => line.modifiers.some((modifier) => modifiers.includes(modifier)));

/** What makes an error likely, or costly. Source: domain rules 2.3. */
const risks: Readonly<Record<Exclude<AuditReason, 'random' | 'below-threshold'>, Risk>> = {
  'new-coder': {
    percent: 50,
    applies: ({ audits, settings }) => judgedAudits(audits).length < settings.fewestAudits,
  },
  'high-visit-level': {
    percent: 20,
    applies: ({ claim }) => claim.lines.some(({ code }) => highestLevels.has(code)),
  },
  'modifier-25': { percent: 10, applies: ({ claim }) => hasModifier(claim, ['25']) },
  'modifier-59': { percent: 20, applies: ({ claim }) => hasModifier(claim, separateServices) },
  'high-charge': {
    percent: 20,
    applies: ({ claim, settings }) => claim.totalChargeCents >= settings.highChargeCents,
  },
  'changed-after-denial': { percent: 50, applies: ({ claim }) => (claim.rounds['denial'] ?? 0) > 0 },
  'watched-payer': {
    percent: 100,
    applies: ({ claim, settings }) =>
      claim.coverages.some(({ payerId }) => settings.watchedPayerIds.includes(payerId)),
  },
};

/**
 * Why a claim's coding is audited, nothing where it is not. The same claim is always drawn or never, whoever asks and
 * however often: chance is a hash of the practice's seed and the claim.
 */
export function drawAudit(facts: Facts): AuditReason[] {
  const { claim, settings } = facts;
  const isDrawn = (reason: AuditReason, percent: number): boolean =>
    chanceOf(`${settings.seed}#${claim.claimId}#${reason}`) < percent * 100;
  const byRisk = (Object.keys(risks) as (keyof typeof risks)[]).filter((reason) => {
    const own = settings.risks.find(({ risk }) => risk === reason);
    return risks[reason].applies(facts) && isDrawn(reason, own?.percent ?? risks[reason].percent);
  });
  return [...(isDrawn('random', settings.randomPercent) ? (['random'] as const) : []), ...byRisk];
}

/** 0 to 9,999, every one as likely as the others. */
function chanceOf(text: string): number {
  return Number.parseInt(sha256Text(text).slice(0, 12), 16) % 10_000;
}

/**
 * Whether all that a coder codes is audited before it is billed: too much of what was audited last was wrong. It ends
 * when enough of what is audited then is right.
 * @param audits the coder's latest closed audits.
 */
export function isBelowThreshold(
  audits: readonly CodingAudit[],
  { thresholdPercent, fewestAudits }: AuditSettings,
): boolean {
  const judged = judgedAudits(audits)
    .toSorted((one, other) => (one.closed.at < other.closed.at ? 1 : -1))
    .slice(0, fewestAudits);
  return (
    judged.length >= fewestAudits &&
    accuracyMillisOf(judged.flatMap(({ closed }) => closed.accuracy)) < thresholdPercent * 1000
  );
}
