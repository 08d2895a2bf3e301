import type { Claim } from '#contracts/claim.ts';
import type { CodingView } from '#contracts/coding.ts';
import type { Practice } from '#contracts/practice.ts';
import type { PlainDate } from '#contracts/dates.ts';
import { withoutDot, type CodeTables } from '../code-sets/code-tables.ts';
import { tablesOn } from '../code-sets/tables-of-day.ts';
import { addDays } from '../calendar/plain-date.ts';
import { payerOf, primaryCoverage } from '../eligibility/primary-coverage.ts';
import type { PatientHistory } from '../scrub/edit.ts';
import { lastFilingDay } from '../submission/filing-limit.ts';
import { codingTexts } from './coding-texts.ts';
import { newOrEstablished } from './new-or-established.ts';

/** How far back a coder is shown what was done. */
const shownDays = 730;
const shownServices = 100;

/** What a coding view is put together from. */
interface CodedFrom {
  readonly practice: Practice;
  readonly tables: CodeTables;
  readonly history: PatientHistory;
  /** The person's other claims whose diagnoses are shown. */
  readonly others: readonly Claim[];
}

/** All that a claim is coded from: its texts and documents, its codes in words, and what was done and found before. */
export function codingView(claim: Claim, { practice, tables, history, others }: CodedFrom): CodingView {
  const coverage = primaryCoverage(claim);
  const payer = coverage === undefined ? undefined : payerOf(coverage, practice);
  const nameOf = (npi: string): string | undefined => {
    const provider = practice.providers.find((one) => one.npi === npi);
    return provider === undefined ? undefined : `${provider.firstName} ${provider.lastName}`;
  };
  const wordsOf = (code: string, on: PlainDate): string | undefined =>
    tablesOn(tables, on).procedure(code).row?.label;
  const words = (diagnosis: string, on: PlainDate): string | undefined =>
    tablesOn(tables, on).diagnosis(diagnosis).row?.label;
  const provider = nameOf(claim.renderingNpi);
  const descriptions = [
    ...claim.diagnoses.map((code) => [code, words(code, claim.serviceDateFrom)] as const),
    ...claim.lines.map(({ code, serviceDate }) => [code, wordsOf(code, serviceDate)] as const),
  ];
  return {
    outcome: 'shown',
    claim,
    texts: codingTexts(claim),
    documents: (claim.documents ?? []).map(({ text: _said, ...document }) => document),
    ...(provider === undefined ? {} : { provider }),
    ...(payer === undefined
      ? {}
      : { payer: { name: payer.name, filingLimitOn: lastFilingDay(claim, payer) } }),
    descriptions: Object.fromEntries(
      descriptions.flatMap(([code, label]) => (label === undefined ? [] : [[code, label]])),
    ),
    earlier: {
      services: servicesShown(claim, history).map(({ chargeCents: _charge, ...service }) => {
        const description = wordsOf(service.code, service.serviceDate);
        const by = nameOf(service.renderingNpi);
        return {
          ...service,
          ...(description === undefined ? {} : { description }),
          ...(by === undefined ? {} : { provider: by }),
        };
      }),
      diagnoses: others
        .toSorted((one, other) => (one.serviceDateFrom < other.serviceDateFrom ? 1 : -1))
        .flatMap(({ claimId, serviceDateFrom: on, diagnoses }) =>
          diagnoses.map((diagnosis) => {
            const description = words(diagnosis, on);
            return {
              code: diagnosis,
              on,
              claimId,
              ...(description === undefined ? {} : { description }),
            };
          }),
        )
        .filter(
          ({ code }, index, all) =>
            all.findIndex((other) => withoutDot(other.code) === withoutDot(code)) === index,
        ),
    },
    newOrEstablished: newOrEstablished(claim, practice, history),
  };
}

/** What was done for the person in the two years before a visit and since, the newest first. */
export function servicesShown(
  { serviceDateFrom }: Pick<Claim, 'serviceDateFrom'>,
  { services }: Pick<PatientHistory, 'services'>,
): PatientHistory['services'] {
  const from = addDays(serviceDateFrom, -shownDays);
  return services
    .filter(({ serviceDate }) => serviceDate >= from)
    .toSorted((one, other) =>
      one.serviceDate === other.serviceDate
        ? one.claimId < other.claimId || (one.claimId === other.claimId && one.lineNumber < other.lineNumber)
          ? -1
          : 1
        : one.serviceDate < other.serviceDate
          ? 1
          : -1,
    )
    .slice(0, shownServices);
}
