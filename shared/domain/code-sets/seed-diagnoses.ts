import type { PlainDate } from '#contracts/dates.ts';
import type { DiagnosisRow } from './code-tables.ts';

/** The first edition of ICD-10-CM that was billed with. */
const firstEdition = '2015-10-01';

/**
 * A seed of ICD-10-CM, enough for the samples: code, our own short label, first and last day in force.
 * Source of codes and dates: ICD-10-CM order files of the CDC (public domain), editions of fiscal years 2021 to 2026.
 * The official files are loaded by whoever runs the system; what is not in this seed is reported as not checked.
 */
const rows: readonly (readonly [code: string, label: string, from?: string, to?: string])[] = [
  ['A084', 'Viral stomach infection'],
  ['B079', 'Wart, not specified'],
  ['B351', 'Fungal nail infection'],
  ['D509', 'Iron deficiency anemia'],
  ['D649', 'Anemia'],
  ['E039', 'Underactive thyroid'],
  ['E119', 'Type 2 diabetes without complications'],
  ['E1165', 'Type 2 diabetes with high blood sugar'],
  ['E66811', 'Obesity, class 1', '2024-10-01'],
  ['E669', 'Obesity'],
  ['E785', 'High cholesterol or lipids'],
  ['F411', 'Anxiety disorder'],
  ['G43909', 'Migraine'],
  ['H6121', 'Ear wax, right ear'],
  ['H6123', 'Ear wax, both ears'],
  ['H6690', 'Middle ear infection'],
  ['H6691', 'Middle ear infection, right'],
  ['I10', 'High blood pressure'],
  ['I4891', 'Atrial fibrillation'],
  ['I509', 'Heart failure'],
  ['J020', 'Strep throat'],
  ['J029', 'Sore throat'],
  ['J069', 'Cold'],
  ['J209', 'Acute bronchitis'],
  ['J302', 'Seasonal allergy'],
  ['J4520', 'Mild intermittent asthma'],
  ['J45909', 'Asthma'],
  ['K219', 'Acid reflux'],
  ['K529', 'Stomach and bowel inflammation'],
  ['L02211', 'Abscess of the abdominal wall'],
  ['L0231', 'Abscess of the buttock'],
  ['L03115', 'Skin infection of the right leg'],
  ['L237', 'Skin rash from a plant'],
  ['L259', 'Contact skin rash'],
  ['L89152', 'Pressure ulcer of the sacrum, stage 2'],
  ['L97511', 'Ulcer of the right foot'],
  ['M1711', 'Arthritis of the right knee'],
  ['M25511', 'Pain in the right shoulder'],
  ['M25512', 'Pain in the left shoulder'],
  ['M25561', 'Pain in the right knee'],
  ['M25562', 'Pain in the left knee'],
  ['M545', 'Low back pain', firstEdition, '2021-09-30'],
  ['M5450', 'Low back pain, not specified', '2021-10-01'],
  ['M5459', 'Low back pain, other', '2021-10-01'],
  ['M7061', 'Hip bursitis, right'],
  ['M722', 'Heel band inflammation'],
  ['N183', 'Kidney disease, stage 3', firstEdition, '2020-09-30'],
  ['N1830', 'Kidney disease, stage 3', '2020-10-01'],
  ['N390', 'Urinary tract infection'],
  ['P599', 'Newborn jaundice'],
  ['R05', 'Cough', firstEdition, '2021-09-30'],
  ['R051', 'Acute cough', '2021-10-01'],
  ['R059', 'Cough, not specified', '2021-10-01'],
  ['R0602', 'Shortness of breath'],
  ['R079', 'Chest pain'],
  ['R1084', 'Abdominal pain, general'],
  ['R109', 'Abdominal pain'],
  ['R42', 'Dizziness'],
  ['R509', 'Fever'],
  ['R51', 'Headache', firstEdition, '2020-09-30'],
  ['R519', 'Headache, not specified', '2020-10-01'],
  ['R5383', 'Tiredness'],
  ['R69', 'Illness, not specified'],
  ['R7303', 'Prediabetes'],
  ['S60512A', 'Scrape of the left hand, first visit'],
  ['S61411A', 'Cut of the right hand, first visit'],
  ['S93401A', 'Ankle sprain, right, first visit'],
  ['Z0000', 'Yearly exam of an adult'],
  ['Z0001', 'Yearly exam of an adult with findings'],
  ['Z00110', 'Newborn exam, under 8 days'],
  ['Z00111', 'Newborn exam, 8 to 28 days'],
  ['Z00129', 'Routine exam of a child'],
  ['Z136', 'Screening for heart disease'],
  ['Z23', 'Immunization'],
  ['Z713', 'Dietary advice'],
  ['Z7901', 'Takes blood thinners'],
];

/** Headings, with more specific codes below them. */
const headings: readonly (readonly [code: string, label: string])[] = [
  ['E11', 'Type 2 diabetes'],
  ['H612', 'Ear wax'],
  ['J02', 'Sore throat'],
  ['J45', 'Asthma'],
  ['M2556', 'Knee pain'],
  ['N18', 'Chronic kidney disease'],
];

export const seedDiagnoses: ReadonlyMap<string, DiagnosisRow> = new Map([
  ...rows.map(([code, label, from = firstEdition, to]): [string, DiagnosisRow] => [
    code,
    {
      code,
      label,
      isBillable: true,
      from: from as PlainDate,
      ...(to === undefined ? {} : { to: to as PlainDate }),
    },
  ]),
  ...headings.map(([code, label]): [string, DiagnosisRow] => [code, { code, label, isBillable: false }]),
]);
