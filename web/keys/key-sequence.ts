/** One thing that a key, or two after each other, does. */
export interface KeyBinding {
  /** `j`, `?`, `Escape`, `g t` for two keys after each other, `mod+Enter` for Control or Command. */
  readonly keys: string;
  readonly does: string;
  /** Under which heading the list of keys shows it. */
  readonly group: string;
  /** Works while somebody types, too, or then only. */
  readonly whileTyping?: true | 'only';
  readonly run: () => void;
}

export interface Pressed {
  readonly key: string;
  readonly hasModifier: boolean;
  readonly isTyping: boolean;
}

/** So long a first key waits for its second. */
const sequenceMilliseconds = 1200;

/**
 * Follows the keys that a person presses and tells which binding they are. Of two with the same keys the last one wins,
 * so that a dialog's keys go before those of the page under it.
 */
export class KeySequence {
  #first: { readonly key: string; readonly at: number } | undefined;

  next(
    bindings: readonly KeyBinding[],
    { key, hasModifier, isTyping }: Pressed,
    at: number,
  ): KeyBinding | undefined {
    const first = this.#first;
    this.#first = undefined;
    const name = hasModifier ? `mod+${key}` : key;
    const usable = bindings.filter(({ whileTyping }) =>
      isTyping ? whileTyping !== undefined : whileTyping !== 'only',
    );
    const isSecond = first !== undefined && at - first.at <= sequenceMilliseconds;
    const found =
      (isSecond ? usable.findLast(({ keys }) => keys === `${first.key} ${name}`) : undefined) ??
      usable.findLast(({ keys }) => keys === name);
    if (found === undefined && usable.some(({ keys }) => keys.startsWith(`${name} `))) {
      this.#first = { key: name, at };
    }
    return found;
  }
}
