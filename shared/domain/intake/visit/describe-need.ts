import type { Need } from './assemble-visit.ts';

/** A name that cannot be about a patient, and is short enough to be read. */
const shownName = /^[\w .,&'()/|:^-]{1,80}$/;

/** What a visit waits for, in words. A patient's number is never repeated. */
export function describeNeed({ kind, name }: Need): string {
  const shown = shownOf(kind, name);
  switch (kind) {
    case 'visit':
      return 'the visit itself: when, where and with whom it was';
    case 'patient':
    case 'person':
      return 'the patient, or a person of the insurance';
    case 'coverage':
      return shown === undefined
        ? "the patient's insurance, or that there is none"
        : `a payer that the practice's aliases name${shown}`;
    case 'rendering-provider':
      return shown === undefined
        ? 'who treated the patient'
        : `a provider that the practice's aliases name${shown}`;
    case 'place':
      return 'where the visit was: a place of service, or a location of the practice';
    case 'signature':
      return 'the signature of one of its notes';
    case 'charges':
      return 'charges, diagnoses or a note';
    case 'diagnosis':
      return 'a diagnosis that a charge points at';
    case 'practitioner':
      return `a practitioner that the visit points at${shown ?? ''}`;
    case 'organization':
      return `an organization that the visit points at${shown ?? ''}`;
    case 'location':
      return `a location that the visit points at${shown ?? ''}`;
    case 'account':
      return "the patient's account that the visit points at";
  }
}

function shownOf(kind: Need['kind'], name: string | undefined): string | undefined {
  const isOfPatient =
    ['person', 'patient', 'account'].includes(kind) || name?.startsWith('coverage/') === true;
  return name === undefined || isOfPatient || !shownName.test(name) ? undefined : ` (${name})`;
}
