import { span, type WarehouseTable } from './column.ts';

export const practiceDimension = {
  name: 'dim_practice',
  sort: 'dimension',
  mart: 'reporting',
  grain: 'The practice, as one edition of its master data says.',
  version: 1,
  columns: [
    ...span,
    { name: 'edition', type: 'count', meaning: 'The edition.' },
    { name: 'name', type: 'text', meaning: 'Its name.' },
    { name: 'time_zone', type: 'text', meaning: 'Where it works.' },
  ],
} as const satisfies WarehouseTable;

export const providerDimension = {
  name: 'dim_provider',
  sort: 'dimension',
  mart: 'reporting',
  grain: 'A provider of the practice.',
  version: 1,
  columns: [
    ...span,
    { name: 'npi', type: 'text', meaning: 'Key.' },
    { name: 'last_name', type: 'text', meaning: 'Last name.' },
    { name: 'first_name', type: 'text', meaning: 'First name.' },
    { name: 'taxonomy', type: 'text', meaning: 'NUCC taxonomy code.' },
  ],
} as const satisfies WarehouseTable;

export const payerDimension = {
  name: 'dim_payer',
  sort: 'dimension',
  mart: 'reporting',
  grain: 'A payer of the practice.',
  version: 1,
  columns: [
    ...span,
    { name: 'payer_id', type: 'text', meaning: 'Key.' },
    { name: 'name', type: 'text', meaning: 'Name.' },
    {
      name: 'payer_group',
      type: 'text',
      meaning: 'medicare, medicaid, commercial or other, from its claim filing indicator.',
    },
  ],
} as const satisfies WarehouseTable;

export const planDimension = {
  name: 'dim_plan',
  sort: 'dimension',
  mart: 'reporting',
  grain: 'A contract of a payer, by which it pays.',
  version: 1,
  columns: [
    ...span,
    { name: 'payer_id', type: 'text', meaning: 'The payer.' },
    { name: 'contract', type: 'text', meaning: 'Key, with the payer.' },
    { name: 'effective_from', type: 'date', mayBeEmpty: true, meaning: 'First day of service.' },
    { name: 'effective_to', type: 'date', mayBeEmpty: true, meaning: 'Last day of service.' },
  ],
} as const satisfies WarehouseTable;

export const codeDimension = {
  name: 'dim_code',
  sort: 'dimension',
  mart: 'reporting',
  grain: 'A procedure code that the practice has charged. Descriptors of CPT are never shipped.',
  version: 1,
  columns: [
    ...span,
    { name: 'code', type: 'text', meaning: 'Key.' },
    { name: 'code_set', type: 'text', meaning: 'cpt or hcpcs, by its form.' },
    {
      name: 'category',
      type: 'text',
      meaning: 'visit, surgery, radiology, laboratory, medicine, drug or other, by its range.',
    },
  ],
} as const satisfies WarehouseTable;

export const patientDimension = {
  name: 'dim_patient',
  sort: 'dimension',
  mart: 'reporting',
  grain: 'A patient, without anything that says who it is.',
  version: 1,
  columns: [
    ...span,
    { name: 'patient_key', type: 'text', meaning: 'Key, a hash.' },
    {
      name: 'birth_year',
      type: 'count',
      mayBeEmpty: true,
      meaning: 'Year of birth; empty for those of ninety and older (45 CFR 164.514(b)).',
    },
    { name: 'sex', type: 'text', mayBeEmpty: true, meaning: 'F, M or U.' },
    { name: 'state', type: 'text', mayBeEmpty: true, meaning: 'State of the address.' },
  ],
} as const satisfies WarehouseTable;

export const identifiedPatientDimension = {
  name: 'dim_patient_identified',
  sort: 'dimension',
  mart: 'identified',
  grain: 'A patient by name, for those who must call one.',
  version: 1,
  columns: [
    ...span,
    { name: 'patient_key', type: 'text', meaning: 'Key, as in dim_patient.' },
    { name: 'last_name', type: 'text', meaning: 'Last name.' },
    { name: 'first_name', type: 'text', meaning: 'First name.' },
    { name: 'birth_date', type: 'date', meaning: 'Birth date.' },
    { name: 'member_id', type: 'text', mayBeEmpty: true, meaning: 'Member id of the first coverage.' },
  ],
} as const satisfies WarehouseTable;
