import { codeList, type PlaceOfServiceRow } from './code-tables.ts';

/**
 * Every place of service that CMS has assigned, with our own short words and whether it pays as a facility.
 * Source: CMS, place of service code set (public domain), 2024. What is not here is not assigned.
 */
const facilities: readonly (readonly [code: string, label: string])[] = [
  ['02', 'Telehealth, not at home'],
  ['06', 'Indian Health Service, part of a facility'],
  ['08', 'Tribal clinic, part of a facility'],
  ['19', 'Off-campus outpatient hospital'],
  ['21', 'Inpatient hospital'],
  ['22', 'On-campus outpatient hospital'],
  ['23', 'Emergency room'],
  ['24', 'Surgical center'],
  ['26', 'Military treatment facility'],
  ['31', 'Skilled nursing facility'],
  ['34', 'Hospice'],
  ['41', 'Ambulance, land'],
  ['42', 'Ambulance, air or water'],
  ['51', 'Inpatient psychiatric facility'],
  ['52', 'Psychiatric facility, part of the day'],
  ['53', 'Community mental health center'],
  ['56', 'Psychiatric residential center'],
  ['61', 'Inpatient rehabilitation'],
];

const others: readonly (readonly [code: string, label: string])[] = [
  ['01', 'Pharmacy'],
  ['03', 'School'],
  ['04', 'Homeless shelter'],
  ['05', 'Indian Health Service clinic'],
  ['07', 'Tribal clinic'],
  ['09', 'Prison'],
  ['10', 'Telehealth at home'],
  ['11', 'Office'],
  ['12', 'Home'],
  ['13', 'Assisted living'],
  ['14', 'Group home'],
  ['15', 'Mobile unit'],
  ['16', 'Temporary lodging'],
  ['17', 'Clinic in a store'],
  ['18', 'Worksite'],
  ['20', 'Urgent care'],
  ['25', 'Birthing center'],
  ['27', 'Outreach site or street'],
  ['32', 'Nursing facility'],
  ['33', 'Custodial care'],
  ['49', 'Independent clinic'],
  ['50', 'Federally qualified health center'],
  ['54', 'Facility for intellectual disabilities'],
  ['55', 'Residential substance abuse treatment'],
  ['57', 'Substance abuse treatment'],
  ['58', 'Opioid treatment program'],
  ['60', 'Mass immunization'],
  ['62', 'Outpatient rehabilitation'],
  ['65', 'Dialysis center'],
  ['66', 'Center of the all-inclusive care program'],
  ['71', 'Public health clinic'],
  ['72', 'Rural health clinic'],
  ['81', 'Independent laboratory'],
  ['99', 'Other place'],
];

export const assignedPlaces: readonly PlaceOfServiceRow[] = [
  ...facilities.map(([code, label]) => ({ code, label, isFacility: true })),
  ...others.map(([code, label]) => ({ code, label, isFacility: false })),
];

/** The assigned places of service, by their code of two digits. */
export const placesOfService = codeList(assignedPlaces);
