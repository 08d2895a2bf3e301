import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Encounter } from '#contracts/encounter.ts';
import { encounterHash } from '#domain/intake/take-in-encounter.ts';
import { goldenHashes } from './golden-hashes.ts';

const folder = new URL('../../../events/encounters/', import.meta.url);
const encounters = readdirSync(folder)
  .flatMap((file) => readFileSync(new URL(file, folder), 'utf8').split('\n'))
  .filter((line) => line !== '')
  .map((line) => Encounter.parse(JSON.parse(line)));

test('the content hash of every sample encounter is what it was when it was first taken in', () => {
  expect(
    Object.fromEntries(encounters.map((encounter) => [encounter.encounterId, encounterHash(encounter)])),
  ).toEqual(goldenHashes);
});
