import type { Cents } from '#contracts/cents.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { Claim837P } from '#domain/x12/guides/005010X222A1-837P/model.ts';

/** A plain office visit of a subscriber: invented people. */
export const officeVisit: Claim837P = {
  submitter: {
    name: {
      entityType: 'organization',
      name: 'RIVERBEND FAMILY PRACTICE',
      identifier: { qualifier: '46', value: 'RIVERBEND1' },
    },
    contacts: [
      { functionCode: 'IC', name: 'BILLING OFFICE', numbers: [{ qualifier: 'TE', value: '6145550142' }] },
    ],
  },
  receiver: {
    entityType: 'organization',
    name: 'HARBOR CLEARING',
    identifier: { qualifier: '46', value: 'HARBOR' },
  },
  billingProvider: {
    name: {
      entityType: 'organization',
      name: 'RIVERBEND FAMILY PRACTICE',
      identifier: { qualifier: 'XX', value: '1234567893' },
    },
    address: { line1: '12 MILL STREET', city: 'WESTERVILLE', state: 'OH', zip: '430811234' },
    taxId: { qualifier: 'EI', value: '311234567' },
    taxonomy: '207Q00000X',
  },
  subscriber: {
    payerResponsibility: 'P',
    relationship: '18',
    claimFilingIndicator: 'CI',
    name: {
      entityType: 'person',
      name: 'QUILL',
      firstName: 'MARTHA',
      identifier: { qualifier: 'MI', value: 'W123456789' },
    },
    address: { line1: '4 ELM COURT', city: 'COLUMBUS', state: 'OH', zip: '43004' },
    demographics: { birthDate: '1961-05-17' as PlainDate, sex: 'F' },
  },
  payer: {
    name: {
      entityType: 'organization',
      name: 'LAKESHORE HEALTH',
      identifier: { qualifier: 'PI', value: 'LAKE1' },
    },
  },
  patientControlNumber: 'C0000000000001-1',
  totalChargeCents: 16_050 as Cents,
  placeOfService: '11',
  frequencyCode: '1',
  providerSignatureOnFile: true,
  assignmentCode: 'A',
  benefitsAssignment: 'Y',
  releaseOfInformation: 'Y',
  diagnoses: [{ code: 'E119' }, { code: 'I10' }],
  lines: [
    {
      lineNumber: 1,
      code: '99213',
      modifiers: ['25'],
      chargeCents: 12_500 as Cents,
      units: 1,
      diagnosisPointers: [1, 2],
      serviceDates: { from: '2026-03-02' as PlainDate },
      lineControlNumber: '1',
    },
    {
      lineNumber: 2,
      code: '83036',
      modifiers: [],
      chargeCents: 3550 as Cents,
      units: 1,
      diagnosisPointers: [1],
      serviceDates: { from: '2026-03-02' as PlainDate },
      lineControlNumber: '2',
    },
  ],
};
