import type { ClaimStore } from '#ports/claim-store.ts';
import { countWaiting } from '#domain/aliases/count-waiting.ts';
import type { LedgerStore } from '#ports/ledger-store.ts';
import type { Outbox, OutboxRow } from '#ports/outbox.ts';
import type { PracticeStore } from '#ports/practice-store.ts';
import type { RemittanceRegister } from '#ports/remittance-register.ts';
import type { UploadRegister } from '#ports/upload-register.ts';
import { GuarantorId, PracticeId } from '#contracts/identifiers.ts';
import { PatientAccount } from '#contracts/patient-account.ts';
import type { Upload } from '#contracts/upload.ts';
import type { PatientAccounts } from '#ports/patient-accounts.ts';
import { signalPath, startCyclePath, startLegPath } from './memory-commit.ts';
import type { MemoryTables } from './memory-tables.ts';

const defaultPageSize = 200;

export function memoryClaimStore(tables: MemoryTables): ClaimStore {
  return {
    load: (practiceId, claimId) => Promise.resolve(tables.claims.get(`${practiceId}#${claimId}`)),
    history: (practiceId, claimId) => Promise.resolve(tables.events.get(`${practiceId}#${claimId}`) ?? []),
    list(practiceId, { state, limit = defaultPageSize, next }) {
      const all = [...tables.claims.values()].filter(
        (claim) => claim.practiceId === practiceId && (state === undefined || claim.state === state),
      );
      const start = Number(next ?? 0);
      const claims = all.slice(start, start + limit);
      return Promise.resolve(
        start + limit < all.length ? { claims, next: String(start + limit) } : { claims },
      );
    },
  };
}

export function memoryLedgerStore(tables: MemoryTables): LedgerStore {
  const where = (practiceId: string, path: string) =>
    [...tables.postings]
      .filter(([key]) => key.startsWith(`${practiceId}#${path}`))
      .map(([, posting]) => posting)
      .toSorted((one, other) => (one.knownAt < other.knownAt ? -1 : one.knownAt > other.knownAt ? 1 : 0));
  return {
    ofClaim: (practiceId, claimId) => Promise.resolve(where(practiceId, `${claimId}#`)),
    ofHolder: (practiceId, holder) => Promise.resolve(where(practiceId, `${holder}#`)),
    ofDay: (practiceId, postingDate) =>
      Promise.resolve(where(practiceId, '').filter((posting) => posting.postingDate === postingDate)),
    takebacks: (practiceId) =>
      Promise.resolve(
        where(practiceId, '').filter(({ legs }) =>
          legs.some(({ account }) => account === 'takeback-payable'),
        ),
      ),
    refunds: (practiceId) =>
      Promise.resolve(
        where(practiceId, '').filter(
          ({ legs }) =>
            legs.some(({ account }) => account === 'refund-payable') &&
            !legs.some(({ account }) => account === 'takeback-payable'),
        ),
      ),
    pageOfDay(practiceId, postingDate, { limit, next }) {
      const all = where(practiceId, '').filter((posting) => posting.postingDate === postingDate);
      const start = Number(next ?? 0);
      const postings = all.slice(start, start + limit);
      return Promise.resolve(
        start + limit < all.length ? { postings, next: String(start + limit) } : { postings },
      );
    },
  };
}

export function memoryPracticeStore(tables: MemoryTables): PracticeStore {
  const editionsOf = (practiceId: PracticeId) => tables.practiceEditions.get(practiceId) ?? [];
  return {
    load: (practiceId) => Promise.resolve(tables.practices.get(practiceId)),
    edition: (practiceId, edition) =>
      Promise.resolve(
        edition === undefined
          ? tables.practices.get(practiceId)
          : editionsOf(practiceId).find(({ line }) => line.edition === edition)?.practice,
      ),
    history: (practiceId) =>
      Promise.resolve(
        editionsOf(practiceId)
          .map(({ line }) => line)
          .toReversed(),
      ),
    findBySubmitterId(submitterId) {
      const found = tables.submitters.get(submitterId);
      return Promise.resolve(found === undefined ? undefined : PracticeId.parse(found));
    },
    listIds: () => Promise.resolve([...tables.practices.keys()].map((id) => PracticeId.parse(id))),
    save(practice, at, note = { by: 'unknown', changes: [] }) {
      const stored = tables.practices.get(practice.practiceId);
      if (stored !== undefined && stored.edition >= practice.edition) {
        return Promise.resolve(JSON.stringify(stored) === JSON.stringify(practice) ? 'unchanged' : 'stale');
      }
      if ((tables.submitters.get(practice.submitterId) ?? practice.practiceId) !== practice.practiceId) {
        return Promise.resolve('submitter-id-taken');
      }
      tables.practices.set(practice.practiceId, practice);
      tables.practiceEditions.set(practice.practiceId, [
        ...editionsOf(practice.practiceId),
        { practice, line: { ...note, edition: practice.edition, at } },
      ]);
      tables.submitters.set(practice.submitterId, practice.practiceId);
      return Promise.resolve('saved');
    },
  };
}

export function memoryUploadRegister(tables: MemoryTables): UploadRegister {
  return {
    register(upload) {
      const path = `${upload.practiceId}#${upload.uploadId}`;
      if (tables.uploads.has(path)) {
        return Promise.resolve(false);
      }
      tables.uploads.set(path, upload);
      return Promise.resolve(true);
    },
    load: (practiceId, uploadId) => Promise.resolve(tables.uploads.get(`${practiceId}#${uploadId}`)),
    save(upload) {
      tables.uploads.set(`${upload.practiceId}#${upload.uploadId}`, upload);
      return Promise.resolve();
    },
    numberAnswer({ practiceId, uploadId, key }) {
      const path = `${practiceId}#${key}`;
      const named = tables.answerNames.get(path) ?? [];
      tables.answerNames.set(path, named.includes(uploadId) ? named : [...named, uploadId]);
      return Promise.resolve((named.includes(uploadId) ? named.indexOf(uploadId) : named.length) + 1);
    },
    hold(practiceId, taskId, uploadId) {
      const path = `${practiceId}#${taskId}`;
      tables.heldUploads.set(path, (tables.heldUploads.get(path) ?? new Set()).add(uploadId));
      return Promise.resolve();
    },
    wait(practiceId, taskId, place, waiting) {
      tables.waitingVisits.set(`${practiceId}#${taskId}#${place}`, [...waiting]);
      return Promise.resolve();
    },
    waitingFor: (practiceId, taskId) =>
      Promise.resolve(
        countWaiting(
          [...tables.waitingVisits]
            .filter(([path]) => path.startsWith(`${practiceId}#${taskId}#`))
            .flatMap(([, visits]) => visits),
          true,
        ),
      ),
    heldFor: (practiceId, taskId) =>
      Promise.resolve([...(tables.heldUploads.get(`${practiceId}#${taskId}`) ?? [])].toSorted()),
    list: (practiceId, limit) =>
      Promise.resolve(
        [...tables.uploads.values()]
          .filter((upload) => upload.practiceId === practiceId)
          .toSorted((one, other) => (listedUpload(one) < listedUpload(other) ? 1 : -1))
          .slice(0, limit),
      ),
  };
}

const listedUpload = ({ registeredAt, uploadId }: Upload): string => `${registeredAt}#${uploadId}`;

export function memoryRemittanceRegister(tables: MemoryTables): RemittanceRegister {
  return {
    register(run) {
      const path = `${run.practiceId}#${run.remittanceId}`;
      if (tables.remittances.has(path)) {
        return Promise.resolve(false);
      }
      tables.remittances.set(path, run);
      return Promise.resolve(true);
    },
    claimPayment(practiceId, paymentKey, remittanceId) {
      const path = `${practiceId}#${paymentKey}`;
      const owner = tables.payments.get(path) ?? remittanceId;
      tables.payments.set(path, owner);
      return Promise.resolve(owner);
    },
    load: (practiceId, remittanceId) =>
      Promise.resolve(tables.remittances.get(`${practiceId}#${remittanceId}`)),
    doneClaims(practiceId, remittanceId, among) {
      const done = tables.remittanceClaims.get(`${practiceId}#${remittanceId}`) ?? new Map();
      if (among === undefined) {
        return Promise.resolve(new Map(done));
      }
      const found = new Map<number, 'posted' | 'suspended'>();
      for (let claimIndex = among.from; claimIndex <= among.to; claimIndex += 1) {
        const outcome = done.get(claimIndex);
        if (outcome !== undefined) {
          found.set(claimIndex, outcome);
        }
      }
      return Promise.resolve(found);
    },
    claimsOfPayerNumber: (practiceId, payerClaimControlNumber) =>
      Promise.resolve([...(tables.payerClaims.get(`${practiceId}#${payerClaimControlNumber}`) ?? [])]),
    list: (practiceId) =>
      Promise.resolve([...tables.remittances.values()].filter((run) => run.practiceId === practiceId)),
  };
}

export function memoryOutbox(tables: MemoryTables): Outbox {
  return {
    unsent(before, limit) {
      const rows = [...tables.outbox.values()].flatMap(({ row, token, sentAt }): OutboxRow[] => {
        if (row === undefined || sentAt !== undefined || row.unsentSince >= before) {
          return [];
        }
        if (row.kind !== 'signal') {
          return [row];
        }
        return token === undefined ? [] : [{ ...row, token }];
      });
      return Promise.resolve(
        rows.toSorted((one, other) => (one.unsentSince < other.unsentSince ? -1 : 1)).slice(0, limit),
      );
    },
    markSent(row, at) {
      const stored = tables.outbox.get(pathOfRow(row));
      const token = row.kind === 'signal' ? row.token?.value : undefined;
      if (stored?.row !== undefined && stored.token?.value === token) {
        stored.sentAt = at;
      }
      return Promise.resolve();
    },
    fileToken(wait, token, at) {
      const path = signalPath(wait);
      const stored = tables.outbox.get(path) ?? { row: undefined, token: undefined, sentAt: undefined };
      if (stored.token !== undefined && stored.token.leg > token.leg) {
        return Promise.resolve();
      }
      const isSentToAnother = stored.sentAt !== undefined && stored.token?.value !== token.value;
      tables.outbox.set(
        path,
        isSentToAnother && stored.row !== undefined
          ? { row: { ...stored.row, unsentSince: at }, token, sentAt: undefined }
          : { ...stored, token },
      );
      return Promise.resolve();
    },
  };
}

function pathOfRow(row: OutboxRow): string {
  switch (row.kind) {
    case 'signal':
      return signalPath(row);
    case 'start-leg':
      return startLegPath(row);
    case 'start-account-cycle':
      return startCyclePath(row);
  }
}

export function memoryPatientAccounts(tables: MemoryTables): PatientAccounts {
  const load: PatientAccounts['load'] = (practiceId, guarantorId) => {
    const path = `${practiceId}#${guarantorId}`;
    const record = tables.accounts.get(path);
    const visits = [...(tables.visits.get(path)?.values() ?? [])];
    return Promise.resolve(
      record === undefined && visits.length === 0
        ? undefined
        : PatientAccount.parse({ practiceId, guarantorId, version: 0, ...record, visits }),
    );
  };
  return {
    load,
    async list(practiceId) {
      const ids = [...tables.visits.keys()]
        .filter((path) => path.startsWith(`${practiceId}#`))
        .map((path) => GuarantorId.parse(path.slice(practiceId.length + 1)));
      const accounts = await Promise.all(ids.map((id) => load(practiceId, id)));
      return accounts.filter((account) => account !== undefined);
    },
  };
}
