import {
  decisionLevels,
  type DataReviewed,
  type DecisionLevel,
  type ProblemsAddressed,
  type RiskItem,
} from '#contracts/visit-level.ts';

/** How far one of the three elements of decision making goes, and by what. */
export interface ElementLevel {
  readonly level: DecisionLevel | 'none';
  readonly because: readonly string[];
}

/** What must be documented for a level, and whether it is. */
interface Requirement<Facts> {
  readonly level: DecisionLevel;
  readonly words: string;
  isMet(this: void, facts: Facts): boolean;
}

/**
 * The table of medical decision making, an element at a time, the highest level first. Source: CPT guidelines of
 * evaluation and management of 2021 and 2023; the words are ours.
 */
const problemRequirements: readonly Requirement<ProblemsAddressed>[] = [
  {
    level: 'high',
    words: 'an illness or injury that threatens life or a function of the body',
    isMet: ({ threatening }) => threatening > 0,
  },
  {
    level: 'high',
    words: 'a chronic illness that is severely worse, or treated with severe side effects',
    isMet: ({ chronicSevere }) => chronicSevere > 0,
  },
  {
    level: 'moderate',
    words: 'a chronic illness that is worse, progressing, or treated with side effects',
    isMet: ({ chronicWorse }) => chronicWorse > 0,
  },
  {
    level: 'moderate',
    words: 'two chronic illnesses that are stable',
    isMet: ({ stableChronic }) => stableChronic > 1,
  },
  {
    level: 'moderate',
    words: 'a new problem that has no diagnosis yet and may be serious',
    isMet: ({ undiagnosed }) => undiagnosed > 0,
  },
  {
    level: 'moderate',
    words: 'an acute illness with signs in the whole body',
    isMet: ({ acuteSystemic }) => acuteSystemic > 0,
  },
  {
    level: 'moderate',
    words: 'an acute injury with complications',
    isMet: ({ injuryComplicated }) => injuryComplicated > 0,
  },
  {
    level: 'low',
    words: 'a chronic illness that is stable',
    isMet: ({ stableChronic }) => stableChronic > 0,
  },
  {
    level: 'low',
    words: 'an acute illness or injury without complications',
    isMet: ({ acuteUncomplicated, acuteInHospital }) => acuteUncomplicated + acuteInHospital > 0,
  },
  { level: 'low', words: 'an acute illness that is stable', isMet: ({ acuteStable }) => acuteStable > 0 },
  {
    level: 'low',
    words: 'two problems that run their course by themselves',
    isMet: ({ selfLimited }) => selfLimited > 1,
  },
  {
    level: 'straightforward',
    words: 'a problem that runs its course by itself',
    isMet: ({ selfLimited }) => selfLimited > 0,
  },
];

const itemsOf = ({ externalNotes, testsReviewed, testsOrdered }: DataReviewed): number =>
  externalNotes + testsReviewed + testsOrdered;

/** The three categories of data of the higher levels. */
const categories = (data: DataReviewed): number =>
  Number(itemsOf(data) + Number(data.independentHistorian) >= 3) +
  Number(data.independentInterpretation) +
  Number(data.discussion);

const dataRequirements: readonly Requirement<DataReviewed>[] = [
  {
    level: 'high',
    words:
      'two of: three notes, results and orders (an independent historian counts as one); a tracing or image interpreted; a discussion of management with another professional',
    isMet: (data) => categories(data) >= 2,
  },
  {
    level: 'moderate',
    words:
      'one of: three notes, results and orders (an independent historian counts as one); a tracing or image interpreted; a discussion of management with another professional',
    isMet: (data) => categories(data) >= 1,
  },
  {
    level: 'low',
    words: 'two notes, results or orders, or an independent historian',
    isMet: (data) => itemsOf(data) >= 2 || data.independentHistorian,
  },
  { level: 'straightforward', words: 'hardly any data or none', isMet: () => true },
];

const riskWords: Readonly<Record<RiskItem, readonly [level: DecisionLevel, words: string]>> = {
  'nothing-beside-rest': ['straightforward', 'rest, dressings or reassurance'],
  'over-the-counter': ['low', 'a drug that needs no prescription'],
  therapy: ['low', 'physical or occupational therapy'],
  'minor-surgery': ['low', 'a decision about minor surgery without risks of the patient or the procedure'],
  prescription: ['moderate', 'management of a prescription drug'],
  'minor-surgery-with-risk': [
    'moderate',
    'a decision about minor surgery with risks of the patient or the procedure',
  ],
  'major-surgery': ['moderate', 'a decision about elective major surgery without such risks'],
  'social-circumstances': ['moderate', 'diagnosis or treatment held back by how the patient lives'],
  'toxic-drug-monitored': ['high', 'a drug whose toxicity must be watched closely'],
  'major-surgery-with-risk': ['high', 'a decision about elective major surgery with such risks'],
  'emergency-surgery': ['high', 'a decision about emergency major surgery'],
  'hospital-care': ['high', 'a decision about admission, or about more care in the hospital'],
  'not-resuscitate': ['high', 'a decision not to resuscitate, or to treat less, for a poor prognosis'],
  'parenteral-controlled-drug': ['high', 'a controlled drug given by injection'],
};

const riskNeeded: Readonly<Record<DecisionLevel, string>> = {
  straightforward: 'a risk that is minimal',
  low: 'a risk that is low, as of a drug without prescription or of therapy',
  moderate: 'a risk that is moderate, as of managing a prescription drug',
  high: 'a risk that is high, as of a drug whose toxicity is watched, or of admission',
};

function elementOf<Facts>(requirements: readonly Requirement<Facts>[], facts: Facts): ElementLevel {
  const met = requirements.filter(({ isMet }) => isMet(facts));
  const [highest] = met;
  return highest === undefined
    ? { level: 'none', because: [] }
    : {
        level: highest.level,
        because: met.filter(({ level }) => level === highest.level).map(({ words }) => words),
      };
}

export function problemsElement(problems: ProblemsAddressed): ElementLevel {
  return elementOf(problemRequirements, problems);
}

export function dataElement(data: DataReviewed): ElementLevel {
  return elementOf(dataRequirements, data);
}

export function riskElement(risks: readonly RiskItem[]): ElementLevel {
  const named = risks.map((risk) => riskWords[risk]);
  const highest = decisionLevels.findLast((level) => named.some(([of]) => of === level));
  return highest === undefined
    ? { level: 'none', because: [] }
    : {
        level: highest,
        because: [...new Set(named.filter(([of]) => of === highest).map(([, words]) => words))],
      };
}

/** How far up a level is; `none` is below all. */
export function heightOf(level: DecisionLevel | 'none'): number {
  return level === 'none' ? -1 : decisionLevels.indexOf(level);
}

/** The level that two of three elements reach; undefined where they reach none. */
export function levelOfTwo(elements: readonly ElementLevel[]): DecisionLevel | undefined {
  const [, second] = elements.map(({ level }) => heightOf(level)).toSorted((one, other) => other - one);
  return second === undefined ? undefined : decisionLevels[second];
}

/** What the note would have to show of each element that does not reach a level. */
export function missingFor(
  level: DecisionLevel,
  elements: { readonly problems: ElementLevel; readonly data: ElementLevel; readonly risk: ElementLevel },
): readonly string[] {
  const isBelow = (element: ElementLevel): boolean => heightOf(element.level) < heightOf(level);
  const needed = (requirements: readonly Requirement<never>[]): string =>
    requirements
      .filter((requirement) => requirement.level === level)
      .map(({ words }) => words)
      .join('; or ');
  return [
    ...(isBelow(elements.problems) ? [`Problems: ${needed(problemRequirements)}.`] : []),
    ...(isBelow(elements.data) ? [`Data: ${needed(dataRequirements)}.`] : []),
    ...(isBelow(elements.risk) ? [`Risk: ${riskNeeded[level]}.`] : []),
  ];
}
