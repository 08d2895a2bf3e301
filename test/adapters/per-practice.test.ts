import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { perPractice } from '#adapters/lambda/per-practice.ts';
import { PracticeId } from '#contracts/identifiers.ts';

const practice = (number: number) => PracticeId.parse(`practice-${number}`);

test('What is kept for a practice is of that practice, and made anew only for one that was long unused', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9)), fc.integer({ min: 1, max: 6 }), (asked, most) => {
      const made: string[] = [];
      const keep = perPractice((practiceId) => {
        made.push(practiceId);
        return { practiceId };
      }, most);
      asked.forEach((number, at) => {
        const before = made.length;
        expect(keep(practice(number)).practiceId).toBe(practice(number));
        const last = asked.slice(0, at).lastIndexOf(number);
        const between = new Set(asked.slice(last + 1, at));
        const isKept = last >= 0 && between.size < most;
        expect(made.length - before).toBe(isKept ? 0 : 1);
      });
    }),
  );
});
