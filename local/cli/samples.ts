import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HeadObjectCommand } from '@aws-sdk/client-s3';
import { Practice } from '#contracts/practice.ts';
import { putFiles } from './file-commands.ts';
import { loadPractice } from './practice-commands.ts';
import { repositoryFolder } from './synthesised.ts';
import type { Target } from './target.ts';

const practiceFile = join(repositoryFolder, 'events', 'practice.json');
const encounterFolder = join(repositoryFolder, 'events', 'encounters');

/** When time begins for the samples: the evening after the last of their visits. */
export const samplesStartAt = Date.parse('2026-11-20T18:00:00Z');

export function samplePractice(): Practice {
  return Practice.parse(JSON.parse(readFileSync(practiceFile, 'utf8')));
}

export function sampleFiles(): string[] {
  return readdirSync(encounterFolder)
    .filter((name) => name.endsWith('.ndjson'))
    .toSorted()
    .map((name) => join(encounterFolder, name));
}

/** Loads the sample practice and uploads its encounters; what was uploaded before is left as it is. */
export async function loadSamples(target: Target): Promise<{ readonly uploaded: number }> {
  await loadPractice({ target }, practiceFile);
  const { practiceId } = samplePractice();
  const missing: string[] = [];
  for (const file of sampleFiles()) {
    const key = `upload/${practiceId}/${file.slice(encounterFolder.length + 1)}`;
    if (!(await exists(target, key))) {
      missing.push(file);
    }
  }
  await putFiles({ target }, 'Upload', missing, `upload/${practiceId}`);
  return { uploaded: missing.length };
}

async function exists(target: Target, key: string): Promise<boolean> {
  try {
    await target.s3.send(new HeadObjectCommand({ Bucket: target.bucket('Upload'), Key: key }));
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'NotFound') {
      return false;
    }
    throw error;
  }
}
