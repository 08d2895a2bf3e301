import type { Upload } from '#contracts/upload.ts';
import type { Tone } from './tone.ts';

export const uploadStateWords: Readonly<
  Record<Upload['state'], { readonly name: string; readonly tone: Tone; readonly means: string }>
> = {
  registered: { name: 'Waiting', tone: 'plain', means: 'It has arrived and waits to be read.' },
  split: { name: 'Being read', tone: 'note', means: 'Its records are being taken in.' },
  refused: {
    name: 'Refused',
    tone: 'danger',
    means: 'The file as a whole could not be read; nothing of it was taken in.',
  },
  quarantined: { name: 'Quarantined', tone: 'danger', means: 'It was put aside unread.' },
  answered: { name: 'Answered', tone: 'good', means: 'Each of its records has an answer.' },
};

/** The name that the practice gave the file. */
export function fileNameOf({ key }: Pick<Upload, 'key'>): string {
  return key.split('/').slice(2).join('/');
}
