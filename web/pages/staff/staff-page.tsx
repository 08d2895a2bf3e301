import type { StaffMember } from '#contracts/staff-member.ts';
import { staffManagementRoutes } from '#contracts/staff-api/staff.ts';
import { useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import { routeNamed } from '../../api/api-client.ts';
import { mayCall, useAnswer, useDesk } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import type { KeyBinding } from '../../keys/key-sequence.ts';
import { useKeys } from '../../keys/keys.tsx';
import { Button } from '../../parts/button.tsx';
import { DataTable, type TableColumn } from '../../parts/data-table.tsx';
import { Dialog, DialogActions } from '../../parts/dialog.tsx';
import { Amount, Chip, Code } from '../../parts/figures.tsx';
import { Page } from '../../parts/page.tsx';
import { Failed, Loading, Notice } from '../../parts/states.tsx';
import { momentInWords } from '../../words/days.ts';
import { personName } from '../../words/people.ts';
import { wordsOfRole } from '../../words/role-words.ts';
import { fillStaff, newStaff } from './staff-draft.ts';
import { StaffFields } from './staff-form.tsx';
import css from './staff.module.css';

const listStaff = routeNamed(staffManagementRoutes, 'list-staff');
const inviteStaff = routeNamed(staffManagementRoutes, 'invite-staff');

const byRole = <span>By role</span>;
const columns: readonly TableColumn<StaffMember>[] = [
  { id: 'name', name: 'Name', cell: ({ name }) => name, sortBy: ({ name }) => name },
  { id: 'user', name: 'User name', cell: ({ user }) => <Code>{user}</Code>, sortBy: ({ user }) => user },
  { id: 'roles', name: 'Roles', cell: ({ roles }) => roles.map(wordsOfRole).join(', ') },
  {
    id: 'writeOff',
    name: 'Write-offs up to',
    cell: ({ writeOffLimitCents }) =>
      writeOffLimitCents === undefined ? byRole : <Amount of={writeOffLimitCents} />,
    sortBy: ({ writeOffLimitCents }) => writeOffLimitCents ?? -1,
    isNumber: true,
  },
  {
    id: 'refund',
    name: 'Refunds up to',
    cell: ({ refundLimitCents }) =>
      refundLimitCents === undefined ? byRole : <Amount of={refundLimitCents} />,
    sortBy: ({ refundLimitCents }) => refundLimitCents ?? -1,
    isNumber: true,
  },
  {
    id: 'state',
    name: 'State',
    cell: ({ disabled }) =>
      disabled ? <Chip tone="danger">Shut out</Chip> : <Chip tone="good">Works here</Chip>,
    sortBy: ({ disabled }) => (disabled ? 1 : 0),
  },
  {
    id: 'changed',
    name: 'Changed',
    cell: ({ changedAt, changedBy }) => `${momentInWords(changedAt)}, ${personName(changedBy)}`,
    sortBy: ({ changedAt }) => changedAt,
  },
];

/** Who works in the practice, as what and with which limits. */
export function StaffPage() {
  const { practice } = useDesk();
  const [, go] = useLocation();
  const [isInviting, setInviting] = useState(false);
  const answer = useAnswer(listStaff, {}, {}, { everySeconds: 60 });
  const mayInvite = mayCall(inviteStaff, practice);
  useKeys(
    useMemo<readonly KeyBinding[]>(
      () =>
        mayInvite
          ? [{ keys: 'n', does: 'Invite a person', group: 'Staff', run: () => setInviting(true) }]
          : [],
      [mayInvite],
    ),
  );
  return (
    <Page
      title="Staff"
      isFlush
      actions={
        mayInvite && (
          <Button isSmall look="primary" hotKey="n" onPress={() => setInviting(true)}>
            Invite
          </Button>
        )
      }
    >
      {answer.data !== undefined ? (
        <DataTable
          label="Staff"
          columns={columns}
          items={answer.data.members}
          idOf={({ user }) => user}
          onOpen={({ user }) => go(`/staff/${user}`)}
          firstSort={{ column: 'name', direction: 'ascending' }}
        />
      ) : answer.isError ? (
        <Failed error={answer.error} onRetry={() => void answer.refetch()} />
      ) : (
        <Loading rows={8} />
      )}
      {isInviting && (
        <InviteDialog
          onClose={() => {
            setInviting(false);
            void answer.refetch();
          }}
        />
      )}
    </Page>
  );
}

function InviteDialog({ onClose }: { readonly onClose: () => void }) {
  const [draft, setDraft] = useState(newStaff);
  const [faults, setFaults] = useState<readonly string[]>([]);
  const invite = useChange(inviteStaff);
  const handIn = () => {
    const filled = fillStaff(draft);
    setFaults(filled.ok ? [] : filled.faults);
    if (filled.ok && !invite.isPending) {
      const { staffUser, name, email, rights } = filled;
      invite.mutate({ place: {}, request: { staffUser, name, email, ...rights } });
    }
  };
  return (
    <Dialog title="Invite a person" isOpen onClose={onClose}>
      <form
        className={css['form']}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          handIn();
        }}
      >
        {invite.data === undefined ? (
          <StaffFields draft={draft} isNew onDraft={setDraft} />
        ) : (
          <Notice tone="good" title={invite.data.summary} />
        )}
        {faults.length > 0 && (
          <Notice tone="warning" title="Something is missing">
            <ul>
              {faults.map((fault) => (
                <li key={fault}>{fault}</li>
              ))}
            </ul>
          </Notice>
        )}
        {invite.isError && <Failed error={invite.error} />}
        <DialogActions>
          {invite.data === undefined ? (
            <>
              <Button onPress={onClose}>Cancel</Button>
              <Button type="submit" look="primary">
                Invite
              </Button>
            </>
          ) : (
            <Button look="primary" takesFocus onPress={onClose}>
              Close
            </Button>
          )}
        </DialogActions>
      </form>
    </Dialog>
  );
}
