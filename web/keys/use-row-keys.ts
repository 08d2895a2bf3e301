import { useMemo, type RefObject } from 'react';
import type { KeyBinding } from './key-sequence.ts';

/** Keys that move the focus from row to row of a table or a list: whatever in it has `data-row`. */
export function useRowKeys(table: RefObject<HTMLElement | null>, group: string): readonly KeyBinding[] {
  return useMemo(() => {
    const rows = () => [...(table.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
    const focused = () => rows().findIndex((row) => row === document.activeElement);
    const move = (step: number) => {
      const all = rows();
      const at = focused();
      const next = at === -1 ? (step > 0 ? 0 : all.length - 1) : at + step;
      all[Math.max(0, Math.min(all.length - 1, next))]?.focus();
    };
    const binding = (keys: string, does: string, step: number): KeyBinding => ({
      keys,
      does,
      group,
      run: () => move(step),
    });
    return [
      binding('j', 'Next row', 1),
      binding('k', 'Row before', -1),
      binding('ArrowDown', 'Next row', 1),
      binding('ArrowUp', 'Row before', -1),
      {
        keys: 'o',
        does: 'Open the row, as Enter does',
        group,
        run: () => rows()[focused()]?.click(),
      },
    ];
  }, [table, group]);
}
