import { lazy, Suspense, useState } from 'react';
import type { Sought } from '../../finding/find-by-patient.tsx';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Loading } from '../../parts/states.tsx';

const FindByPatient = lazy(async () => ({
  default: (await import('../../finding/find-by-patient.tsx')).FindByPatient,
}));

const words: Readonly<Record<Sought, string>> = {
  claim: 'Find a claim by its patient',
  guarantor: 'Find an account by its patient',
};

interface FindButtonProps {
  readonly sought: Sought;
  /** Of the field that it fills. */
  readonly field: string;
  readonly onFound: (id: string) => void;
}

/** Beside a field for an id that nobody knows by heart. */
export function FindButton({ sought, field, onFound }: FindButtonProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button isSmall label={`${words[sought]}, for ${field}`} onPress={() => setOpen(true)}>
        Find…
      </Button>
      <Dialog title={words[sought]} isOpen={isOpen} onClose={() => setOpen(false)}>
        {isOpen && (
          <Suspense fallback={<Loading rows={3} />}>
            <FindByPatient
              sought={sought}
              onFound={(id) => {
                onFound(id);
                setOpen(false);
              }}
            />
          </Suspense>
        )}
      </Dialog>
    </>
  );
}
