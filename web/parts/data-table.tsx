import { useMemo, useRef, useState, type ReactNode } from 'react';
import { Cell, Column, Row, Table, TableBody, TableFooter, TableHeader } from 'react-aria-components/Table';
import type { KeyBinding } from '../keys/key-sequence.ts';
import { useKeys } from '../keys/keys.tsx';
import { useRowKeys } from '../keys/use-row-keys.ts';
import { Button } from './button.tsx';
import css from './data-table.module.css';
import parts from './parts.module.css';
import { pageOf, sortedBy, type TableSort } from './table-order.ts';
import { usePrinting } from './use-printing.ts';

export interface TableColumn<Item> {
  readonly id: string;
  readonly name: string;
  readonly cell: (item: Item) => ReactNode;
  /** By what its rows are ordered; without it they cannot be. */
  readonly sortBy?: (item: Item) => string | number;
  readonly isNumber?: boolean;
}

interface DataTableProps<Item> {
  /** What the table shows: its name for who does not see it, and the heading of its keys. */
  readonly label: string;
  readonly columns: readonly TableColumn<Item>[];
  readonly items: readonly Item[];
  readonly idOf: (item: Item) => string;
  readonly onOpen?: (item: Item) => void;
  readonly firstSort?: TableSort;
  readonly rowsAtOnce?: number;
  /** What the rows add up to, below them on every page. */
  readonly totals?: Item;
}

/** Rows that are sorted by their columns and turned page by page, all by keys too. On paper they are all there. */
export function DataTable<Item>({
  label,
  columns,
  items,
  idOf,
  onOpen,
  firstSort,
  rowsAtOnce = 50,
  totals,
}: DataTableProps<Item>) {
  const table = useRef<HTMLTableElement>(null);
  const [sort, setSort] = useState(firstSort);
  const [asked, setAsked] = useState(1);
  const sorted = useMemo(
    () =>
      sortedBy(items, columns.find(({ id }) => id === sort?.column)?.sortBy, sort?.direction ?? 'ascending'),
    [items, columns, sort],
  );
  const isPrinting = usePrinting();
  const { rows, page, pages } = pageOf(sorted, asked, isPrinting ? sorted.length : rowsAtOnce);
  useKeys(useRowKeys(table, label));
  useKeys(
    useMemo<readonly KeyBinding[]>(
      () =>
        pages === 1
          ? []
          : [
              { keys: ']', does: 'Next page', group: label, run: () => setAsked(Math.min(pages, page + 1)) },
              { keys: '[', does: 'Page before', group: label, run: () => setAsked(Math.max(1, page - 1)) },
            ],
      [label, page, pages],
    ),
  );
  const byId = new Map(items.map((item) => [idOf(item), item]));
  return (
    <>
      <div className={parts['scroller']}>
        <Table
          ref={table}
          aria-label={label}
          className={`${parts['table']} ${css['table']}`}
          {...(sort !== undefined && { sortDescriptor: sort })}
          onSortChange={({ column, direction }) => {
            setSort({ column: String(column), direction });
            setAsked(1);
          }}
          {...(onOpen !== undefined && {
            onRowAction: (key: string | number) => {
              const item = byId.get(String(key));
              if (item !== undefined) {
                onOpen(item);
              }
            },
          })}
        >
          <TableHeader>
            {columns.map(({ id, name, sortBy, isNumber }, index) => (
              <Column
                key={id}
                id={id}
                isRowHeader={index === 0}
                allowsSorting={sortBy !== undefined}
                className={isNumber === true ? `${parts['number']} ${css['column']}` : (css['column'] ?? '')}
              >
                {name}
                {sort?.column === id && (
                  <span aria-hidden="true">{sort.direction === 'ascending' ? ' ↑' : ' ↓'}</span>
                )}
              </Column>
            ))}
          </TableHeader>
          <TableBody>
            {rows.map((item) => (
              <Row key={idOf(item)} id={idOf(item)} data-row={idOf(item)}>
                {columns.map(({ id, cell, isNumber }) => (
                  <Cell key={id} className={isNumber === true ? (parts['number'] ?? '') : ''}>
                    {cell(item)}
                  </Cell>
                ))}
              </Row>
            ))}
          </TableBody>
          {totals !== undefined && (
            <TableFooter>
              <Row className={css['totals'] ?? ''}>
                {columns.map(({ id, cell, isNumber }) => (
                  <Cell key={id} className={isNumber === true ? (parts['number'] ?? '') : ''}>
                    {cell(totals)}
                  </Cell>
                ))}
              </Row>
            </TableFooter>
          )}
        </Table>
      </div>
      {pages > 1 && (
        <nav className={css['pages']} aria-label={`Pages of ${label.toLowerCase()}`}>
          <Button isSmall hotKey="[" isDisabled={page === 1} onPress={() => setAsked(page - 1)}>
            Before
          </Button>
          <output>
            Page {page} of {pages}, {items.length} rows
          </output>
          <Button isSmall hotKey="]" isDisabled={page === pages} onPress={() => setAsked(page + 1)}>
            Next
          </Button>
        </nav>
      )}
    </>
  );
}
