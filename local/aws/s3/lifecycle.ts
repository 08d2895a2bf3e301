import type { BucketDefinition, LifecycleRule } from './bucket-definition.ts';
import type { MultipartStore } from './multipart-store.ts';
import type { VersionRow } from './object-store.ts';
import type { S3Core } from './s3-core.ts';

const millisecondsADay = 86_400_000;

/** The first midnight UTC after `time`: lifecycle rules act on whole days. */
function nextMidnight(time: number): number {
  return (Math.floor(time / millisecondsADay) + 1) * millisecondsADay;
}

/** Whether an age of `days`, rounded up to midnight as S3 does, is reached at `now`. */
function isOlder(since: number, days: number | undefined, now: number): boolean {
  return days !== undefined && nextMidnight(since + days * millisecondsADay - 1) <= now;
}

/** Removes what the lifecycle rules of the template let go: once a day of the virtual clock. */
export function createLifecycle(core: S3Core, uploads: MultipartStore) {
  const { store, clock } = core.world;
  const current = store.database.prepare(
    `SELECT * FROM s3_object WHERE bucket = ? AND latest = 1 AND delete_marker = 0 AND modified_at < ?`,
  );
  const noncurrent = store.database.prepare(
    `SELECT older.*, (SELECT min(newer.modified_at) FROM s3_object AS newer WHERE newer.bucket = older.bucket
       AND newer.key = older.key AND newer.sequence > older.sequence) AS replaced_at
     FROM s3_object AS older WHERE older.bucket = ? AND older.latest = 0`,
  );
  let sweepAt = nextMidnight(clock.now());
  let sweeping = false;

  const isLocked = (row: VersionRow, now: number): boolean =>
    row.legal_hold === 1 || (row.retain_until !== null && row.retain_until > now);

  const expireCurrent = (bucket: BucketDefinition, rule: LifecycleRule, now: number): string[] => {
    const rows = current.all(bucket.name, now) as unknown as VersionRow[];
    return rows.flatMap((row) => {
      if (!row.key.startsWith(rule.prefix ?? '') || !isOlder(row.modified_at, rule.expirationDays, now)) {
        return [];
      }
      if (!bucket.versioned) {
        return core.objects.removeVersion(row);
      }
      core.objects.addDeleteMarker(bucket.name, row.key, now);
      return [];
    });
  };

  const expireNoncurrent = (bucket: BucketDefinition, rule: LifecycleRule, now: number): string[] => {
    const rows = noncurrent.all(bucket.name) as unknown as (VersionRow & { readonly replaced_at: number })[];
    return rows.flatMap((row) =>
      row.key.startsWith(rule.prefix ?? '') &&
      isOlder(row.replaced_at, rule.noncurrentExpirationDays, now) &&
      !isLocked(row, now)
        ? core.objects.removeVersion(row)
        : [],
    );
  };

  const abortUploads = (bucket: BucketDefinition, rule: LifecycleRule, now: number): string[] =>
    uploads
      .list(bucket.name)
      .filter(
        ({ key, initiatedAt }) =>
          key.startsWith(rule.prefix ?? '') && isOlder(initiatedAt, rule.abortIncompleteUploadDays, now),
      )
      .flatMap(({ uploadId }) => uploads.remove(uploadId));

  const sweep = (now: number): string[] => {
    const dropped: string[] = [];
    for (const bucket of core.buckets.list()) {
      for (const rule of bucket.lifecycle ?? []) {
        if (rule.expirationDays !== undefined) {
          dropped.push(...expireCurrent(bucket, rule, now));
        }
        if (rule.noncurrentExpirationDays !== undefined) {
          dropped.push(...expireNoncurrent(bucket, rule, now));
        }
        if (rule.abortIncompleteUploadDays !== undefined) {
          dropped.push(...abortUploads(bucket, rule, now));
        }
      }
    }
    return core.bodies.drop(dropped);
  };

  return {
    /** The next midnight, when any bucket has a rule. */
    nextDueAt: (): number | undefined =>
      core.buckets.list().some(({ lifecycle = [] }) => lifecycle.length > 0) ? sweepAt : undefined,
    isSweeping: (): boolean => sweeping,
    async runDue(now: number): Promise<void> {
      if (now < sweepAt || sweeping) {
        return;
      }
      sweeping = true;
      sweepAt = nextMidnight(now);
      try {
        await core.bodies.removeFiles(await store.write(() => sweep(now)));
      } finally {
        sweeping = false;
        core.world.wake();
      }
    },
  };
}
