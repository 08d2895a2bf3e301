import { useCallback, useMemo, useState, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { useDesk } from '../api/use-api.tsx';
import type { KeyBinding } from '../keys/key-sequence.ts';
import { useKeys } from '../keys/keys.tsx';
import { wordsOfRole } from '../words/role-words.ts';
import { Icon } from './icons.tsx';
import { KeysDialog } from './keys-dialog.tsx';
import { placesFor } from './places.ts';
import css from './shell.module.css';

/** The application around a page: where one may go, who is signed in, and the keys that work everywhere. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const { me, practice, session, drafts } = useDesk();
  const [path, go] = useLocation();
  const [isListOpen, setListOpen] = useState(false);
  const seen = useMemo(() => placesFor(practice.roles), [practice]);
  const keys = useMemo<readonly KeyBinding[]>(
    () => [
      ...seen.map(({ path, name, key }): KeyBinding => ({
        keys: `g ${key}`,
        does: `Go to ${name.toLowerCase()}`,
        group: 'Go',
        run: () => go(path),
      })),
      { keys: '?', does: 'Show this list', group: 'Everywhere', run: () => setListOpen(true) },
    ],
    [seen, go],
  );
  useKeys(keys);
  const leave = useCallback(() => {
    drafts.forgetAll();
    void session.signOut('signed-out');
  }, [session, drafts]);

  return (
    <div className={css['shell']}>
      <a className={css['skip']} href="#main">
        Skip to the page
      </a>
      <nav className={css['rail']} aria-label="Claimwright">
        <div className={css['practice']}>
          <img src={new URL('../mark.svg', import.meta.url).href} width="24" height="24" alt="" />
          <PracticeName />
        </div>
        <div className={css['links']}>
          {seen.map((place) => (
            <Link
              key={place.path}
              href={place.path}
              className={css['link'] ?? ''}
              aria-current={path.startsWith(place.path) ? 'page' : undefined}
              title={`${place.name} (g ${place.key})`}
            >
              <Icon name={place.icon} />
              <span className={css['linkName']}>{place.name}</span>
              <span className={css['linkKeys']} aria-hidden="true">
                g {place.key}
              </span>
            </Link>
          ))}
        </div>
        <div className={css['foot']}>
          <button type="button" className={css['link']} onClick={() => setListOpen(true)} title="Keys (?)">
            <Icon name="keys" />
            <span className={css['linkName']}>Keys</span>
            <span className={css['linkKeys']} aria-hidden="true">
              ?
            </span>
          </button>
          <button type="button" className={css['link']} onClick={leave} title="Sign out">
            <Icon name="leave" />
            <span className={css['linkName']}>Sign out</span>
          </button>
          <p className={css['me']}>
            <strong>{me.name}</strong>
            {practice.roles.map(wordsOfRole).join(', ')}
          </p>
        </div>
      </nav>
      <main id="main" className={css['main']} tabIndex={-1}>
        {children}
      </main>
      <KeysDialog isOpen={isListOpen} onClose={() => setListOpen(false)} />
    </div>
  );
}

/** The practice that is worked in; who works in several chooses. */
function PracticeName() {
  const { me, practice } = useDesk();
  const [, go] = useLocation();
  if (me.practices.length < 2) {
    return <span className={css['practiceName']}>{practice.practiceName}</span>;
  }
  return (
    <select
      className={css['practiceSelect']}
      aria-label="Practice"
      value={practice.practiceId}
      onChange={({ target }) => go(`~/${target.value}/tasks`)}
    >
      {me.practices.map(({ practiceId, practiceName }) => (
        <option key={practiceId} value={practiceId}>
          {practiceName}
        </option>
      ))}
    </select>
  );
}
