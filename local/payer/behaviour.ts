/*
 * What the synthetic payer does follows from the last part of the member id, after its last dash; the table in
 * events/README.md describes every ending. A member id without a listed ending is an ordinary member.
 */

const endings = [
  'E6',
  'E75',
  'E71',
  'E42',
  'E0',
  'DED',
  'SHARE',
  'R999',
  'A3',
  'A7',
  'A249',
  'A0',
  'D4',
  'D11',
  'D16',
  'D197',
  'D29',
  'D50',
  'D97',
  'D204',
  'REV',
  'LATE',
  'UNDER',
] as const;

export type Behaviour = (typeof endings)[number] | 'ordinary';

/** The behaviour that a member id asks for. */
export function behaviourOf(memberId: string): Behaviour {
  const ending = memberId.slice(memberId.lastIndexOf('-') + 1);
  return memberId.includes('-') ? (endings.find((known) => known === ending) ?? 'ordinary') : 'ordinary';
}
