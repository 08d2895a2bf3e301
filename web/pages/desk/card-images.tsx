import type { CardImage } from '#contracts/front-desk.ts';
import { CardType } from '#contracts/front-desk.ts';
import { frontDeskRoutes } from '#contracts/staff-api/front-desk.ts';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { routeNamed } from '../../api/api-client.ts';
import { mayCall, useAnswer, useDesk } from '../../api/use-api.tsx';
import parts from '../../parts/parts.module.css';
import { Panel, Stack } from '../../parts/page.tsx';
import { Empty, Failed } from '../../parts/states.tsx';
import { dayInWords, dayOfInstant } from '../../words/days.ts';
import css from './desk.module.css';

const addCard = routeNamed(frontDeskRoutes, 'add-card');
const showCard = routeNamed(frontDeskRoutes, 'show-card');

const sides: Readonly<Record<CardImage['side'], string>> = { front: 'Front', back: 'Back', other: 'Other' };

interface CardImagesProps {
  readonly patientKey: string;
  readonly cards: readonly CardImage[];
  readonly onAdded: () => void;
}

/** Pictures of the patient's cards. */
export function CardImages({ patientKey, cards, onAdded }: CardImagesProps) {
  const { api, practice } = useDesk();
  const [side, setSide] = useState<CardImage['side']>('front');
  const adding = useMutation({
    mutationFn: async (file: File) => {
      const mediaType = CardType.safeParse(file.type).data;
      if (mediaType === undefined) {
        throw new Error('Choose a picture as JPEG or PNG, or a PDF.');
      }
      const content = await base64Of(file);
      return await api.call(
        addCard,
        { practiceId: practice.practiceId, patientKey },
        { side, mediaType, content },
      );
    },
    onSuccess: onAdded,
  });
  return (
    <Panel title="Insurance cards">
      <Stack>
        {cards.length === 0 ? (
          <Empty title="No picture yet">
            <p>A picture of both sides spares a call when the payer does not know the member id.</p>
          </Empty>
        ) : (
          <div className={css['cards']}>
            {cards.map((card) => (
              <CardFigure key={card.documentId} card={card} />
            ))}
          </div>
        )}
        {adding.isError && <Failed error={adding.error} />}
        {mayCall(addCard, practice) && (
          <div className={css['actions']}>
            <label>
              <span className={parts['hidden']}>Side of the card</span>
              <select
                className={parts['select']}
                value={side}
                onChange={({ target }) =>
                  setSide(target.value === 'front' ? 'front' : target.value === 'back' ? 'back' : 'other')
                }
              >
                {Object.entries(sides).map(([value, words]) => (
                  <option key={value} value={value}>
                    {words}
                  </option>
                ))}
              </select>
            </label>
            <label>
              <span>Add a picture </span>
              <input
                type="file"
                accept="image/jpeg,image/png,application/pdf"
                onChange={({ target }) => {
                  const [file] = target.files ?? [];
                  if (file !== undefined) {
                    adding.mutate(file);
                    target.value = '';
                  }
                }}
              />
            </label>
          </div>
        )}
      </Stack>
    </Panel>
  );
}

function CardFigure({ card }: { readonly card: CardImage }) {
  const { patientKey, documentId, mediaType } = card;
  const answer = useAnswer(showCard, { patientKey, documentId }, {});
  const content = answer.data?.content;
  // An address of this page alone, which ends with it: no picture stands in an address that is kept.
  const address = useMemo(
    () =>
      content === undefined
        ? undefined
        : URL.createObjectURL(new Blob([bytesOf(content)], { type: mediaType })),
    [content, mediaType],
  );
  useEffect(
    () => () => {
      if (address !== undefined) {
        URL.revokeObjectURL(address);
      }
    },
    [address],
  );
  const words = `${sides[card.side]} of the card, ${dayInWords(dayOfInstant(card.at))}`;
  return (
    <figure>
      {address !== undefined &&
        (mediaType === 'application/pdf' ? (
          <a href={address} download={`card-${documentId}.pdf`}>
            Save the PDF
          </a>
        ) : (
          <img src={address} alt={words} />
        ))}
      {answer.isError && <Failed error={answer.error} />}
      <figcaption>{words}</figcaption>
    </figure>
  );
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let start = 0; start < bytes.length; start += 32_768) {
    text += String.fromCharCode(...bytes.subarray(start, start + 32_768));
  }
  return btoa(text);
}
