import { useEffect, type ReactNode } from 'react';
import css from './parts.module.css';

interface PageProps {
  readonly title: string;
  /** Before the title: where the page belongs. */
  readonly crumb?: ReactNode;
  /** At the right end of the bar. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  /** Under the bar, and stays there when the rest is scrolled. */
  readonly toolbar?: ReactNode;
  /** Lists go to the edges of the page. */
  readonly isFlush?: boolean;
}

/** A page with its bar. Its title is also the window's, and names no patient. */
export function Page({ title, crumb, actions, toolbar, children, isFlush = false }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Claimwright`;
  }, [title]);
  return (
    <div className={css['page']}>
      <header className={css['bar']}>
        {crumb !== undefined && <span className={css['crumb']}>{crumb}</span>}
        <h1>{title}</h1>
        <div className={css['barRest']}>{actions}</div>
      </header>
      {toolbar}
      {/* It scrolls: by the keyboard as well, where nothing in it can be focused. */}
      <section className={css['body']} aria-label={title} tabIndex={0}>
        {isFlush ? children : <div className={css['inner']}>{children}</div>}
      </section>
    </div>
  );
}

interface PanelProps {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  /** Tables go to the edges of the panel. */
  readonly isFlush?: boolean;
}

export function Panel({ title, aside, children, isFlush = false }: PanelProps) {
  return (
    <section className={css['panel']} aria-label={title}>
      <div className={css['panelHead']}>
        <h2>{title}</h2>
        {aside}
      </div>
      {isFlush ? children : <div className={css['panelBody']}>{children}</div>}
    </section>
  );
}

export function Stack({ children }: { readonly children: ReactNode }) {
  return <div className={css['stack']}>{children}</div>;
}

/** Says in a sentence or two what a page or a panel shows. */
export function Explains({ children }: { readonly children: ReactNode }) {
  return <p className={css['explains']}>{children}</p>;
}
