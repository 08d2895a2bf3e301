import type { SampleNote } from './sample-note.ts';

/** Dermatology. */
export const dermatologyNotes: readonly SampleNote[] = [
  {
    id: 'dm-warts',
    ageYears: 19,
    sex: 'M',
    codes: ['B07.9'],
    note: `Three rough growths on the fingers for half a year, salicylic acid did not help.
Exam: verrucous papules on right index finger x2 and left thumb.
A: Viral warts. P: Cryotherapy with liquid nitrogen to 3 lesions, tolerated well.`,
  },
  {
    id: 'dm-actinic-keratosis',
    ageYears: 71,
    sex: 'M',
    codes: ['L57.0', 'Z85.828'],
    note: `Full skin check. History of basal cell carcinoma of the nose 2019, no recurrence at the scar.
Exam: gritty pink papules x4 on scalp and forehead. No suspicious nevi.
Assessment: Actinic keratosis. Personal history of skin cancer.
Procedure: 4 lesions frozen.`,
  },
  {
    id: 'dm-acne',
    ageYears: 17,
    sex: 'F',
    codes: ['L70.0'],
    note: `Acne on face and back since age 13. Comedones and inflammatory papules, few scars. Using benzoyl peroxide wash.
Impression: acne vulgaris, moderate. Start tretinoin cream nightly and doxycycline.`,
  },
  {
    id: 'dm-psoriasis',
    ageYears: 46,
    sex: 'M',
    codes: ['L40.0'],
    note: `Thick scaly plaques on elbows and knees for years, itchy. Denies joint pain or stiffness. Nails with pits.
Dx: Plaque psoriasis (psoriasis vulgaris). Clobetasol twice daily, discussed light therapy.`,
  },
  {
    id: 'dm-poison-ivy',
    ageYears: 33,
    sex: 'F',
    codes: ['L23.7'],
    note: `Itchy linear blisters on both forearms after clearing brush. No facial swelling.
A: Allergic contact dermatitis due to plants (poison ivy). P: prednisone taper 12 days.`,
  },
  {
    id: 'dm-bcc-nose',
    ageYears: 64,
    sex: 'F',
    codes: ['C44.311'],
    note: `Biopsy result visit. Pearly papule of the nose, pathology shows nodular basal cell carcinoma.
Assessment: Basal cell carcinoma of skin of nose. Plan: refer for Mohs surgery.`,
  },
  {
    id: 'dm-tinea-pedis',
    ageYears: 29,
    sex: 'M',
    codes: ['B35.3', 'B35.1'],
    note: `Itchy peeling between toes and thick yellow nails on both feet. KOH positive.
Assessment: Tinea pedis. Onychomycosis. Plan: terbinafine cream for feet, oral terbinafine after liver tests.`,
  },
  {
    id: 'dm-atopic-dermatitis',
    ageYears: 9,
    sex: 'F',
    codes: ['L20.9'],
    note: `Eczema flaring in elbow and knee creases this winter. Mother has asthma. No infection seen.
Assessment: Atopic dermatitis. Triamcinolone ointment, thick moisturizer.`,
  },
  {
    id: 'dm-rosacea',
    ageYears: 50,
    sex: 'F',
    codes: ['L71.9'],
    note: `Facial flushing and red bumps on cheeks, worse with wine. Eyes not affected. Dx rosacea. Metronidazole gel.`,
  },
  {
    id: 'dm-seborrheic-keratosis',
    ageYears: 67,
    sex: 'M',
    codes: ['L82.0'],
    note: `Brown stuck-on growth on back, catches on clothing, red and irritated. Dermoscopy with milia-like cysts, no concern for melanoma.
Assessment: inflamed seborrheic keratosis. Shaved and sent.`,
  },
  {
    id: 'dm-abscess-buttock',
    ageYears: 38,
    sex: 'M',
    codes: ['L02.31'],
    note: `Painful lump left buttock x 5 days. 3 cm fluctuant area with surrounding redness. No fever.
Assessment: Cutaneous abscess of buttock.
Procedure: incision and drainage under local anesthesia, purulent material expressed, packed.`,
  },
  {
    id: 'dm-urticaria',
    ageYears: 25,
    sex: 'F',
    codes: ['L50.9'],
    note: `Hives come and go for two days, no new food or drug, no lip swelling or wheeze. A/P: urticaria, cetirizine daily.`,
  },
];
