import { expect, test } from 'vitest';
import { ifNamed } from '#domain/intake/map/resolved.ts';

test.each([
  ['sex', 'X', true],
  ['sex', 'Non-binary', true],
  ['sex', '19780314', false],
  ['sex', 'NORA', false],
  ['relationship', 'SPS', true],
  ['relationship', 'Stepchild', true],
  ['relationship', 'LARCH', false],
  ['relationship', '19780314', false],
  ['place-of-service', 'CLINIC', true],
  ['place-of-service', '19780314', false],
  ['procedure', 'OV-3', true],
  ['procedure', '503555017', false],
  ['provider', '1234567893', true],
  ['payer', '600540001', true],
  ['payer', ' ', false],
] as const)('what the %s "%s" means may be asked: %s', (kind, alias, isAsked) => {
  expect(ifNamed({ kind, alias, sourceSystem: 'pm' }).unmapped !== undefined).toBe(isAsked);
});
