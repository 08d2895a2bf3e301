import type { PlainDate } from '#contracts/dates.ts';
import { createContext, use, useEffect, useState, type ReactNode } from 'react';
import { dayOf } from '../words/days.ts';

const NowContext = createContext(new Date(0));

/** Which moment it is, by the minute: what is shown as "two minutes ago" moves on. */
export function NowProvider({ children }: { readonly children: ReactNode }) {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return <NowContext value={now}>{children}</NowContext>;
}

export function useNow(): Date {
  return use(NowContext);
}

export function useToday(): PlainDate {
  return dayOf(use(NowContext));
}
