/** Why the name of an uploaded file tells about a patient. */
export type NameFault =
  | 'a social security number'
  | 'an e-mail address'
  | 'a telephone number'
  | 'the number of a patient'
  | 'a date of birth'
  | "a person's name";

interface NameRule {
  readonly fault: NameFault;
  readonly pattern: RegExp;
}

/** Looked at in this order in a name whose dates are still there. */
const rules: readonly NameRule[] = [
  { fault: 'a social security number', pattern: /(?<!\d)\d{3}[-_ ]\d{2}[-_ ]\d{4}(?!\d)/ },
  {
    fault: 'a social security number',
    pattern: /(?:ssn|soc(?:ial)?[-_ .]*sec)[^/]{0,12}\d{9}(?!\d)|(?<!\d)\d{9}[^/\d]{0,6}ssn/i,
  },
  { fault: 'an e-mail address', pattern: /[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/i },
  { fault: 'a telephone number', pattern: /(?<!\d)\(?\d{3}\)?[-_. ]\d{3}[-_. ]\d{4}(?!\d)/ },
  { fault: 'a date of birth', pattern: /(?:dob|birth|born)(?:date|day)?[^A-Za-z/]{0,3}\d/i },
  { fault: 'a date of birth', pattern: /\d[-_. ]?(?:dob|birthdate|born)(?![a-z])/i },
];

/** A number that goes with a word for a person's record; looked for where dates are taken out. */
const personNumber =
  /(?:mrn|mbi|hicn|patient|member|subscriber|policy|chart|medicare|medicaid|pt)(?:[-_ .]?(?:id|no|nr|num|number))?[-_ .#=]{0,2}[A-Za-z]{0,3}\d{5,}/i;

const dateShapes = [
  /(?<!\d)(?:19|20)\d{2}[-_. ]?(?:0[1-9]|1[0-2])[-_. ]?(?:0[1-9]|[12]\d|3[01])(?!\d)/g,
  /(?<!\d)(?:0?[1-9]|1[0-2])[-_. ](?:0?[1-9]|[12]\d|3[01])[-_. ](?:(?:19|20)\d{2}|\d{2})(?!\d)/g,
  /(?<!\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:19|20)\d{2}(?!\d)/g,
];

/** Words that name files, not people. */
const fileWords = new Set(
  `a account accounts admit adjustment adjustments admission admissions adt ack all allscripts am and answer april appointment
  appointments apr archive athena athenahealth att attachment attachments august aug auto backup bar batch batches behavioral
  billing bundle by cancelled card cardiology care center centre cerner charge charges chart charts claim claims clinic clinical
  clinics closed code coded codes coding consult consults copy corrected correction corrections coverage coverages csv csn
  cutover daily data date day days december dec deltas delta demographic demographics dental department dept dermatology dft
  diagnoses document documents done download ecw edi eclinicalworks eligibility emergency encounter encounters epic evening
  export exported exports extract extracts facility family feb february feed feeds fhir file files final finance first for fri
  friday from full group guarantor guarantors gz hcfa health hl hospital hospitals hour hourly imaging import in inbound
  incremental inpatient institutional insurance insurances intake internal inv invoice invoices jan january jul july jun june
  json kareo lab labs last late ledger legacy list live load log main manual mar march may md mdm medical medicine member
  members message messages mid missing mon monday month monthly morning my ndjson new nextgen night north northeast northwest
  note notes november nov observation october oct of office old on one open operative order orders org orthopedics out outbound
  outpatient part patient patients payer payers payment payments pdf pediatrics physician physicians pm posted practice primary
  prod production professional provider providers procedure procedures q quarter quarterly queue radiology raw ready real
  record records redo rejected rejects replaced report reports resend resent resource resources result results retro rev
  revenue run sample samples sat saturday schedule schedules scheduled second send sent september sep sept service services
  session set shift site siu small south southeast southwest split spring statement statements status sun sunday superbill
  superbills surgery surgical synthea system tab telehealth template test tests thu thurs thursday to today training transaction
  transactions transfer transform tue tues tuesday txt uncoded unsigned update updated updates upload uploads urgent us ub v
  version visit visits wed wednesday week weekly weekend west with x xls year yearly zip`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/**
 * Why the name of an upload tells about a patient; undefined when nothing in it does. Looked at before anything is stored
 * or logged under the name. Dates by themselves are fine, as in `charges-2026-10-05.csv`; a date beside two words that
 * name no file is not. `knownWords` are words of the practice's own, such as its name.
 */
export function phiInName(name: string, knownWords: readonly string[] = []): NameFault | undefined {
  const known = new Set(knownWords.flatMap((words) => words.toLowerCase().split(/[^a-z]+/)));
  for (const part of name.split('/')) {
    const fault = faultOf(part, known);
    if (fault !== undefined) {
      return fault;
    }
  }
  return undefined;
}

function faultOf(part: string, known: ReadonlySet<string>): NameFault | undefined {
  const rule = rules.find(({ pattern }) => pattern.test(part));
  if (rule !== undefined) {
    return rule.fault;
  }
  const undated = dateShapes.reduce((text, shape) => text.replaceAll(shape, '/'), part);
  if (personNumber.test(undated)) {
    return 'the number of a patient';
  }
  const isCommaName = /(?<![A-Za-z])([A-Z][A-Za-z'’-]+),[ _]?([A-Z][A-Za-z'’-]*)/.exec(undated);
  if (isCommaName !== null && isPersonWord(isCommaName[1] ?? '', known)) {
    return "a person's name";
  }
  const people = wordsOf(undated).filter((word) => isPersonWord(word, known));
  return undated !== part && people.length >= 2 ? "a person's name" : undefined;
}

/** Words of a name of a file, `JaneDoe` being two; without its ending. */
function wordsOf(text: string): string[] {
  return text
    .replace(/(?:\.[A-Za-z0-9]{1,6}){1,2}$/, '')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .split(/[^\p{L}'’]+/u)
    .filter((word) => word !== '');
}

/** Whether a word may be part of a person's name: written with a capital, and no word for files. */
function isPersonWord(word: string, known: ReadonlySet<string>): boolean {
  const lower = word.toLowerCase();
  return /^\p{Lu}[\p{L}'’]+$/u.test(word) && !fileWords.has(lower) && !known.has(lower);
}
