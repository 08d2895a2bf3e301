import type { PlainDate } from '#contracts/dates.ts';

import type { Edit } from '../../edit.ts';

export const accidentStateMissing: Edit = {
  id: 'accident-state-missing',
  title: 'An auto accident does not say in which state it was',
  snipType: 4,
  severity: 'blocking',
  fixer: 'front-desk',
  effectiveFrom: '2011-01-01' as PlainDate,
  source: '005010X222A1, CLM11-4: required when an auto accident is the cause',
  check: ({ accident }) =>
    accident?.kind === 'auto' && accident.state === undefined
      ? [
          {
            result: 'fail',
            where: 'claim',
            found: 'an auto accident without its state',
            expected: 'the state or province where it was',
            fix: 'Ask the patient where the accident was.',
          },
        ]
      : [],
};
