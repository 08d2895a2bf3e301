import type { CodeMapping } from '#contracts/code-mapping.ts';
import { DiagnosisCode, Modifier, ProcedureCode, Sex } from '#contracts/encounter.ts';
import { placesOfService } from '../code-sets/places-of-service.ts';
import type { PracticeFault } from './practice-fault.ts';

/** Names and object identifiers by which sources call ICD-9-CM. */
const icd9 = /icd-?9|^I9C?D?P?$|2\.16\.840\.1\.113883\.6\.10[34]/i;

const targets: Readonly<
  Record<CodeMapping['kind'], { readonly is: (to: string) => boolean; readonly expected: string }>
> = {
  procedure: {
    is: (to) => ProcedureCode.safeParse(to).success,
    expected: 'a procedure code of 5 characters',
  },
  diagnosis: {
    is: (to) => DiagnosisCode.safeParse(to).success,
    expected: 'an ICD-10-CM code, for example E11.9',
  },
  modifier: { is: (to) => Modifier.safeParse(to).success, expected: 'a modifier of 2 characters' },
  'place-of-service': {
    is: (to) => placesOfService.find(to) !== undefined,
    expected: 'a CMS place of service code of 2 digits',
  },
  relationship: {
    is: (to) => ['self', 'spouse', 'child', 'other'].includes(to),
    expected: 'self, spouse, child or other',
  },
  sex: { is: (to) => Sex.safeParse(to).success, expected: 'F, M or U' },
  accident: { is: (to) => ['auto', 'work', 'other'].includes(to), expected: 'auto, work or other' },
  'appointment-status': {
    is: (to) => ['booked', 'arrived', 'kept', 'cancelled', 'no-show'].includes(to),
    expected: 'booked, arrived, kept, cancelled or no-show',
  },
};

/** What is wrong with a mapping, its path from the mapping down; undefined when nothing is. */
export function codeMappingFault({ kind, system, to }: CodeMapping): PracticeFault | undefined {
  if (kind === 'diagnosis' && system !== undefined && icd9.test(system)) {
    return {
      path: ['system'],
      found: `a mapping from ${system}`,
      expected:
        "local codes only: an ICD-9 code has many ICD-10 codes, and which is right stands in the visit's note",
      howToFix: 'Remove the mapping; visits with such codes are refused and coded anew.',
    };
  }
  const target = targets[kind];
  return target.is(to)
    ? undefined
    : { path: ['to'], found: `"${to}"`, expected: target.expected, howToFix: 'Correct the code.' };
}
