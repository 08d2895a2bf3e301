import * as z from 'zod';
import { PatientAccount } from '../patient-account.ts';
import {
  LinkPatientsAnswer,
  LinkPatientsRequest,
  PatientQuery,
  PatientQueryAnswer,
} from '../patient-queries.ts';
import { claimReaders } from './roles.ts';
import type { StaffRoute } from './route.ts';

export const patientRoutes = [
  {
    id: 'find-patients',
    method: 'POST',
    path: '/api/practices/{practiceId}/patient-search',
    function: 'read-patients',
    roles: claimReaders,
    does: 'reads',
    tells: 'patient',
    summary:
      'Patients by name and birth, member id, phone or patient number; a POST, so that none stands in an address',
    fixed: { query: 'find' },
    request: PatientQuery.options[0].omit({ query: true, practiceId: true }).strict(),
    answer: PatientQueryAnswer.options[0],
  },
  {
    id: 'show-patient',
    method: 'GET',
    path: '/api/practices/{practiceId}/patients/{patientKey}',
    function: 'read-patients',
    roles: claimReaders,
    does: 'reads',
    tells: 'patient',
    summary: 'A patient, and all who are the same person',
    fixed: { query: 'show' },
    request: z.strictObject({}),
    answer: PatientQueryAnswer.options[1],
  },
  {
    id: 'link-patients',
    method: 'POST',
    path: '/api/practices/{practiceId}/patient-links',
    function: 'link-patients',
    roles: ['front-desk', 'biller', 'manager'],
    does: 'changes',
    tells: 'practice',
    summary: 'Decides that two patients are one person, or two',
    takes: ['user'],
    request: LinkPatientsRequest.omit({ practiceId: true, user: true }).strict(),
    answer: LinkPatientsAnswer.options[0],
  },
  {
    id: 'list-accounts',
    method: 'GET',
    path: '/api/practices/{practiceId}/accounts',
    function: 'read-accounts',
    roles: claimReaders,
    does: 'reads',
    tells: 'patient',
    summary: "Patients' accounts with what is owed and which statements went out",
    fixed: { query: 'list' },
    request: z.strictObject({}),
    answer: z.object({ outcome: z.literal('listed'), accounts: z.array(PatientAccount) }),
    isHeavy: true,
  },
] as const satisfies readonly StaffRoute[];
