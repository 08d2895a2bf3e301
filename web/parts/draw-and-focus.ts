import { flushSync } from 'react-dom';

/**
 * Draws at once what was changed just before and gives one of its fields the focus, before the next key is heard:
 * somebody who types fast would else type into the page, where a digit picks another outcome.
 */
export function drawAndFocus(find: () => HTMLElement | null | undefined): void {
  flushSync(() => undefined);
  find()?.focus();
}
