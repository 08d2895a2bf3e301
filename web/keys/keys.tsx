import { createContext, use, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { KeySequence, type KeyBinding } from './key-sequence.ts';

interface Keys {
  readonly add: (bindings: readonly KeyBinding[]) => () => void;
  /** What the keys do right now, for the list of keys. */
  readonly list: () => readonly KeyBinding[];
}

const KeysContext = createContext<Keys | undefined>(undefined);

/** Hears every key once and gives it to the page or dialog that asked for it last. */
export function KeysProvider({ children }: { readonly children: ReactNode }) {
  const layers = useRef<(readonly KeyBinding[])[]>([]);
  const keys = useMemo<Keys>(
    () => ({
      add: (bindings) => {
        layers.current.push(bindings);
        return () => {
          layers.current = layers.current.filter((layer) => layer !== bindings);
        };
      },
      list: () => layers.current.flat(),
    }),
    [],
  );
  useEffect(() => {
    const sequence = new KeySequence();
    const hear = (event: KeyboardEvent) => {
      const isInDialog = event.target instanceof Element && event.target.closest('[role=dialog]') !== null;
      if (event.defaultPrevented || event.altKey || event.isComposing || isInDialog) {
        return;
      }
      const pressed = {
        key: event.key,
        hasModifier: event.ctrlKey || event.metaKey,
        isTyping: isTypingIn(event.target),
      };
      const found = sequence.next(layers.current.flat(), pressed, event.timeStamp);
      if (found !== undefined) {
        event.preventDefault();
        found.run();
      }
    };
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  }, []);
  return <KeysContext value={keys}>{children}</KeysContext>;
}

/** The keys of a page or a part of it, for as long as it is shown. */
export function useKeys(bindings: readonly KeyBinding[]): void {
  const keys = use(KeysContext);
  useEffect(() => keys?.add(bindings), [keys, bindings]);
}

/** What the keys did when the list of keys was opened: its own keys are not among them. */
export function useKeyList(): readonly KeyBinding[] {
  const keys = use(KeysContext);
  const [list] = useState(() => keys?.list() ?? []);
  return list;
}

function isTypingIn(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)) &&
    !(target instanceof HTMLInputElement && ['checkbox', 'radio', 'button'].includes(target.type))
  );
}
