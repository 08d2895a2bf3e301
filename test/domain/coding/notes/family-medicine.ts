import type { SampleNote } from './sample-note.ts';

/** Family medicine: chronic care, acute visits, preventive visits. */
export const familyMedicineNotes: readonly SampleNote[] = [
  {
    id: 'fm-hypertension-diabetes',
    ageYears: 58,
    sex: 'M',
    codes: ['I10', 'E11.9', 'E78.5'],
    note: `CC: Follow-up of blood pressure and sugar.
HPI: 58-year-old man here for routine follow up. Home readings 128/76. Denies chest pain, shortness of breath, or polyuria.
Medications: lisinopril 20 mg daily, metformin 1000 mg twice daily, atorvastatin 40 mg.
Exam: BP 130/78. Heart regular. Feet without ulcers, monofilament intact.
Labs: A1c 6.8, LDL 82.
Assessment/Plan:
1. Essential hypertension, at goal. Continue lisinopril.
2. Type 2 diabetes mellitus, well controlled. Continue metformin.
3. Hyperlipidemia. Continue statin.`,
  },
  {
    id: 'fm-diabetes-hyperglycemia',
    ageYears: 63,
    sex: 'F',
    codes: ['E11.65', 'I10'],
    note: `S: Sugars running 240 to 300 at home, thirsty. No blurry vision. She stopped glipizide two months ago.
O: BP 142/84, A1c 10.4.
A: Type 2 diabetes with hyperglycemia. Hypertension.
P: Restart glipizide, add basal insulin teaching. Recheck in 4 weeks.`,
  },
  {
    id: 'fm-uri',
    ageYears: 34,
    sex: 'F',
    codes: ['J06.9'],
    note: `HPI: Three days of runny nose, scratchy throat and cough. No fever. No shortness of breath. Works in a day care.
Exam: Afebrile. Nasal mucosa boggy. Throat mildly red without exudate. Lungs clear.
Assessment: Viral upper respiratory infection.
Plan: Fluids, rest, saline. Return if worse.`,
  },
  {
    id: 'fm-strep',
    ageYears: 27,
    sex: 'M',
    codes: ['J02.0'],
    note: `Sore throat for two days with fever to 101.5, no cough. Tonsils swollen with exudate, tender anterior nodes. Rapid strep positive.
Impression: Strep pharyngitis.
Plan: Amoxicillin 500 mg twice daily for 10 days.`,
  },
  {
    id: 'fm-uti',
    ageYears: 41,
    sex: 'F',
    codes: ['N39.0'],
    note: `CC: burning with urination x 2 days
HPI: Frequency and urgency. Denies flank pain, fever, vaginal discharge. No hx of kidney stones.
UA: leukocytes large, nitrite positive.
A/P: Acute UTI, uncomplicated. Nitrofurantoin for 5 days. Urine culture sent.`,
  },
  {
    id: 'fm-annual-exam',
    ageYears: 45,
    sex: 'F',
    codes: ['Z00.00', 'Z23'],
    note: `Annual physical. No complaints today. Exercises three times a week, does not smoke.
Family history: mother with breast cancer at 71, father with hypertension.
ROS: negative for weight loss, chest pain, depression.
Exam: normal throughout.
Assessment: Annual adult physical examination without abnormal findings. Influenza immunization given today.
Plan: Labs next year, mammogram due in May.`,
  },
  {
    id: 'fm-low-back-pain',
    ageYears: 39,
    sex: 'M',
    codes: ['M54.50'],
    note: `HPI: Low back pain after moving boxes on Saturday. Pain 5/10, no radiation to the legs. Denies numbness, weakness or bladder trouble.
Exam: Paraspinal tenderness, straight leg raise negative bilaterally.
Assessment: Acute low back pain.
Plan: Ibuprofen, heat, stay active. PT referral if not better in two weeks.`,
  },
  {
    id: 'fm-hypothyroid-anemia',
    ageYears: 52,
    sex: 'F',
    codes: ['E03.9', 'D50.9'],
    note: `Here to go over labs. Tired for months, cold all the time. TSH 9.8, ferritin 6, hemoglobin 10.1.
Assessment
- Hypothyroidism: increase levothyroxine to 88 mcg
- Iron deficiency anemia: start ferrous sulfate, ask GI about colonoscopy`,
  },
  {
    id: 'fm-copd-exacerbation',
    ageYears: 69,
    sex: 'M',
    codes: ['J44.1', 'F17.210'],
    note: `Increased dyspnea and sputum for 4 days. Smokes one pack of cigarettes a day.
Exam: diffuse wheezes, O2 sat 93 percent.
A: 1) COPD with acute exacerbation 2) Nicotine dependence, cigarettes
P: prednisone 40 mg x 5 days, doxycycline, smoking cessation counseled 5 minutes.`,
  },
  {
    id: 'fm-gerd',
    ageYears: 48,
    sex: 'M',
    codes: ['K21.9'],
    note: `Heartburn most nights after dinner, worse lying down. No dysphagia, no weight loss, no melena.
Assessment: GERD without esophagitis. Plan: omeprazole 20 mg before breakfast for 8 weeks, raise head of bed.`,
  },
  {
    id: 'fm-ckd-hypertension',
    ageYears: 72,
    sex: 'M',
    codes: ['I12.9', 'N18.31'],
    note: `Follow-up kidney function. eGFR 51, stable over a year. Urine albumin normal. BP 136/80 on losartan.
Assessment: Hypertensive chronic kidney disease, stage 3a CKD.
Plan: avoid NSAIDs, recheck in 4 months.`,
  },
  {
    id: 'fm-afib-anticoagulation',
    ageYears: 77,
    sex: 'F',
    codes: ['I48.91', 'Z79.01'],
    note: `Here for follow up of atrial fibrillation. Rate is controlled on metoprolol. On apixaban, no bleeding or bruising. No falls.
Exam: irregularly irregular, rate 72. No edema.
Assessment: Atrial fibrillation. Long term use of anticoagulants.
Plan: continue current regimen.`,
  },
  {
    id: 'fm-chest-pain-rule-out',
    ageYears: 55,
    sex: 'M',
    codes: ['R07.9'],
    note: `HPI: Intermittent chest pain for a week, not with exertion. No dyspnea. Father had a heart attack at 60.
EKG normal sinus rhythm.
Assessment: Chest pain, possible angina. Rule out coronary artery disease.
Plan: stress test, aspirin until then.`,
  },
  {
    id: 'fm-cough-suspected-pneumonia',
    ageYears: 66,
    sex: 'F',
    codes: ['R05.1', 'R50.9'],
    note: `Cough and fever for 3 days. Temp 101.2, lungs with a few crackles at right base.
Assessment: Acute cough and fever, suspected pneumonia, chest x-ray ordered.
Plan: call with result, fluids, acetaminophen.`,
  },
  {
    id: 'fm-obesity-prediabetes',
    ageYears: 44,
    sex: 'F',
    codes: ['R73.03', 'E66.811', 'Z71.3'],
    note: `Weight 198, BMI 32.4. A1c 6.1 again.
A: Prediabetes. Class 1 obesity.
P: Dietary counseling given for 15 minutes, walk daily, recheck A1c in six months.`,
  },
  {
    id: 'fm-cellulitis-leg',
    ageYears: 60,
    sex: 'M',
    codes: ['L03.115'],
    note: `Redness and swelling of the right lower leg since Thursday, warm, spreading. No fever or chills. No purulence.
Exam: right leg erythema 12 x 8 cm, tender, no fluctuance.
Dx: Cellulitis of right lower limb.
Rx: cephalexin 500 mg four times a day. Margin marked.`,
  },
  {
    id: 'fm-migraine',
    ageYears: 31,
    sex: 'F',
    codes: ['G43.909'],
    note: `Headaches twice a month, throbbing, with light sensitivity and nausea. No aura. Neuro exam nonfocal.
Assessment: Migraine, not intractable.
Plan: sumatriptan 50 mg as needed, headache diary.`,
  },
  {
    id: 'fm-dizziness',
    ageYears: 70,
    sex: 'F',
    codes: ['H81.11'],
    note: `Spinning for seconds when rolling over in bed. No hearing loss or tinnitus. Dix-Hallpike positive on the right.
Impression: Benign paroxysmal vertigo, right ear.
Plan: Epley maneuver done in office, home exercises.`,
  },
  {
    id: 'fm-gout',
    ageYears: 57,
    sex: 'M',
    codes: ['M10.072'],
    note: `Woke with severe pain of the left great toe joint spreading to the ankle, red and hot. Drinks beer on weekends. No injury. Uric acid 9.2.
Assessment: Idiopathic gout, left ankle and foot.
Plan: colchicine, avoid alcohol.`,
  },
  {
    id: 'fm-shingles',
    ageYears: 68,
    sex: 'M',
    codes: ['B02.9'],
    note: `Painful blistering rash in a band on the left chest for 2 days. Does not cross midline. Eyes not involved.
Dx: Herpes zoster without complication. Valacyclovir 1 g three times a day.`,
  },
  {
    id: 'fm-insomnia-anxiety',
    ageYears: 36,
    sex: 'F',
    codes: ['F41.1', 'G47.00'],
    note: `Worries constantly about work and kids, cannot fall asleep. GAD-7 is 15. No panic attacks, denies suicidal thoughts.
Assessment: 1. Generalized anxiety disorder, start sertraline 50 mg. 2. Insomnia, sleep hygiene.`,
  },
  {
    id: 'fm-medicare-wellness-bph',
    ageYears: 74,
    sex: 'M',
    codes: ['Z00.01', 'N40.1'],
    note: `Annual adult exam with abnormal findings. He gets up 3 times a night to urinate with weak stream.
Prostate enlarged, smooth. PSA 2.1.
Assessment: Annual adult exam with abnormal findings. Benign prostatic hyperplasia with lower urinary tract symptoms, start tamsulosin.`,
  },
  {
    id: 'fm-history-colon-cancer',
    ageYears: 66,
    sex: 'F',
    codes: ['Z85.038', 'I10'],
    note: `Follow-up. PMH: hypertension. History of colon cancer, resected 2015, no recurrence. Colonoscopy last year clean.
Exam unremarkable, BP 128/70.
Assessment: Hypertension, controlled. Personal history of colon cancer, surveillance up to date.`,
  },
  {
    id: 'fm-heart-failure',
    ageYears: 79,
    sex: 'F',
    codes: ['I50.32', 'I10'],
    note: `Weight stable, no orthopnea, mild ankle swelling by evening. Echo last month EF 60 percent with diastolic dysfunction.
A/P: Chronic diastolic heart failure, compensated, continue furosemide. Hypertension stable.`,
  },
];
