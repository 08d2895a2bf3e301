import type { PlainDate } from '#contracts/dates.ts';
import { PatientRegistration, type RegisteredCoverage } from '#contracts/patient-registration.ts';
import type { Practice } from '#contracts/practice.ts';
import { describeIssue, type Finding } from '../intake/describe-issue.ts';
import { guarantorFindings, payerFindings, subscriberFindings } from '../intake/encounter-rules.ts';
import { quickSafeParse } from '../intake/quick-check.ts';
import { unsendableRegistration } from '../intake/sendable-text.ts';
import { isInForce } from './coverages-on.ts';

const parseRegistration = quickSafeParse(PatientRegistration);

type CheckedRegistration =
  | { readonly accepted: PatientRegistration; readonly findings?: never }
  | { readonly accepted?: never; readonly findings: readonly Finding[] };

/**
 * Says everything that is wrong with the registration of a patient, by the rules that encounters are checked by: what is
 * taken in here is not refused later, when a visit is billed with it.
 * @param today the day of intake in UTC.
 */
export function checkRegistration(
  draft: object,
  practice: Pick<Practice, 'name' | 'payers'>,
  today: PlainDate,
): CheckedRegistration {
  const parsed = parseRegistration(draft);
  if (!parsed.success) {
    return { findings: parsed.error.issues.flatMap((issue) => describeIssue(issue, draft)) };
  }
  const { patient, guarantor, coverages } = parsed.data;
  const findings = [
    ...dateFindings(parsed.data, today),
    ...(patient.birthDate > today ? [] : guarantorFindings(patient, guarantor, today)),
    ...coverages.flatMap((coverage, index) => {
      const field = `coverages[${index + 1}]`;
      return [
        ...payerFindings(field, coverage, practice),
        ...subscriberFindings(field, coverage),
        ...periodFindings(field, coverage),
        ...overlapFindings(field, coverage, coverages.slice(0, index)),
      ];
    }),
    ...unsendableRegistration(parsed.data),
  ];
  return findings.length === 0 ? { accepted: parsed.data } : { findings };
}

function dateFindings({ patient }: PatientRegistration, today: PlainDate): Finding[] {
  const { birthDate, deathDate } = patient;
  const findings: Finding[] = [];
  if (birthDate > today) {
    findings.push({
      field: 'patient.birthDate',
      code: 'date-in-future',
      found: 'a day that is yet to come',
      expected: `a day not after today, ${today}`,
      howToFix: 'Correct the date of birth as it is printed on the card.',
    });
  }
  if (deathDate !== undefined && deathDate < birthDate) {
    findings.push({
      field: 'patient.deathDate',
      code: 'dates-reversed',
      found: 'a date of death before the date of birth',
      expected: 'the date of birth not after the date of death',
      howToFix: 'Correct one of the two.',
    });
  }
  return findings;
}

function periodFindings(field: string, { from, to }: RegisteredCoverage): Finding[] {
  return from !== undefined && to !== undefined && from > to
    ? [
        {
          field: `${field}.to`,
          code: 'dates-reversed',
          found: `from ${from} to ${to}`,
          expected: 'the first day of the coverage not after its last',
          howToFix: 'Correct the dates of the coverage.',
        },
      ]
    : [];
}

/** Two of one order on one day: nobody would know which of them pays first. */
function overlapFindings(
  field: string,
  coverage: RegisteredCoverage,
  before: readonly RegisteredCoverage[],
): Finding[] {
  const other = before.findIndex(
    (known) =>
      known.order === coverage.order &&
      (isInForce(known, coverage.from ?? earliest) || isInForce(coverage, known.from ?? earliest)),
  );
  return other < 0
    ? []
    : [
        {
          field: `${field}.order`,
          code: 'coverage-order',
          found: `"${coverage.order}" on days on which coverage ${other + 1} is ${coverage.order} already`,
          expected: 'at most one coverage of each order on any day',
          howToFix: `End coverage ${other + 1} on the day before this one begins, or put this one behind it.`,
        },
      ];
}

const earliest = '0001-01-01' as PlainDate;
