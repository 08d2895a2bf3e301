import type { SampleNote } from './sample-note.ts';

/** Pediatrics: well visits and what children have. */
export const pediatricNotes: readonly SampleNote[] = [
  {
    id: 'pd-well-child',
    ageYears: 4,
    sex: 'F',
    codes: ['Z00.129', 'Z23'],
    note: `4 yr well child check. Eats well, sleeps 10 hours, speaks in full sentences. Growth 50th percentile. Exam normal.
Assessment: Routine child health exam without abnormal findings. Vaccines given: DTaP-IPV, MMRV. Encounter for immunization.`,
  },
  {
    id: 'pd-otitis-right',
    ageYears: 2,
    sex: 'M',
    codes: ['H66.91'],
    note: `Pulling at right ear since last night, fever 102, runny nose for a week.
Exam: Right TM bulging and red, left TM normal. Lungs clear.
Assessment: Otitis media, right ear.
Plan: amoxicillin high dose 10 days.`,
  },
  {
    id: 'pd-croup',
    ageYears: 1,
    sex: 'M',
    codes: ['J05.0'],
    note: `Barky cough overnight with noisy breathing. No drooling. Stridor only with crying, no retractions.
Impression: Croup. Single dose of dexamethasone given orally in clinic. Cool mist.`,
  },
  {
    id: 'pd-newborn',
    ageYears: 0,
    sex: 'F',
    codes: ['Z00.111', 'P59.9'],
    note: `Newborn check at 12 days old. Breastfed every 2 to 3 hours, regained birth weight. Skin slightly yellow to the chest, bilirubin 9.
A: Newborn health examination, 8 to 28 days old. Neonatal jaundice, improving. P: recheck Friday.`,
  },
  {
    id: 'pd-asthma',
    ageYears: 8,
    sex: 'M',
    codes: ['J45.20'],
    note: `Asthma follow-up. Uses albuterol once a week before soccer, no night symptoms, no steroid bursts this year. Lungs clear today.
Assessment: Mild intermittent asthma, uncomplicated. Plan: action plan reviewed, spacer technique good.`,
  },
  {
    id: 'pd-gastroenteritis',
    ageYears: 3,
    sex: 'F',
    codes: ['A08.4'],
    note: `Vomiting x 6 since yesterday and loose stools today, sister had the same. Tears present, mucous membranes moist, abdomen soft. No blood in stool.
Assessment: Viral gastroenteritis without dehydration. Oral rehydration reviewed.`,
  },
  {
    id: 'pd-impetigo',
    ageYears: 6,
    sex: 'M',
    codes: ['L01.00'],
    note: `Honey-colored crusts under the nose for 3 days, a few on the chin. No fever. Dx: impetigo. Mupirocin three times a day.`,
  },
  {
    id: 'pd-adhd',
    ageYears: 10,
    sex: 'M',
    codes: ['F90.2'],
    note: `ADHD recheck. On methylphenidate 27 mg, teachers report better focus, appetite fair, sleep ok. Growth on track.
Assessment: Attention-deficit hyperactivity disorder, combined type. Plan: continue dose, return in 3 months.`,
  },
  {
    id: 'pd-sports-physical',
    ageYears: 15,
    sex: 'F',
    codes: ['Z02.5'],
    note: `Sports physical for volleyball. No syncope with exercise, no family history of sudden death. Heart exam normal standing and squatting. Cleared for participation in sport.`,
  },
  {
    id: 'pd-diaper-rash',
    ageYears: 0,
    sex: 'M',
    codes: ['L22'],
    note: `5 month old with red rash in the diaper area x 4 days. No satellite lesions, mouth clear.
A: Diaper dermatitis. P: zinc oxide, frequent changes.`,
  },
  {
    id: 'pd-conjunctivitis',
    ageYears: 5,
    sex: 'F',
    codes: ['H10.31'],
    note: `Right eye red and sticky this morning, goes to kindergarten. Vision normal, no photophobia. Left eye clear.
Assessment: Acute conjunctivitis, right eye. Plan: polymyxin drops.`,
  },
  {
    id: 'pd-constipation',
    ageYears: 7,
    sex: 'M',
    codes: ['K59.00', 'R10.84'],
    note: `Belly aches for a month, hard stools every 3 or 4 days. Abdomen soft with stool felt on the left. No vomiting.
Assessment: Constipation. Generalized abdominal pain. Plan: polyethylene glycol, fiber, toilet sitting.`,
  },
  {
    id: 'pd-bronchiolitis',
    ageYears: 0,
    sex: 'M',
    codes: ['J21.0'],
    note: `7 month old, congested for three days, now fast breathing and poor feeding. RSV rapid test positive. RR 46, mild retractions, wheeze, sat 95.
Impression: acute bronchiolitis due to RSV. Suctioning taught, recheck tomorrow.`,
  },
];
