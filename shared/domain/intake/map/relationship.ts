import type { Coverage } from '#contracts/encounter.ts';
import type { Practice } from '#contracts/practice.ts';
import { mapWord, type SoughtWord } from './map-word.ts';
import type { Resolved } from './resolved.ts';

type Relationship = Coverage['relationship'];

/**
 * How a feed says a relationship. `words`: what the patient is to the subscriber, in words or X12's individual
 * relationship codes. `insured-to-patient`: what the insured is to the patient (HL7 table 0063, IN1-17), the other way
 * round. `uniform-billing`: what the patient is to the insured by the codes of IN2-72 (HL7 table 0344).
 */
export type RelationshipDialect = 'words' | 'insured-to-patient' | 'uniform-billing';

const words: Readonly<Record<Relationship, string>> = {
  self: 'self s sel insured subscriber patient same policyholder 18',
  spouse: 'spouse sp spo husband wife h w married 01',
  child:
    'child c ch chd son daughter dependent dep natural-child stepchild adopted-child foster-child 19 stepson stepdaughter 09 10 17 43',
  other:
    'other o oth g8 employee emp emr life-partner domestic-partner common parent mother father grandchild grandparent ward sibling brother sister injured unknown u 04 05 07 15 20 21 22 23 24 29 32 33 36 39 40 41 53 76',
};

/** The insured is the patient's parent, so the patient is the child of the insured. */
const insured: Readonly<Record<Relationship, string>> = {
  self: 'sel self s 18',
  spouse: 'spo spouse dom',
  child: 'par parent mth mother fth father grd guardian',
  other:
    'fnd emr employer emc oth other oad unk nch sch wrd brs sis sib exf ext cgv fgp grp grc hap man ass dep non nph o pg g8',
};

const uniformBilling: Readonly<Record<Relationship, string>> = {
  self: '01',
  spouse: '02',
  child: '03 04 05 06 07',
  other: '08 09 10 11 12 13 14 15 16 17 18 19',
};

function tableOf(spellings: Readonly<Record<Relationship, string>>): ReadonlyMap<string, Relationship> {
  return new Map(
    (['self', 'spouse', 'child', 'other'] as const).flatMap((relationship) =>
      spellings[relationship].split(' ').map((word): [string, Relationship] => [word, relationship]),
    ),
  );
}

const tables: Readonly<Record<RelationshipDialect, ReadonlyMap<string, Relationship>>> = {
  words: tableOf(words),
  'insured-to-patient': tableOf(insured),
  'uniform-billing': tableOf(uniformBilling),
};

/** What the patient is to the subscriber. `CHD` of an insured says nothing sure: the reader looks at the ages. */
export function relationshipFor(
  practice: Pick<Practice, 'codeMappings'>,
  { dialect = 'words', ...sought }: SoughtWord & { readonly dialect?: RelationshipDialect },
): Resolved<Relationship> {
  return mapWord(practice, sought, {
    kind: 'relationship',
    meaning: (word, isMapped) =>
      tables[isMapped ? 'words' : dialect].get(
        word
          .trim()
          .toLowerCase()
          .replaceAll(/[\s_]+/g, '-'),
      ),
    shape: /^[A-Za-z0-9]{1,3}$/,
    expected: 'what the patient is to the subscriber: self, spouse, child or other',
  });
}
