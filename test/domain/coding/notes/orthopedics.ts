import type { SampleNote } from './sample-note.ts';

/** Orthopedics and sports medicine. */
export const orthopedicNotes: readonly SampleNote[] = [
  {
    id: 'or-knee-arthritis',
    ageYears: 66,
    sex: 'F',
    codes: ['M17.11'],
    note: `Right knee pain for three years, worse with stairs. No injury. X-ray: medial joint space narrowing, osteophytes.
Assessment: Primary osteoarthritis of the right knee.
Procedure: right knee injected with triamcinolone 40 mg under sterile technique.`,
  },
  {
    id: 'or-knee-pain-likely',
    ageYears: 52,
    sex: 'M',
    codes: ['M25.562'],
    note: `Left knee pain for two months, no swelling, no locking. Exam: mild medial tenderness, ligaments stable.
Assessment: Left knee pain, likely meniscal tear. MRI ordered.`,
  },
  {
    id: 'or-ankle-sprain',
    ageYears: 23,
    sex: 'F',
    codes: ['S93.401A'],
    note: `Rolled right ankle on stairs yesterday. Swelling laterally, bears weight with a limp. X-ray without fracture.
Assessment: Sprain of right ankle, initial visit. Plan: brace, ice, elevation.`,
  },
  {
    id: 'or-rotator-cuff',
    ageYears: 61,
    sex: 'M',
    codes: ['M75.121'],
    note: `Right shoulder weak overhead since fall lifting. MRI: full-thickness supraspinatus tear with retraction.
Impression: Complete rotator cuff tear, right shoulder, nontraumatic. Discussed arthroscopic repair.`,
  },
  {
    id: 'or-carpal-tunnel',
    ageYears: 48,
    sex: 'F',
    codes: ['G56.03'],
    note: `Numbness of thumb through ring finger in both hands at night. Phalen and Tinel positive bilaterally. EMG confirms.
Assessment: Bilateral carpal tunnel syndrome. Splints, consider release.`,
  },
  {
    id: 'or-plantar-fasciitis',
    ageYears: 43,
    sex: 'F',
    codes: ['M72.2'],
    note: `First step heel pain on the left each morning for 8 weeks. Tender at medial calcaneus. Dx: plantar fasciitis. Stretching, inserts.`,
  },
  {
    id: 'or-lateral-epicondylitis',
    ageYears: 45,
    sex: 'M',
    codes: ['M77.11'],
    note: `Right elbow pain with gripping, plays tennis. Tender over lateral epicondyle, pain with resisted wrist extension. No neck pain.
A: Lateral epicondylitis, right elbow. P: counterforce brace, therapy.`,
  },
  {
    id: 'or-trochanteric-bursitis',
    ageYears: 59,
    sex: 'F',
    codes: ['M70.61'],
    note: `Right outer hip pain lying on that side. Tender greater trochanter, hip motion full. No groin pain.
Assessment: Trochanteric bursitis, right hip. Injected today with corticosteroid.`,
  },
  {
    id: 'or-lumbar-radiculopathy',
    ageYears: 50,
    sex: 'M',
    codes: ['M54.16'],
    note: `Back pain shooting down left leg to foot for five weeks. Straight leg raise positive left. Reflexes equal. No incontinence.
Assessment: Lumbar radiculopathy. Plan: MRI lumbar spine, gabapentin.`,
  },
  {
    id: 'or-distal-radius-fracture',
    ageYears: 12,
    sex: 'M',
    codes: ['S52.501A'],
    note: `Fell off a skateboard today onto right hand. Deformity of wrist, skin intact, pulses good.
X-ray: fracture of lower end of right radius, closed.
Assessment: closed fracture of lower end of right radius. Splinted, surgical consult.`,
  },
  {
    id: 'or-fracture-follow-up',
    ageYears: 35,
    sex: 'F',
    codes: ['S82.64XD'],
    note: `Six weeks after fracture of the right ankle, follow-up. Pain nearly gone. X-ray shows callus, nondisplaced fracture of lateral malleolus of right fibula with routine healing.
Assessment: nondisplaced fracture of lateral malleolus of right fibula, routine healing. Out of boot.`,
  },
  {
    id: 'or-frozen-shoulder',
    ageYears: 55,
    sex: 'F',
    codes: ['M75.02', 'E11.9'],
    note: `Diabetic with six months of stiff painful left shoulder. Passive external rotation 10 degrees. X-ray normal.
Assessment: Adhesive capsulitis of left shoulder. Type 2 diabetes. Plan: PT, glenohumeral injection.`,
  },
  {
    id: 'or-trigger-finger',
    ageYears: 58,
    sex: 'F',
    codes: ['M65.331'],
    note: `Right middle finger catches and locks. Nodule at A1 pulley. Dx: trigger finger, right middle finger. Injection done.`,
  },
];
