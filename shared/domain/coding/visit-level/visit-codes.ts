import type { PlainDate } from '#contracts/dates.ts';
import type { DecisionLevel, VisitFamily } from '#contracts/visit-level.ts';

/** A code of a visit, and what it takes at least. */
export interface VisitCode {
  readonly code: string;
  /** For which patients; for both, where left out. */
  readonly patient?: 'new' | 'established';
  /** The levels of decision making that it stands for; none where only time or age decides. */
  readonly levels: readonly DecisionLevel[];
  /** Total minutes on the day that it takes at least; where left out, time does not choose it. */
  readonly minutes?: number;
  /** Whole years of age, both included. */
  readonly ages?: readonly [from: number, to: number];
}

/** The codes of a family from a day of service on, those that ask least first. */
interface VisitCodes {
  readonly from: PlainDate;
  readonly codes: readonly VisitCode[];
}

type Row = readonly [code: string, levels: readonly DecisionLevel[], minutes?: number];

const sf = ['straightforward'] as const;
const sfOrLow = ['straightforward', 'low'] as const;
const low = ['low'] as const;
const moderate = ['moderate'] as const;
const high = ['high'] as const;

const rows = (list: readonly Row[], patient?: VisitCode['patient']): readonly VisitCode[] =>
  list.map(([code, levels, minutes]) => ({
    code,
    levels,
    ...(minutes === undefined ? {} : { minutes }),
    ...(patient === undefined ? {} : { patient }),
  }));

type AgeRow = readonly [code: string, from: number, to: number];

const byAge = (list: readonly AgeRow[], patient: VisitCode['patient']): readonly VisitCode[] =>
  list.map(([code, from, to]) => ({ code, levels: [], ages: [from, to], ...(patient && { patient }) }));

/** The day from which visits of all families are leveled by decision making or time. */
const from2023 = '2023-01-01' as PlainDate;

/**
 * Codes of visits with what they take. Source: CPT guidelines of evaluation and management of 2021 (office), 2023 (all
 * others) and 2024 (minutes of nursing facilities), taken over by the physician fee schedule of CMS of those years; codes
 * and numbers only, the words are ours.
 */
export const visitCodes: Readonly<Record<VisitFamily, readonly VisitCodes[]>> = {
  office: [
    {
      from: '2021-01-01' as PlainDate,
      codes: [
        ...rows(
          [
            ['99202', sf, 15],
            ['99203', low, 30],
            ['99204', moderate, 45],
            ['99205', high, 60],
          ],
          'new',
        ),
        ...rows(
          [
            ['99212', sf, 10],
            ['99213', low, 20],
            ['99214', moderate, 30],
            ['99215', high, 40],
          ],
          'established',
        ),
      ],
    },
  ],
  emergency: [
    {
      from: from2023,
      codes: rows([
        ['99282', sf],
        ['99283', low],
        ['99284', moderate],
        ['99285', high],
      ]),
    },
  ],
  'hospital-initial': [
    {
      from: from2023,
      codes: rows([
        ['99221', sfOrLow, 40],
        ['99222', moderate, 55],
        ['99223', high, 75],
      ]),
    },
  ],
  'hospital-subsequent': [
    {
      from: from2023,
      codes: rows([
        ['99231', sfOrLow, 25],
        ['99232', moderate, 35],
        ['99233', high, 50],
      ]),
    },
  ],
  'hospital-same-day': [
    {
      from: from2023,
      codes: rows([
        ['99234', sfOrLow, 45],
        ['99235', moderate, 70],
        ['99236', high, 85],
      ]),
    },
  ],
  'hospital-discharge': [
    {
      from: from2023,
      codes: rows([
        ['99238', [], 1],
        ['99239', [], 31],
      ]),
    },
  ],
  'nursing-initial': [
    {
      from: from2023,
      codes: rows([
        ['99304', sfOrLow, 25],
        ['99305', moderate, 35],
        ['99306', high, 45],
      ]),
    },
    {
      from: '2024-01-01' as PlainDate,
      codes: rows([
        ['99304', sfOrLow, 25],
        ['99305', moderate, 35],
        ['99306', high, 50],
      ]),
    },
  ],
  'nursing-subsequent': [
    {
      from: from2023,
      codes: rows([
        ['99307', sf, 10],
        ['99308', low, 15],
        ['99309', moderate, 30],
        ['99310', high, 45],
      ]),
    },
    {
      from: '2024-01-01' as PlainDate,
      codes: rows([
        ['99307', sf, 10],
        ['99308', low, 20],
        ['99309', moderate, 30],
        ['99310', high, 45],
      ]),
    },
  ],
  'nursing-discharge': [
    {
      from: from2023,
      codes: rows([
        ['99315', [], 1],
        ['99316', [], 31],
      ]),
    },
  ],
  home: [
    {
      from: from2023,
      codes: [
        ...rows(
          [
            ['99341', sf, 15],
            ['99342', low, 30],
            ['99344', moderate, 60],
            ['99345', high, 75],
          ],
          'new',
        ),
        ...rows(
          [
            ['99347', sf, 20],
            ['99348', low, 30],
            ['99349', moderate, 40],
            ['99350', high, 60],
          ],
          'established',
        ),
      ],
    },
  ],
  'consultation-office': [
    {
      from: from2023,
      codes: rows([
        ['99242', sf, 20],
        ['99243', low, 30],
        ['99244', moderate, 40],
        ['99245', high, 55],
      ]),
    },
  ],
  'consultation-hospital': [
    {
      from: from2023,
      codes: rows([
        ['99252', sf, 35],
        ['99253', low, 45],
        ['99254', moderate, 60],
        ['99255', high, 80],
      ]),
    },
  ],
  preventive: [
    {
      from: '1992-01-01' as PlainDate,
      codes: [
        ...byAge(
          [
            ['99381', 0, 0],
            ['99382', 1, 4],
            ['99383', 5, 11],
            ['99384', 12, 17],
            ['99385', 18, 39],
            ['99386', 40, 64],
            ['99387', 65, 150],
          ],
          'new',
        ),
        ...byAge(
          [
            ['99391', 0, 0],
            ['99392', 1, 4],
            ['99393', 5, 11],
            ['99394', 12, 17],
            ['99395', 18, 39],
            ['99396', 40, 64],
            ['99397', 65, 150],
          ],
          'established',
        ),
      ],
    },
  ],
};

/** Time beyond the highest level of a family, in units of fifteen minutes. */
export interface ProlongedCode {
  readonly code: string;
  readonly beside: string;
  /** Minutes from which the first unit counts. */
  readonly fromMinutes: number;
  readonly byMedicare: boolean;
  /** Days that count beside that of the visit, before and after. */
  readonly days?: readonly [before: number, after: number];
}

/**
 * Codes of prolonged services. By CPT the first unit is full fifteen minutes after the least time of the highest level;
 * Medicare has codes and minutes of its own. Source: CPT guidelines of 2023; physician fee schedule of CMS, 2021 and
 * 2024, table of prolonged services.
 */
export const prolongedCodes: readonly ProlongedCode[] = [
  ...(
    [
      ['99417', '99205', 75],
      ['99417', '99215', 55],
      ['99417', '99245', 70],
      ['99417', '99345', 90],
      ['99417', '99350', 75],
      ['99418', '99223', 90],
      ['99418', '99233', 65],
      ['99418', '99236', 100],
      ['99418', '99255', 95],
      ['99418', '99306', 65],
      ['99418', '99310', 60],
    ] as const
  ).map(([code, beside, fromMinutes]) => ({ code, beside, fromMinutes, byMedicare: false })),
  { code: 'G2212', beside: '99205', fromMinutes: 89, byMedicare: true },
  { code: 'G2212', beside: '99215', fromMinutes: 69, byMedicare: true },
  { code: 'G0316', beside: '99223', fromMinutes: 90, byMedicare: true },
  { code: 'G0316', beside: '99233', fromMinutes: 65, byMedicare: true },
  { code: 'G0316', beside: '99236', fromMinutes: 110, byMedicare: true, days: [0, 3] },
  { code: 'G0317', beside: '99306', fromMinutes: 95, byMedicare: true, days: [1, 3] },
  { code: 'G0317', beside: '99310', fromMinutes: 85, byMedicare: true, days: [1, 3] },
  { code: 'G0318', beside: '99345', fromMinutes: 140, byMedicare: true, days: [3, 7] },
  { code: 'G0318', beside: '99350', fromMinutes: 110, byMedicare: true, days: [3, 7] },
];
