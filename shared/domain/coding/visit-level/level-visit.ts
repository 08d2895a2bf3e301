import type { PlainDate } from '#contracts/dates.ts';
import type { DecisionLevel, VisitFacts, VisitLevel } from '#contracts/visit-level.ts';
import {
  dataElement,
  levelOfTwo,
  missingFor,
  problemsElement,
  riskElement,
  type ElementLevel,
} from './decision-elements.ts';
import { prolongedCodes, visitCodes, type VisitCode } from './visit-codes.ts';

/** What of a visit is known beside what the coder counts in its note. */
export interface VisitCircumstances {
  readonly serviceDate: PlainDate;
  readonly ageYears: number;
  readonly patient: 'new' | 'established' | 'unknown';
  readonly byMedicare: boolean;
  /** Billed under somebody who supervised. */
  readonly isSupervised: boolean;
}

const sources = [
  'CPT guidelines of evaluation and management: 2021 for offices, 2023 for all other places',
  'Physician fee schedule of CMS for 2021, 2023 and 2024: prolonged services',
  'Medicare Claims Processing Manual, chapter 12, section 30.6',
];

/**
 * The level of a visit: by two of the three elements of decision making, or by total time, whichever supports more; and
 * what the note would have to show for the next one. Who comes for a preventive visit is coded by age.
 */
export function levelVisit(facts: VisitFacts, circumstances: VisitCircumstances): VisitLevel {
  const { family } = facts;
  const { serviceDate } = circumstances;
  const patient = facts.patient ?? circumstances.patient;
  const base = {
    family,
    serviceDate,
    prolonged: [],
    notes: notesOf(facts, circumstances, patient),
    sources,
  };
  const edition = visitCodes[family].findLast(({ from }) => from <= serviceDate);
  if (edition === undefined) {
    return {
      ...base,
      why: [`On ${serviceDate} such visits were leveled by older rules, which are not known here.`],
    };
  }
  const { codes } = edition;
  if (patient === 'unknown' && codes.some((one) => one.patient !== undefined)) {
    return {
      ...base,
      ...decisionOf(facts, []),
      why: ['Whether the patient is new must be known first: say it, or look into the history.'],
    };
  }
  const own = codes.filter((one) => one.patient === undefined || one.patient === patient);
  return family === 'preventive'
    ? { ...base, ...leveledByAge(own, circumstances.ageYears) }
    : { ...base, ...leveled(own, facts, circumstances) };
}

type Leveled = Pick<VisitLevel, 'code' | 'by' | 'why' | 'next' | 'decisionMaking' | 'time'>;

function leveledByAge(codes: readonly VisitCode[], ageYears: number): Leveled {
  const found = codes.find(({ ages }) => ages !== undefined && ages[0] <= ageYears && ageYears <= ages[1]);
  return {
    ...(found === undefined ? {} : { code: found.code, by: 'age' as const }),
    why: [`A preventive visit is coded by age: ${ageYears} years on the day.`],
  };
}

function leveled(
  codes: readonly VisitCode[],
  facts: VisitFacts,
  circumstances: VisitCircumstances,
): Leveled & Pick<VisitLevel, 'prolonged'> {
  const { decisionMaking } = decisionOf(facts, codes);
  const time = timeOf(codes, facts.totalMinutes);
  const height = (code: string | undefined): number => codes.findIndex((one) => one.code === code);
  const isByTime = height(time?.code) > height(decisionMaking?.code);
  const code = isByTime ? time?.code : decisionMaking?.code;
  const next = codes[height(code) + 1];
  return {
    ...(code === undefined ? {} : { code, by: isByTime ? ('time' as const) : ('decision-making' as const) }),
    ...(decisionMaking === undefined ? {} : { decisionMaking }),
    ...(time === undefined ? {} : { time }),
    why: whyOf(code, isByTime, decisionMaking, time),
    ...(next === undefined ? {} : { next: nextOf(next, decisionMaking, facts) }),
    prolonged: prolongedOf(code, facts, circumstances),
  };
}

/** By two of three elements; nothing where no code of the family goes by them. */
function decisionOf(
  { problems, data, risks }: VisitFacts,
  codes: readonly VisitCode[],
): Pick<VisitLevel, 'decisionMaking'> {
  const elements = {
    problems: problemsElement(problems),
    data: dataElement(data),
    risk: riskElement(risks),
  };
  const level = levelOfTwo(Object.values(elements));
  const code = codes.find(({ levels }) => level !== undefined && levels.includes(level))?.code;
  return level === undefined || (codes.length > 0 && code === undefined)
    ? {}
    : {
        decisionMaking: {
          level,
          ...(code === undefined ? {} : { code }),
          problems: told(elements.problems),
          data: told(elements.data),
          risk: told(elements.risk),
        },
      };
}

function told({ level, because }: ElementLevel): { level: ElementLevel['level']; because: string[] } {
  return { level, because: [...because] };
}

function timeOf(codes: readonly VisitCode[], minutes: number | undefined): VisitLevel['time'] {
  if (minutes === undefined) {
    return undefined;
  }
  if (codes.every((one) => one.minutes === undefined)) {
    return { minutes, words: 'Time does not choose the level of these visits.' };
  }
  const found = codes.findLast((one) => one.minutes !== undefined && one.minutes <= minutes);
  return found === undefined
    ? { minutes, words: `${minutes} minutes are less than the lowest level takes.` }
    : {
        minutes,
        code: found.code,
        words: `${minutes} minutes; ${found.code} takes ${found.minutes} at least.`,
      };
}

function whyOf(
  code: string | undefined,
  isByTime: boolean,
  decisionMaking: VisitLevel['decisionMaking'],
  time: VisitLevel['time'],
): string[] {
  if (code === undefined) {
    return ['What is counted supports no level yet.'];
  }
  if (isByTime) {
    return [time?.words ?? ''];
  }
  const { level = 'straightforward', problems, data, risk } = decisionMaking ?? {};
  return [
    `Decision making is ${level}: two of its three elements reach that.`,
    ...(
      [
        ['Problems', problems],
        ['Data', data],
        ['Risk', risk],
      ] as const
    ).map(
      ([name, element]) =>
        `${name}: ${element?.level ?? 'none'}${element === undefined || element.because.length === 0 ? '' : `, by ${element.because.join('; ')}`}.`,
    ),
  ];
}

function nextOf(
  { code, levels, minutes }: VisitCode,
  decisionMaking: VisitLevel['decisionMaking'],
  facts: VisitFacts,
): NonNullable<VisitLevel['next']> {
  const [lowest]: readonly (DecisionLevel | undefined)[] = levels;
  const elements = decisionMaking ?? {
    problems: problemsElement(facts.problems),
    data: dataElement(facts.data),
    risk: riskElement(facts.risks),
  };
  const missing = lowest === undefined ? [] : missingFor(lowest, elements);
  // Two of three decide: with one reached, any of the others will do.
  const heading =
    missing.length === 2
      ? ['One of these two, if it was so:']
      : missing.length === 3
        ? ['Two of these, if it was so:']
        : [];
  return {
    code,
    byDecisionMaking: [...heading, ...missing],
    ...(minutes === undefined
      ? {}
      : {
          byTime: `${minutes} minutes at least${facts.totalMinutes === undefined ? '; the note tells no time' : `, ${facts.totalMinutes} are documented`}.`,
        }),
  };
}

const unitMinutes = 15;

function prolongedOf(
  code: string | undefined,
  { totalMinutes }: VisitFacts,
  { byMedicare }: VisitCircumstances,
): VisitLevel['prolonged'] {
  return prolongedCodes.flatMap((one) => {
    const fits =
      one.beside === code &&
      one.byMedicare === byMedicare &&
      totalMinutes !== undefined &&
      totalMinutes >= one.fromMinutes;
    if (!fits) {
      return [];
    }
    const units = Math.floor((totalMinutes - one.fromMinutes) / unitMinutes) + 1;
    const [before, after] = one.days ?? [0, 0];
    const days = before + after === 0 ? '' : ` Time of ${before} days before and ${after} after counts too.`;
    return [
      {
        code: one.code,
        units,
        byMedicare,
        words: `${totalMinutes} minutes; beside ${one.beside} the first unit counts from ${one.fromMinutes}, each is ${unitMinutes} minutes more. The level must have been chosen by time.${days}`,
      },
    ];
  });
}

function notesOf(
  { family, withProcedure }: VisitFacts,
  { isSupervised, byMedicare }: VisitCircumstances,
  patient: VisitCircumstances['patient'],
): string[] {
  return [
    ...(withProcedure
      ? [
          'A procedure was done on the same day: the visit needs modifier 25, and work of its own beyond the procedure, or it is not coded.',
        ]
      : []),
    ...(isSupervised
      ? [
          'A supervising provider is named: incident-to is for place of service 11 only, for an established patient with a problem that the supervisor has seen, while the supervisor is in the office.',
        ]
      : []),
    ...(family === 'office' && patient === 'established'
      ? ['A visit that needs no physician, as with a nurse, is 99211.']
      : []),
    ...(family.startsWith('consultation') && byMedicare
      ? ['Medicare takes no consultation codes: code the visit by its place.']
      : []),
    ...(family === 'preventive'
      ? [
          'A problem that took work of its own beside the preventive visit is a visit of its own, with modifier 25.',
        ]
      : []),
  ];
}
