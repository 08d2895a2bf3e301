import type { AskedDays, FiguresReach } from '#contracts/warehouse/report-schedule.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { Month } from '#contracts/periods.ts';
import { firstOfMonth } from '../month-end.ts';

/**
 * How far the figures go now.
 * @param through the last day that is published; nothing is where it is left out.
 * @param isFinal whether a month that was closed is published as closed; true where none has to be.
 */
export function figuresReach(
  { asOf }: AskedDays,
  through: PlainDate | undefined,
  isFinal: boolean,
): FiguresReach {
  if (through === undefined) {
    return { is: 'nothing' };
  }
  if (through < asOf) {
    return { is: 'ends-earlier', through };
  }
  return isFinal ? { is: 'whole' } : { is: 'may-change' };
}

/** The days that can be asked: up to the last one that is published, and from the first of its month at the latest. */
export function askedWithin(asked: AskedDays, figures: FiguresReach): AskedDays {
  if (figures.is !== 'ends-earlier') {
    return asked;
  }
  const { through } = figures;
  const first = firstOfMonth(through.slice(0, 7) as Month);
  return {
    asOf: through,
    from: asked.from <= through ? asked.from : first,
    to: asked.to < through ? asked.to : through,
  };
}
