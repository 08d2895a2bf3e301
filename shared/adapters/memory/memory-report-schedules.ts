import type { ReportSchedule, ReportSending } from '#contracts/warehouse/report-schedule.ts';
import type { Mail, MailOutcome, MailService } from '#ports/mail-service.ts';
import type { ReportSchedules } from '#ports/report-schedules.ts';

/** {@link ReportSchedules} over maps. */
export function memoryReportSchedules(): ReportSchedules {
  const schedules = new Map<string, ReportSchedule>();
  const sendings = new Map<string, ReportSending>();
  const keep = <Kept extends { readonly version: number }>(
    all: Map<string, Kept>,
    place: string,
    one: Kept,
    expectedVersion: number,
  ): Promise<boolean> => {
    const isFirst = (all.get(place)?.version ?? 0) === expectedVersion;
    if (isFirst) {
      all.set(place, one);
    }
    return Promise.resolve(isFirst);
  };
  return {
    list: (practiceId) =>
      Promise.resolve(
        [...schedules.values()]
          .filter((one) => one.practiceId === practiceId && one.removed === undefined)
          .toSorted((one, other) => (one.scheduleId < other.scheduleId ? -1 : 1)),
      ),
    load: (practiceId, scheduleId) => Promise.resolve(schedules.get(`${practiceId}#${scheduleId}`)),
    save: (schedule, expectedVersion) =>
      keep(schedules, `${schedule.practiceId}#${schedule.scheduleId}`, schedule, expectedVersion),
    sendings: (practiceId, scheduleId, limit) =>
      Promise.resolve(
        [...sendings.values()]
          .filter((one) => one.practiceId === practiceId && one.scheduleId === scheduleId)
          .toSorted((one, other) => (one.of < other.of ? 1 : -1))
          .slice(0, limit),
      ),
    keepSending: (sending, expectedVersion) =>
      keep(sendings, `${sending.practiceId}#${sending.scheduleId}#${sending.of}`, sending, expectedVersion),
  };
}

/** {@link MailService} that keeps its mails, and answers as a test wants. */
export function memoryMailService(
  answer: (mail: Mail) => MailOutcome | undefined = () => undefined,
): MailService & { readonly sent: readonly Mail[] } {
  const sent: Mail[] = [];
  return {
    sent,
    send(mail) {
      const other = answer(mail);
      if (other !== undefined) {
        return Promise.resolve(other);
      }
      sent.push(mail);
      return Promise.resolve({ is: 'taken', messageId: `message-${sent.length}` });
    },
  };
}
