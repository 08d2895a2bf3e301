import type { KeyBinding } from '../keys/key-sequence.ts';
import { useKeyList } from '../keys/keys.tsx';
import { Button, Key } from '../parts/button.tsx';
import { Dialog, DialogActions } from '../parts/dialog.tsx';
import css from './shell.module.css';

const isCommandKey = /mac|iphone|ipad/i.test(navigator.userAgent);

/** `mod+Enter` as the keyboard in front of the person has it. */
function keysInWords(keys: string): readonly string[] {
  return keys
    .replace('mod+', isCommandKey ? '⌘ ' : 'Ctrl ')
    .replace('Escape', 'Esc')
    .replace('Enter', '↵')
    .replace('ArrowDown', '↓')
    .replace('ArrowUp', '↑')
    .split(' ');
}

/** Every key that works on this page, by what it is for. */
export function KeysDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  return (
    <Dialog title="Keys" isOpen={isOpen} onClose={onClose}>
      <KeyGroups />
      <DialogActions>
        <Button onPress={onClose} takesFocus>
          Close
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function KeyGroups() {
  const groups = Map.groupBy(useKeyList(), ({ group }) => group);
  return (
    <div className={css['keyGroups']}>
      {[...groups].toReversed().map(([group, bindings]) => (
        <section key={group} aria-label={group}>
          <h3>{group}</h3>
          <ul>
            {bindings.map((binding) => (
              <KeyRow key={binding.keys} binding={binding} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function KeyRow({ binding }: { readonly binding: KeyBinding }) {
  return (
    <li>
      <span>{binding.does}</span>
      <span className={css['keyRow']}>
        {keysInWords(binding.keys).map((key) => (
          <Key key={key} of={key} />
        ))}
      </span>
    </li>
  );
}
