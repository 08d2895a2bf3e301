import type { ProcedureKind } from '../scrub/procedure-kind.ts';

/** What a modifier says of a service, and what the note must show for it. */
interface ModifierMeaning {
  readonly modifier: string;
  /** Of which services it may be said that another would bundle. */
  readonly of: readonly ProcedureKind[];
  /** The service that bundles it has follow-up days of its own: `major` has ninety. */
  readonly beside?: 'any-surgery' | 'major-surgery';
  readonly documentation: string;
}

const procedures: readonly ProcedureKind[] = ['surgery', 'radiology', 'medicine', 'other', 'drug'];

/**
 * Modifiers that NCCI takes for a reason to pay two services of a pair, those that say most closely why before others.
 * Source: NCCI policy manual of CMS, chapter 1, section E; in our own words.
 */
export const modifierMeanings: readonly ModifierMeaning[] = [
  {
    modifier: '25',
    of: ['visit'],
    documentation:
      'A visit of its own on that day: its history, examination or decisions go beyond what the other service always takes before and after. The reason may be the same diagnosis; the work must be its own.',
  },
  {
    modifier: '57',
    of: ['visit'],
    beside: 'major-surgery',
    documentation:
      'At this visit it was decided to do the operation, on that day or the next. It is for operations with ninety follow-up days only.',
  },
  {
    modifier: '24',
    of: ['visit'],
    beside: 'any-surgery',
    documentation:
      'The visit has nothing to do with the operation in whose follow-up days it falls: its reason and its plan are of something else.',
  },
  {
    modifier: 'XE',
    of: [...procedures, 'laboratory'],
    documentation: 'It was done at another encounter of the same day: both times are in the note.',
  },
  {
    modifier: 'XS',
    of: procedures,
    documentation:
      'It was done at another organ or structure: the note names both places. Two parts of one place are not two.',
  },
  {
    modifier: 'XP',
    of: [...procedures, 'laboratory'],
    documentation: 'Another practitioner did it: the note says who did which.',
  },
  {
    modifier: 'XU',
    of: [...procedures, 'laboratory'],
    documentation:
      'It is not part of how the other is usually done: the note says what for it was done beside it.',
  },
  {
    modifier: 'LT',
    of: ['surgery', 'radiology'],
    documentation: 'It was done on the left and the other on the right: the note names the side of each.',
  },
  {
    modifier: 'RT',
    of: ['surgery', 'radiology'],
    documentation: 'It was done on the right and the other on the left: the note names the side of each.',
  },
  {
    modifier: '58',
    of: ['surgery'],
    beside: 'any-surgery',
    documentation:
      'It was planned as a stage of the other, goes further than it, or is therapy that follows it.',
  },
  {
    modifier: '78',
    of: ['surgery'],
    beside: 'any-surgery',
    documentation:
      'The patient had to be brought back to the operating room, unplanned, because of the other operation.',
  },
  {
    modifier: '79',
    of: ['surgery'],
    beside: 'any-surgery',
    documentation: 'It has nothing to do with the operation in whose follow-up days it falls.',
  },
  {
    modifier: '91',
    of: ['laboratory'],
    documentation:
      'The test was done again on that day because its course mattered for treatment; not to confirm a result, nor because the first one failed.',
  },
  {
    modifier: '59',
    of: [...procedures, 'laboratory'],
    documentation:
      'Another session, place, incision, lesion or injury, as the note shows; only where none of XE, XS, XP and XU says it more closely.',
  },
];
