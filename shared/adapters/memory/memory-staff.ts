import type { AuditEntry } from '#contracts/audit.ts';
import type { StaffMember, StaffRole } from '#contracts/staff-member.ts';
import type { AuditTrail } from '#ports/audit-trail.ts';
import type { DirectoryEntry, StaffDirectory } from '#ports/staff-directory.ts';
import type { StaffMembers } from '#ports/staff-members.ts';
import type { KeptAnswer, StaffRequestName, StaffRequests } from '#ports/staff-requests.ts';

/** {@link StaffMembers} over a map. */
export function memoryStaffMembers(): StaffMembers {
  const members = new Map<string, StaffMember>();
  return {
    load: (practiceId, user) => Promise.resolve(members.get(`${practiceId}#${user}`)),
    list: (practiceId) =>
      Promise.resolve(
        [...members.values()]
          .filter((member) => member.practiceId === practiceId)
          .toSorted((one, other) => (one.user < other.user ? -1 : 1)),
      ),
    save(member, expectedVersion) {
      const place = `${member.practiceId}#${member.user}`;
      const isFirst = (members.get(place)?.version ?? 0) === expectedVersion;
      if (isFirst) {
        members.set(place, member);
      }
      return Promise.resolve(isFirst);
    },
  };
}

/** {@link AuditTrail} over an array. */
export function memoryAuditTrail(): AuditTrail {
  const entries = new Map<string, AuditEntry>();
  return {
    append(entry) {
      entries.set(`${entry.at}#${entry.requestId}#${entry.outcome === 'begun' ? 0 : 1}`, entry);
      return Promise.resolve();
    },
    list(practiceId, selection, { limit, next }) {
      const found = [...entries]
        .filter(([sort]) => next === undefined || sort < next)
        .filter(([, entry]) => entry.practiceId === practiceId)
        .filter(([, { at, user, claimId }]) => {
          switch (selection.by) {
            case 'day':
              return at.startsWith(selection.day);
            case 'user':
              return user === selection.staffUser;
            case 'claim':
              return claimId === selection.claimId;
          }
        })
        .toSorted(([one], [other]) => (one < other ? 1 : -1));
      const page = found.slice(0, limit);
      const [last] = page.at(-1) ?? [];
      return Promise.resolve({
        entries: page.map(([, entry]) => entry),
        ...(found.length > limit && last !== undefined ? { next: last } : {}),
      });
    },
  };
}

interface StoredRequest {
  readonly contentHash: string;
  readonly begunAt: number;
  readonly answer?: KeptAnswer;
}

const keptMilliseconds = 86_400_000;

/** {@link StaffRequests} over a map. */
export function memoryStaffRequests(): StaffRequests {
  const requests = new Map<string, StoredRequest>();
  const place = (name: StaffRequestName): string => JSON.stringify(name);
  return {
    begin(name, contentHash, at, staleSeconds) {
      const now = Date.parse(at);
      const kept = requests.get(place(name));
      const isGone =
        kept === undefined ||
        kept.begunAt + keptMilliseconds < now ||
        (kept.answer === undefined &&
          kept.contentHash === contentHash &&
          kept.begunAt + staleSeconds * 1000 < now);
      if (isGone) {
        requests.set(place(name), { contentHash, begunAt: now });
        return Promise.resolve({ state: 'new' });
      }
      if (kept.contentHash !== contentHash) {
        return Promise.resolve({ state: 'other' });
      }
      return Promise.resolve(
        kept.answer === undefined ? { state: 'running' } : { state: 'answered', answer: kept.answer },
      );
    },
    end(name, contentHash, at, answer) {
      requests.set(place(name), { contentHash, begunAt: Date.parse(at), answer });
      return Promise.resolve();
    },
  };
}

interface MemoryAccount extends DirectoryEntry {
  readonly roles: readonly StaffRole[];
}

/** {@link StaffDirectory} over a map, which a test may read. */
export function memoryStaffDirectory(): StaffDirectory & { readonly accounts: Map<string, MemoryAccount> } {
  const accounts = new Map<string, MemoryAccount>();
  const change = (user: string, changed: Partial<MemoryAccount>): Promise<void> => {
    const account = accounts.get(user);
    if (account === undefined) {
      return Promise.reject(new Error(`There is no account ${user}`));
    }
    accounts.set(user, { ...account, ...changed });
    return Promise.resolve();
  };
  return {
    accounts,
    find: (user) => Promise.resolve(accounts.get(user)),
    invite({ user, name, email, practiceIds }) {
      if (accounts.has(user)) {
        return Promise.resolve(false);
      }
      accounts.set(user, { user, name, email, practiceIds, roles: [], enabled: true });
      return Promise.resolve(true);
    },
    place: (user, practiceIds, roles) => change(user, { practiceIds, roles }),
    setEnabled: (user, enabled) => change(user, { enabled }),
    remove(user) {
      accounts.delete(user);
      return Promise.resolve();
    },
  };
}
