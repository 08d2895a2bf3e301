import { afterEach, expect, test, vi } from 'vitest';
import { documentsWorld } from '#adapters/lambda/aws-world.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

test('the shelves of files are made once, whoever asks: a function reads many tables over one client', () => {
  for (const name of ['UPLOAD_BUCKET', 'EXCHANGE_BUCKET', 'DOCUMENT_BUCKET']) {
    vi.stubEnv(name, name.toLowerCase());
  }
  expect(documentsWorld().documents).toBe(documentsWorld().documents);
});
