import type { Claim } from '#contracts/claim.ts';
import { CodingQuery, type CodingAnswer } from '#contracts/coding.ts';
import type { Practice } from '#contracts/practice.ts';
import { problemsOf, type QueryRefused } from '#contracts/queries.ts';
import type { StaffAuthority } from '#contracts/staff-member.ts';
import { blindFor } from '#domain/coding/audit/blind-claim.ts';
import { ageInYears, dateOf } from '#domain/calendar/plain-date.ts';
import { codingTexts } from '#domain/coding/coding-texts.ts';
import { codingView, servicesShown } from '#domain/coding/coding-view.ts';
import { draftClaim, type CodingDraft } from '#domain/coding/draft-claim.ts';
import { explainModifiers } from '#domain/coding/explain-modifiers.ts';
import { newOrEstablished } from '#domain/coding/new-or-established.ts';
import { levelVisit } from '#domain/coding/visit-level/level-visit.ts';
import { payerOf, primaryCoverage } from '#domain/eligibility/primary-coverage.ts';
import type { PatientHistory as KnownHistory } from '#domain/scrub/edit.ts';
import { isMedicare } from '#domain/scrub/payer-kind.ts';
import { scrubClaim } from '#domain/scrub/scrub-claim.ts';
import type { ClaimStore } from '#ports/claim-store.ts';
import type { Clock } from '#ports/clock.ts';
import type { CodeSuggester } from '#ports/code-suggester.ts';
import { historyOf, type PatientHistory } from '#ports/patient-history.ts';
import type { PatientRegister } from '#ports/patient-register.ts';
import { loadPractice, type PracticeStore } from '#ports/practice-store.ts';
import type { TablesInForce } from '#ports/tables-in-force.ts';

export interface AssistCodingWorld {
  readonly clock: Clock;
  readonly claims: Pick<ClaimStore, 'load'>;
  readonly practices: Pick<PracticeStore, 'load'>;
  readonly history: PatientHistory;
  readonly patients: Pick<PatientRegister, 'patientKeysOfSamePerson'>;
  readonly tables: TablesInForce;
  readonly suggester: CodeSuggester;
}

/** What a question about a claim is answered from. */
interface Asked {
  readonly claim: Claim;
  readonly practice: Practice;
  readonly history: KnownHistory;
}

/**
 * Answers what a coder asks while coding a claim: what there is to code from, which codes the notes speak for, which
 * level a visit has, what NCCI bundles, and what the scrubber would say of a draft. Changes nothing.
 */
export async function assistCodingStep(event: unknown, world: AssistCodingWorld): Promise<CodingAnswer> {
  const read = CodingQuery.safeParse(event);
  if (!read.success) {
    return { outcome: 'refused', problems: problemsOf(read.error) };
  }
  const query = read.data;
  const { practiceId, claimId, authority } = query;
  const stored = await world.claims.load(practiceId, claimId);
  if (stored === undefined || !maySee(stored, authority)) {
    return notThere(query);
  }
  // Whoever audits the coding codes the visit before seeing how it was coded.
  const claim = blindFor(authority, stored);
  if (query.query === 'suggest') {
    const { patient, serviceDateFrom: on } = claim;
    const suggested = await world.suggester.suggest({
      texts: codingTexts(claim),
      on,
      sex: patient.sex,
      ageYears: ageInYears(patient.birthDate, on),
      limit: query.limit,
    });
    return { outcome: 'suggested', by: world.suggester.name, ...suggested };
  }
  const practice = await loadPractice(world.practices, practiceId);
  const asked: Asked = { claim, practice, history: await historyOf(claim, practice, world) };
  switch (query.query) {
    case 'show':
      return await show(asked, world);
    case 'level':
      return level(asked, query.visit);
    case 'modifiers':
      return await explain(asked, { diagnoses: [], lines: query.lines }, world);
    case 'scrub':
      return await scrub(asked, query, world);
  }
}

function notThere({ practiceId, claimId }: Pick<Claim, 'practiceId' | 'claimId'>): QueryRefused {
  return {
    outcome: 'refused',
    problems: [`claimId: practice ${practiceId} has no claim ${claimId}`],
    because: 'not-found',
  };
}

/** Coders, auditors and managers see every claim; a provider sees those of visits that were the provider's own. */
function maySee({ renderingNpi }: Claim, authority: StaffAuthority | undefined): boolean {
  return (
    authority === undefined ||
    authority.roles.some((role) => role === 'coder' || role === 'auditor' || role === 'manager') ||
    authority.providerNpi === renderingNpi
  );
}

/** Claims whose diagnoses are shown: the last ones of the person. */
const shownClaims = 12;

async function show(
  { claim, practice, history }: Asked,
  { claims, tables }: AssistCodingWorld,
): Promise<CodingAnswer> {
  const claimIds = [...new Set(servicesShown(claim, history).map(({ claimId }) => claimId))];
  const others = await Promise.all(
    claimIds.slice(0, shownClaims).map((claimId) => claims.load(claim.practiceId, claimId)),
  );
  return await tables.decide((inForce) =>
    codingView(claim, {
      practice,
      tables: inForce,
      history,
      others: others.filter((other) => other !== undefined),
    }),
  );
}

function level({ claim, practice, history }: Asked, visit: Parameters<typeof levelVisit>[0]): CodingAnswer {
  const known = newOrEstablished(claim, practice, history);
  const { serviceDateFrom: serviceDate, patient, supervisingProvider } = claim;
  return {
    outcome: 'leveled',
    newOrEstablished: known,
    ...levelVisit(visit, {
      serviceDate,
      ageYears: ageInYears(patient.birthDate, serviceDate),
      patient: known.is,
      byMedicare: visit.byMedicare ?? isMedicare(payerBilled(claim, practice)),
      isSupervised: supervisingProvider !== undefined,
    }),
  };
}

function payerBilled(claim: Claim, practice: Practice): Practice['payers'][number] | undefined {
  const coverage = primaryCoverage(claim);
  return coverage === undefined ? undefined : payerOf(coverage, practice);
}

async function explain(
  { claim, practice, history }: Asked,
  draft: CodingDraft,
  { clock, tables }: AssistCodingWorld,
): Promise<CodingAnswer> {
  const drafted = draftClaim(claim, draft, practice, dateOf(clock.now()));
  const payer = payerBilled(claim, practice);
  return await tables.decide((inForce) =>
    explainModifiers(drafted.claim, { payer, tables: inForce, history }),
  );
}

async function scrub(
  { claim, practice, history }: Asked,
  draft: CodingDraft,
  { clock, tables }: AssistCodingWorld,
): Promise<CodingAnswer> {
  const at = clock.now();
  const drafted = draftClaim(claim, draft, practice, dateOf(at));
  const report = await tables.decide((inForce) =>
    scrubClaim(drafted.claim, practice, inForce, { at, history }),
  );
  const { totalChargeCents } = drafted.claim;
  return {
    outcome: 'scrubbed',
    report,
    charges: drafted.charges,
    totalChargeCents,
    objections: drafted.objections,
  };
}
