import { behavioralHealthNotes } from './behavioral-health.ts';
import { dermatologyNotes } from './dermatology.ts';
import { familyMedicineNotes } from './family-medicine.ts';
import { orthopedicNotes } from './orthopedics.ts';
import { pediatricNotes } from './pediatrics.ts';
import type { SampleNote } from './sample-note.ts';

/** Every sample note, by field. */
export const sampleNotes: Readonly<Record<string, readonly SampleNote[]>> = {
  'family medicine': familyMedicineNotes,
  pediatrics: pediatricNotes,
  dermatology: dermatologyNotes,
  orthopedics: orthopedicNotes,
  'behavioral health': behavioralHealthNotes,
};
