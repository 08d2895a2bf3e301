import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { claimFields, lineFields, ScrubRule } from '#contracts/scrub-rule.ts';

const page = readFileSync(new URL('../../docs/guides/scrubbing.md', import.meta.url), 'utf8');

test('The guide to the scrubber shows a rule that would be read', () => {
  const [, example = ''] = /```json\n([\s\S]*?)```/.exec(page) ?? [];
  expect(ScrubRule.parse(JSON.parse(example)).mode).toBe('trial');
});

test('The guide to the scrubber names every field that a condition may ask for, and no other', () => {
  const [, ofClaims = '', ofLines = ''] =
    /Fields of a claim: ([^.]*)\. Fields of a line: ([^.]*)\./.exec(page) ?? [];
  const named = (list: string) => [...list.matchAll(/`(\w+)`/g)].map(([, name]) => name);
  expect(named(ofClaims)).toEqual(Object.keys(claimFields));
  expect(named(ofLines)).toEqual(Object.keys(lineFields));
});
