import { Button } from './button.tsx';
import { Notice } from './states.tsx';

/** What was done in a dialog, and the way out of it. */
export function DoneNotice({ words, onClose }: { readonly words: string; readonly onClose: () => void }) {
  return (
    <>
      <Notice tone="good" title={words} />
      <Button takesFocus onPress={onClose}>
        Close
      </Button>
    </>
  );
}
