import { CsvMapping, type CsvMappingInput } from '#contracts/intake-settings/csv-mapping.ts';

/** A file to start from: its mapping, which needs no setting up, and rows that show it. */
export interface CsvTemplate {
  readonly mapping: CsvMapping;
  /** One object a row, by header; a column that is left out is empty. */
  readonly samples: readonly Readonly<Record<string, string>>[];
}

type Columns = readonly (readonly [header: string, field: string])[];

const patient: Columns = [
  ['patient_id', 'patient.sourcePatientId'],
  ['patient_last_name', 'patient.lastName'],
  ['patient_first_name', 'patient.firstName'],
  ['patient_middle_name', 'patient.middleName'],
  ['patient_birth_date', 'patient.birthDate'],
  ['patient_sex', 'patient.sex'],
  ['patient_address', 'patient.address.line1'],
  ['patient_address_2', 'patient.address.line2'],
  ['patient_city', 'patient.address.city'],
  ['patient_state', 'patient.address.state'],
  ['patient_zip', 'patient.address.zip'],
  ['patient_phone', 'patient.phone'],
];

const guarantor: Columns = [
  ['guarantor_id', 'guarantor.sourceGuarantorId'],
  ['guarantor_last_name', 'guarantor.lastName'],
  ['guarantor_first_name', 'guarantor.firstName'],
  ['guarantor_address', 'guarantor.address.line1'],
  ['guarantor_city', 'guarantor.address.city'],
  ['guarantor_state', 'guarantor.address.state'],
  ['guarantor_zip', 'guarantor.address.zip'],
];

function insurance(place: 1 | 2, name: string): Columns {
  return [
    [`${name}_payer_id`, `coverages[${place}].payerId`],
    [`${name}_member_id`, `coverages[${place}].memberId`],
    [`${name}_group`, `coverages[${place}].groupNumber`],
    [`${name}_relationship`, `coverages[${place}].relationship`],
    [`${name}_subscriber_last_name`, `coverages[${place}].subscriber.lastName`],
    [`${name}_subscriber_first_name`, `coverages[${place}].subscriber.firstName`],
    [`${name}_subscriber_birth_date`, `coverages[${place}].subscriber.birthDate`],
    [`${name}_subscriber_sex`, `coverages[${place}].subscriber.sex`],
    [`${name}_subscriber_address`, `coverages[${place}].subscriber.address.line1`],
    [`${name}_subscriber_city`, `coverages[${place}].subscriber.address.city`],
    [`${name}_subscriber_state`, `coverages[${place}].subscriber.address.state`],
    [`${name}_subscriber_zip`, `coverages[${place}].subscriber.address.zip`],
  ];
}

const whoAndWhere: Columns = [
  ['rendering_provider', 'renderingProvider'],
  ['referring_npi', 'referringProvider.npi'],
  ['referring_last_name', 'referringProvider.lastName'],
  ['referring_first_name', 'referringProvider.firstName'],
  ['location', 'location'],
  ['place_of_service', 'placeOfService'],
  ['authorization_number', 'authorizationNumber'],
];

const visitColumns: Columns = [
  ['source_system', 'sourceSystem'],
  ['visit_id', 'encounterId'],
  ['version', 'version'],
  ['service_date', 'serviceDateFrom'],
  ['service_date_to', 'serviceDateTo'],
  ...patient,
  ...guarantor,
  ...insurance(1, 'primary'),
  ...insurance(2, 'secondary'),
  ...whoAndWhere,
  ['diagnoses', 'diagnoses'],
  ...[1, 2, 3, 4, 5, 6].flatMap((place): Columns => [
    [`code_${place}`, `lines[${place}].code`],
    [`modifiers_${place}`, `lines[${place}].modifiers`],
    [`units_${place}`, `lines[${place}].units`],
    [`charge_${place}`, `lines[${place}].charge`],
    [`pointers_${place}`, `lines[${place}].diagnosisPointers`],
  ]),
  ['total_charge', 'totalCharge'],
  ['note', 'note'],
];

const chargeLineColumns: Columns = [
  ['source_system', 'sourceSystem'],
  ['visit_id', 'encounterId'],
  ['line_id', 'line.sourceLineId'],
  ['updated_at', 'updatedAt'],
  ['service_date', 'line.serviceDate'],
  ...patient,
  ...guarantor,
  ...insurance(1, 'primary'),
  ...insurance(2, 'secondary'),
  ...whoAndWhere,
  ['code', 'line.code'],
  ['modifiers', 'line.modifiers'],
  ['units', 'line.units'],
  ['charge', 'line.charge'],
  ['diagnoses', 'diagnoses'],
  ['ndc', 'line.drug.ndc'],
  ['ndc_quantity', 'line.drug.quantity'],
  ['ndc_unit', 'line.drug.unit'],
  ['description', 'line.description'],
  ['note', 'note'],
];

const appointmentColumns: Columns = [
  ['source_system', 'sourceSystem'],
  ['appointment_id', 'appointmentId'],
  ['patient_id', 'patient.sourcePatientId'],
  ['appointment_date', 'appointment.date'],
  ['appointment_time', 'appointment.time'],
  ['provider', 'renderingProvider'],
  ['location', 'location'],
  ['status', 'appointment.status'],
  ['updated_at', 'updatedAt'],
];

const documentColumns: Columns = [
  ['source_system', 'sourceSystem'],
  ['document_file', 'document.file'],
  ['visit_id', 'encounterId'],
  ['patient_id', 'patient.sourcePatientId'],
  ['service_date', 'document.serviceDate'],
  ['document_kind', 'document.kind'],
  ['document_status', 'document.status'],
];

function template(
  mapping: Omit<CsvMappingInput, 'columns'>,
  columns: Columns,
  samples: CsvTemplate['samples'],
): CsvTemplate {
  return {
    mapping: CsvMapping.parse({ ...mapping, columns: columns.map(([header, field]) => ({ header, field })) }),
    samples,
  };
}

const person = {
  source_system: 'clinic-pm',
  patient_id: 'P-3001',
  patient_last_name: 'Alder',
  patient_first_name: 'Maren',
  patient_birth_date: '1984-02-11',
  patient_sex: 'F',
  patient_address: '18 Orchard Way',
  patient_city: 'Alder Falls',
  patient_state: 'OR',
  patient_zip: '97099',
  primary_payer_id: 'JUNIP',
  primary_member_id: 'JHM-41001',
  primary_relationship: 'self',
  rendering_provider: '2000001018',
  place_of_service: '11',
};
const child = {
  ...person,
  patient_id: 'P-3002',
  patient_first_name: 'Tobin',
  patient_birth_date: '2015-06-30',
  patient_sex: 'M',
  guarantor_id: 'P-3001',
  guarantor_last_name: 'Alder',
  guarantor_first_name: 'Maren',
  guarantor_address: '18 Orchard Way',
  guarantor_city: 'Alder Falls',
  guarantor_state: 'OR',
  guarantor_zip: '97099',
  primary_relationship: 'child',
  primary_subscriber_last_name: 'Alder',
  primary_subscriber_first_name: 'Maren',
  primary_subscriber_birth_date: '1984-02-11',
  primary_subscriber_sex: 'F',
  primary_subscriber_address: '18 Orchard Way',
  primary_subscriber_city: 'Alder Falls',
  primary_subscriber_state: 'OR',
  primary_subscriber_zip: '97099',
};

/** Headers that make a file recognisable as one of ours; without the others a row may still be whole. */
const neededOfPatient = ['patient_id', 'patient_last_name', 'patient_birth_date'];

export const csvTemplates: readonly CsvTemplate[] = [
  template(
    {
      mappingId: 'standard-visit',
      name: 'One row a visit',
      rows: 'visit',
      required: ['visit_id', 'service_date', ...neededOfPatient],
    },
    visitColumns,
    [
      {
        ...person,
        visit_id: 'V-7001',
        service_date: '2026-10-05',
        diagnoses: 'E11.9 I10',
        code_1: '99213',
        modifiers_1: '25',
        units_1: '1',
        charge_1: '160.00',
        pointers_1: '1,2',
        code_2: '36415',
        units_2: '1',
        charge_2: '15.00',
        pointers_2: '1',
        total_charge: '175.00',
      },
      {
        ...child,
        visit_id: 'V-7002',
        service_date: '2026-10-06',
        note: 'Sore throat for two days, no fever. Rapid strep test negative.',
      },
    ],
  ),
  template(
    {
      mappingId: 'standard-charge-line',
      name: 'One row a charge',
      rows: 'charge-line',
      required: ['visit_id', 'service_date', 'code', ...neededOfPatient],
    },
    chargeLineColumns,
    [
      {
        ...person,
        visit_id: 'V-7003',
        line_id: '1',
        updated_at: '2026-10-05T17:20:00',
        service_date: '2026-10-05',
        code: '99213',
        modifiers: '25',
        units: '1',
        charge: '160.00',
        diagnoses: 'E11.9 I10',
      },
      {
        ...person,
        visit_id: 'V-7003',
        line_id: '2',
        updated_at: '2026-10-05T17:20:00',
        service_date: '2026-10-05',
        code: 'J3301',
        units: '4',
        charge: '18.00',
        diagnoses: 'E11.9',
        ndc: '00003-0293-05',
        ndc_quantity: '1',
        ndc_unit: 'ML',
      },
    ],
  ),
  template(
    {
      mappingId: 'standard-appointment',
      name: 'One row an appointment',
      rows: 'appointment',
      required: ['appointment_id', 'patient_id', 'appointment_date', 'status'],
    },
    appointmentColumns,
    [
      {
        source_system: 'clinic-pm',
        appointment_id: 'A-9001',
        patient_id: 'P-3001',
        appointment_date: '2026-10-05',
        appointment_time: '09:30',
        provider: '2000001018',
        status: 'kept',
        updated_at: '2026-10-05T10:05:00',
      },
      {
        source_system: 'clinic-pm',
        appointment_id: 'A-9002',
        patient_id: 'P-3002',
        appointment_date: '2026-10-07',
        appointment_time: '14:00',
        provider: '2000001018',
        status: 'booked',
        updated_at: '2026-10-01T08:00:00',
      },
    ],
  ),
  template(
    {
      mappingId: 'standard-document',
      name: 'One row a document',
      rows: 'document',
      required: ['document_file', 'patient_id', 'document_kind', 'document_status'],
    },
    documentColumns,
    [
      {
        source_system: 'clinic-pm',
        document_file: 'scan0001.pdf',
        visit_id: 'V-7001',
        document_kind: 'consent',
        document_status: 'signed',
      },
      {
        source_system: 'clinic-pm',
        document_file: 'scan0002.pdf',
        patient_id: 'P-3002',
        service_date: '2026-10-06',
        document_kind: 'operative',
        document_status: 'draft',
      },
    ],
  ),
];

/** A cell as it stands in a CSV file. */
function cellText(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The file of a template: its header and its samples. */
export function templateFile({ mapping, samples }: CsvTemplate): string {
  const headers = mapping.columns.map(({ header }) => header);
  const rows = [headers, ...samples.map((sample) => headers.map((header) => sample[header] ?? ''))];
  return rows.map((cells) => `${cells.map(cellText).join(',')}\n`).join('');
}
