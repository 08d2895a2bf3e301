/** Everything that a column of a practice's export may mean. Positions count from 1, as in answers. */

const address = [
  'address.line1',
  'address.line2',
  'address.city',
  'address.state',
  'address.zip',
  'address.country',
];
/** `name` is the whole name in one cell. */
const person = ['name', 'lastName', 'firstName', 'middleName', 'suffix', 'birthDate', 'sex', ...address];
const provider = ['npi', 'lastName', 'firstName'];

const line = [
  'sourceLineId',
  'code',
  'modifiers',
  'modifiers[1]',
  'modifiers[2]',
  'modifiers[3]',
  'modifiers[4]',
  'units',
  'charge',
  'diagnosisPointers',
  'serviceDate',
  'description',
  'drug.ndc',
  'drug.quantity',
  'drug.unit',
];

const coverage = [
  'payerId',
  'payerName',
  'memberId',
  'groupNumber',
  'relationship',
  ...person.map((field) => `subscriber.${field}`),
];

const visit = [
  'sourceSystem',
  'encounterId',
  'version',
  ...['sourcePatientId', 'deathDate', 'phone', 'email', ...person].map((field) => `patient.${field}`),
  ...['sourceGuarantorId', 'name', 'lastName', 'firstName', ...address].map((field) => `guarantor.${field}`),
  'renderingProvider',
  ...provider.map((field) => `referringProvider.${field}`),
  ...provider.map((field) => `supervisingProvider.${field}`),
  'location',
  'placeOfService',
  'serviceDateFrom',
  'serviceDateTo',
  'admissionDate',
  'onsetDate',
  'accident.kind',
  'accident.date',
  'accident.state',
  'diagnoses',
  'totalCharge',
  'note',
  'authorizationNumber',
  'signatureOnFile',
  'assignmentOfBenefits',
  'releaseOfInformation',
  /** When the row was last changed in its source: of two versions of a charge the later one counts. */
  'updatedAt',
];

const document = ['document.file', 'document.serviceDate', 'document.kind', 'document.status'];

const appointment = ['appointmentId', 'appointment.date', 'appointment.time', 'appointment.status'];

function numbered(name: string, most: number, fields: readonly string[]): string[] {
  return Array.from({ length: most }, (_, index) =>
    fields.map((field) => `${name}[${index + 1}]${field === '' ? '' : `.${field}`}`),
  ).flat();
}

export const csvFields: readonly string[] = [
  ...visit,
  ...numbered('diagnoses', 12, ['']),
  ...numbered('coverages', 3, coverage),
  ...line.map((field) => `line.${field}`),
  ...numbered('lines', 12, line),
  ...appointment,
  ...document,
];
