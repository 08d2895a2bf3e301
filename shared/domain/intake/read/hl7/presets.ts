import type { Hl7Field, Hl7Preset } from '#contracts/intake-settings/hl7-mapping.ts';

type FieldSources = Readonly<Record<Hl7Field, readonly string[]>>;

/**
 * Where the standard puts what we read, and where senders of older versions put it instead; the first that holds
 * something counts. Source: HL7 version 2.5.1, segment tables of chapters 3 (PID, PV1), 6 (FT1, DG1, PR1, GT1, IN1),
 * 9 (TXA) and 10 (SCH, AIP, AIL).
 */
const standard: FieldSources = {
  encounterId: ['PV1-19.1', 'PID-18.1', 'PV1-50.1'],
  patientClass: ['PV1-2.1'],
  location: ['FT1-16', 'PV1-3'],
  placeOfService: [],
  renderingProvider: ['FT1-20', 'PV1-7'],
  referringProvider: ['PV1-8'],
  serviceDateFrom: ['PV1-44.1'],
  serviceDateTo: ['PV1-45.1'],
  'patient.sourcePatientId': ['PID-3[5=MR].1', 'PID-3[5=MRN].1', 'PID-3.1', 'PID-2.1'],
  'patient.name': ['PID-5[7=L]', 'PID-5'],
  'patient.birthDate': ['PID-7.1'],
  'patient.sex': ['PID-8.1'],
  'patient.deathDate': ['PID-29.1'],
  'patient.address': ['PID-11[7=H]', 'PID-11'],
  'patient.phone': ['PID-13'],
  'guarantor.sourceGuarantorId': ['GT1-2.1'],
  'guarantor.name': ['GT1-3[7=L]', 'GT1-3'],
  'guarantor.address': ['GT1-5[7=H]', 'GT1-5'],
  'guarantor.relationship': ['GT1-11.1'],
  'guarantor.from': ['GT1-13.1'],
  'guarantor.to': ['GT1-14.1'],
  'coverages.order': ['IN1-22.1', 'IN1-1.1'],
  'coverages.payerId': ['IN1-3.1', 'IN1-2.1'],
  'coverages.payerName': ['IN1-4.1', 'IN1-2.2'],
  'coverages.memberId': ['IN1-36.1', 'IN1-49.1', 'IN2-61.1'],
  'coverages.groupNumber': ['IN1-8.1'],
  'coverages.relationship': ['IN1-17.1'],
  'coverages.relationshipToSubscriber': ['IN2-72.1'],
  'coverages.subscriberName': ['IN1-16[7=L]', 'IN1-16'],
  'coverages.subscriberBirthDate': ['IN1-18.1'],
  'coverages.subscriberSex': ['IN1-43.1'],
  'coverages.subscriberAddress': ['IN1-19'],
  'coverages.authorizationNumber': ['IN1-14.1'],
  'lines.transactionType': ['FT1-6.1'],
  'lines.sourceLineId': ['FT1-2.1'],
  'lines.reversedLineId': ['FT1-31.1'],
  'lines.serviceDate': ['FT1-4'],
  'lines.code': ['FT1-25', 'FT1-7', 'PR1-3'],
  'lines.modifiers': ['FT1-26', 'PR1-16'],
  'lines.units': ['FT1-10.1'],
  'lines.charge': ['FT1-11.1'],
  'lines.unitCharge': ['FT1-12.1'],
  'lines.diagnoses': ['FT1-19'],
  'lines.drug': ['FT1-29.1'],
  'lines.drugQuantity': ['FT1-43.1', 'RXD-4.1'],
  'lines.drugUnit': ['FT1-43.2', 'RXD-5.1'],
  'accident.date': ['ACC-1.1'],
  'accident.kind': ['ACC-2.1'],
  'accident.state': ['ACC-4.1'],
  'diagnoses.code': ['DG1-3'],
  'diagnoses.rank': ['DG1-15.1', 'DG1-1.1'],
  'diagnoses.type': ['DG1-6.1'],
  note: [],
  appointmentId: ['SCH-2.1', 'SCH-1.1'],
  'appointment.start': ['SCH-11.4', 'TQ1-7.1', 'AIS-4.1', 'AIP-6.1'],
  'appointment.status': ['SCH-25.1'],
  'appointment.provider': ['AIP-3', 'PV1-7'],
  'appointment.location': ['AIL-3', 'PV1-3'],
  'document.documentId': ['TXA-12.1'],
  'document.replacedDocumentId': ['TXA-13.1'],
  'document.type': ['TXA-2.1'],
  'document.writtenOn': ['TXA-4.1', 'TXA-6.1'],
  'document.completion': ['TXA-17.1'],
  'document.availability': ['TXA-19.1'],
};

/**
 * Where each vendor's interfaces commonly put things otherwise. Sites configure their interfaces as they like, so these
 * are starting points; a practice's mapping goes before them.
 */
const differences: Readonly<Record<Hl7Preset, Partial<FieldSources>>> = {
  standard: {},
  // The contact serial number identifies the visit, the hospital account (PID-18) only groups visits.
  epic: {
    encounterId: ['PV1-19.1', 'PV1-50.1', 'PID-18.1'],
    'coverages.memberId': ['IN2-61.1', 'IN1-36.1', 'IN1-49.1'],
    'coverages.groupNumber': ['IN1-8.1', 'IN1-9.1'],
  },
  // The financial number is the visit; the insured's id holds the number on the card.
  cerner: {
    encounterId: ['PID-18.1', 'PV1-19.1'],
    'coverages.memberId': ['IN1-49.1', 'IN1-36.1'],
    'lines.sourceLineId': ['FT1-2.1', 'FT1-31.1'],
    'lines.reversedLineId': [],
  },
  // The visit has a segment of its own.
  allscripts: {
    encounterId: ['ZVN-1.1', 'PID-18.1', 'PV1-19.1'],
    'lines.code': ['FT1-7', 'FT1-25', 'PR1-3'],
  },
};

const presets = new Map<Hl7Preset, FieldSources>();

/** Where a preset looks for each field. */
export function presetSources(preset: Hl7Preset): FieldSources {
  const known = presets.get(preset);
  if (known !== undefined) {
    return known;
  }
  const sources = { ...standard, ...differences[preset] };
  presets.set(preset, sources);
  return sources;
}
