import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type * as z from 'zod';
import type { KeyBinding } from '../keys/key-sequence.ts';
import { useKeys } from '../keys/keys.tsx';
import { Button, Key } from '../parts/button.tsx';
import { drawAndFocus } from '../parts/draw-and-focus.ts';
import { Stack } from '../parts/page.tsx';
import { Failed } from '../parts/states.tsx';
import { inputOf, type Draft } from './draft.ts';
import { fieldsOf } from './field-shape.ts';
import { FormFields } from './fields/field-editor.tsx';
import { faultsOf } from './outcome-forms.ts';

interface SchemaFormProps<Schema extends z.ZodObject> {
  readonly schema: Schema;
  /** By this and the name of a field its words are found. */
  readonly root: string;
  readonly beginning?: Draft;
  readonly submit: string;
  readonly isWaiting: boolean;
  readonly error: Error | null;
  readonly onHandIn: (form: z.output<Schema>) => void;
  readonly onCancel?: () => void;
  /** Between the fields and the buttons. */
  readonly children?: ReactNode;
}

/** The form for a schema: what is wrong is told at its field, and handed in is only what the schema reads. */
export function SchemaForm<Schema extends z.ZodObject>({
  schema,
  root,
  beginning,
  submit,
  isWaiting,
  error,
  onHandIn,
  onCancel,
  children,
}: SchemaFormProps<Schema>) {
  const [draft, setDraft] = useState<Draft | undefined>(beginning);
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const fields = useMemo(() => fieldsOf(schema), [schema]);
  const form = useRef<HTMLFormElement>(null);
  const handIn = () => {
    if (isWaiting) {
      return;
    }
    const typed = inputOf({ kind: 'group', fields, look: 'plain' }, draft) ?? {};
    const read = schema.safeParse(typed);
    setFaults(read.success ? {} : faultsOf(read.error.issues, typed));
    if (read.success) {
      onHandIn(read.data);
    } else {
      drawAndFocus(() => form.current?.querySelector('[aria-invalid=true]'));
    }
  };
  const latest = useRef(handIn);
  useEffect(() => {
    latest.current = handIn;
  });
  useKeys(
    useMemo<readonly KeyBinding[]>(
      () => [
        {
          keys: 'mod+Enter',
          does: 'Hand the form in',
          group: 'Form',
          whileTyping: true,
          run: () => latest.current(),
        },
      ],
      [],
    ),
  );
  // In a dialog the keys of the page are not heard.
  useEffect(() => {
    const element = form.current;
    const hear = (event: KeyboardEvent) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        latest.current();
      }
    };
    element?.addEventListener('keydown', hear);
    return () => element?.removeEventListener('keydown', hear);
  }, []);
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        handIn();
      }}
    >
      <Stack>
        <FormFields
          fields={fields}
          place={{ root: [root], path: [], faults, claim: undefined }}
          draft={draft}
          onDraft={setDraft}
        />
        {children}
        {error !== null && <Failed error={error} />}
        <div>
          <Button type="submit" look="primary" isDisabled={isWaiting}>
            {isWaiting ? 'Handing in…' : submit} <Key of="Ctrl ↵" />
          </Button>{' '}
          {onCancel !== undefined && <Button onPress={onCancel}>Cancel</Button>}
        </div>
      </Stack>
    </form>
  );
}
