import type { SampleNote } from './sample-note.ts';

/** Behavioral health. */
export const behavioralHealthNotes: readonly SampleNote[] = [
  {
    id: 'bh-depression-moderate',
    ageYears: 42,
    sex: 'F',
    codes: ['F33.1'],
    note: `Session 50 minutes. Low mood, poor energy, tearful most days since March; third episode. PHQ-9 16. No suicidal ideation, no psychosis.
Diagnosis: Major depressive disorder, recurrent, moderate. Continue CBT weekly, escitalopram per PCP.`,
  },
  {
    id: 'bh-depression-single',
    ageYears: 24,
    sex: 'M',
    codes: ['F32.0'],
    note: `Intake. Since breakup two months ago feels sad and unmotivated, still working. PHQ-9 is 8. Denies prior episodes, mania, substance use.
Assessment: Major depressive disorder, single episode, mild.`,
  },
  {
    id: 'bh-panic',
    ageYears: 29,
    sex: 'F',
    codes: ['F41.0'],
    note: `Sudden spells of terror with palpitations and tingling, 3 a week, avoids the freeway. Medical work-up negative. Dx: panic disorder without agoraphobia. Breathing exercises, exposure plan.`,
  },
  {
    id: 'bh-ptsd',
    ageYears: 38,
    sex: 'M',
    codes: ['F43.12'],
    note: `Veteran with nightmares and hypervigilance for years, avoids crowds. Sleeps 4 hours. No current suicidal thoughts.
Impression: chronic post-traumatic stress disorder. EMDR session 6, prazosin helping.`,
  },
  {
    id: 'bh-alcohol',
    ageYears: 51,
    sex: 'M',
    codes: ['F10.20'],
    note: `Drinks a pint of vodka daily, tried to cut down many times, tremor in mornings. No seizures. Wants help.
Assessment: Alcohol dependence, uncomplicated. Plan: outpatient program, naltrexone.`,
  },
  {
    id: 'bh-bipolar',
    ageYears: 33,
    sex: 'F',
    codes: ['F31.9'],
    note: `Medication check. Mood even on lithium 900 mg, sleeping 8 hours, no racing thoughts. Lithium level 0.8.
Assessment: Bipolar disorder, stable. Continue.`,
  },
  {
    id: 'bh-adjustment',
    ageYears: 47,
    sex: 'F',
    codes: ['F43.23'],
    note: `Laid off in August; anxious and down, irritable with family. Function mostly kept. Denies hopelessness.
Dx: Adjustment disorder with mixed anxiety and depressed mood. Supportive therapy, 6 sessions planned.`,
  },
  {
    id: 'bh-ocd',
    ageYears: 21,
    sex: 'M',
    codes: ['F42.9'],
    note: `Checks locks twenty times a night, knows it is excessive. Y-BOCS 24. No tics. Diagnosis: obsessive-compulsive disorder. Exposure and response prevention started.`,
  },
  {
    id: 'bh-opioid-remission',
    ageYears: 36,
    sex: 'M',
    codes: ['F11.21'],
    note: `On buprenorphine 16 mg, clean for 14 months, urine screen appropriate. Working full time.
Assessment: opioid dependence, in remission. Continue treatment monthly.`,
  },
  {
    id: 'bh-anxiety-unspecified',
    ageYears: 62,
    sex: 'F',
    codes: ['F41.9', 'Z63.4'],
    note: `Nervous and restless since her husband died in June. Eats and sleeps fairly. A: Anxiety. Bereavement, family member death. P: grief group, return 4 weeks.`,
  },
];
