import type { CodeSuggestion, CodeSuggestions, CodingView } from '#contracts/coding.ts';
import type { UseQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs';
import { Key } from '../../parts/button.tsx';
import css from './coding.module.css';
import type { CodingDraft } from './coding-draft.ts';
import { CodingHistory } from './coding-history.tsx';
import { CodingOrders } from './coding-orders.tsx';
import { NoteText } from './note-text.tsx';
import { SuggestionList } from './suggestion-list.tsx';

export type SourceTab = 'note' | 'orders' | 'history';

const tabs = [
  { id: 'note', name: 'Note', key: 'n' },
  { id: 'orders', name: 'Orders', key: 'o' },
  { id: 'history', name: 'History', key: 'h' },
] as const;

export interface CodingSourceProps {
  readonly view: CodingView;
  readonly suggested: UseQueryResult<CodeSuggestions>;
  readonly suggestions: readonly CodeSuggestion[];
  /** Codes that the coder set aside. */
  readonly dismissed: readonly string[];
  readonly coding: CodingDraft;
  /** The code of the suggestion that is looked at. */
  readonly current: string | undefined;
  readonly tab: SourceTab;
  readonly isOpen: boolean;
  readonly onTab: (tab: SourceTab) => void;
  readonly onCurrent: (code: string) => void;
  readonly onTake: (suggestion: Pick<CodeSuggestion, 'kind' | 'code'>, from?: string) => void;
  readonly onSetAside: (code: string) => void;
}

/** The note, the orders and what was coded before; under the note what it speaks for. */
export function CodingSource(props: CodingSourceProps) {
  const { view, suggested, suggestions, dismissed, tab, onTab } = props;
  const setAside = useMemo(() => suggested.data?.setAside ?? [], [suggested.data]);
  const isTab = (key: unknown): key is SourceTab => tabs.some(({ id }) => id === key);
  return (
    <Tabs
      className={css['tabs'] ?? ''}
      selectedKey={tab}
      onSelectionChange={(key) => isTab(key) && onTab(key)}
    >
      <TabList className={css['tabList'] ?? ''} aria-label="What the visit is coded from">
        {tabs.map(({ id, name, key }) => (
          <Tab key={id} id={id} className={css['tab'] ?? ''}>
            {name} <Key of={key} />
          </Tab>
        ))}
      </TabList>
      <TabPanel id="note" className={css['notePanel'] ?? ''}>
        <NoteText
          texts={view.texts}
          suggestions={suggestions}
          dismissed={dismissed}
          setAside={setAside}
          current={props.current}
          onCurrent={props.onCurrent}
        />
        <SuggestionList {...props} />
      </TabPanel>
      <TabPanel id="orders" className={css['scrollPanel'] ?? ''}>
        <CodingOrders view={view} />
      </TabPanel>
      <TabPanel id="history" className={css['scrollPanel'] ?? ''}>
        <CodingHistory view={view} coding={props.coding} isOpen={props.isOpen} onTake={props.onTake} />
      </TabPanel>
    </Tabs>
  );
}
