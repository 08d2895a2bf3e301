import { useEffect, useRef, type ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import css from './parts.module.css';

interface ButtonProps {
  readonly children: ReactNode;
  readonly onPress?: () => void;
  readonly look?: 'plain' | 'primary' | 'dangerous' | 'quiet';
  readonly isSmall?: boolean;
  readonly isDisabled?: boolean;
  readonly type?: 'button' | 'submit';
  /** The key that does the same. */
  readonly hotKey?: string;
  readonly label?: string;
  /** It has the focus as soon as it is there: what a person does next where all else is done. */
  readonly takesFocus?: boolean;
}

/** A button; `hotKey` only shows the key, whoever renders it binds it. */
export function Button({
  look = 'plain',
  isSmall = false,
  takesFocus = false,
  hotKey,
  label,
  children,
  ...rest
}: ButtonProps) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (takesFocus) {
      button.current?.focus();
    }
  }, [takesFocus]);
  const looks = [css['button'], look === 'plain' ? '' : css[look], isSmall ? css['small'] : ''];
  return (
    <AriaButton
      {...rest}
      ref={button}
      {...(label !== undefined && { 'aria-label': label })}
      className={looks.filter(Boolean).join(' ')}
    >
      {children}
      {hotKey !== undefined && <Key of={hotKey} />}
    </AriaButton>
  );
}

/** A key as it is printed on the keyboard. */
export function Key({ of }: { readonly of: string }) {
  return (
    <kbd className={css['kbd']} aria-hidden="true">
      {of}
    </kbd>
  );
}
