import type { StaffMember } from '#contracts/staff-member.ts';
import { staffManagementRoutes } from '#contracts/staff-api/staff.ts';
import { useMemo, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { routeNamed } from '../../api/api-client.ts';
import { mayCall, useAnswer, useDesk } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import type { KeyBinding } from '../../keys/key-sequence.ts';
import { useKeys } from '../../keys/keys.tsx';
import { Button } from '../../parts/button.tsx';
import { Dialog, DialogActions } from '../../parts/dialog.tsx';
import { Chip, Code, Facts } from '../../parts/figures.tsx';
import { Page, Panel, Stack } from '../../parts/page.tsx';
import { Empty, Failed, Loading, Notice } from '../../parts/states.tsx';
import { momentInWords } from '../../words/days.ts';
import { personName } from '../../words/people.ts';
import { draftOfMember, fillStaff, protectionOf } from './staff-draft.ts';
import { StaffFields } from './staff-form.tsx';
import css from './staff.module.css';

const listStaff = routeNamed(staffManagementRoutes, 'list-staff');
const changeStaff = routeNamed(staffManagementRoutes, 'change-staff');
const steps = {
  disable: {
    route: routeNamed(staffManagementRoutes, 'disable-staff'),
    does: 'Shut out',
    means: 'The person is out at once, whatever is open; what the person did stays in the history.',
  },
  enable: {
    route: routeNamed(staffManagementRoutes, 'enable-staff'),
    does: 'Let in again',
    means: 'The person may sign in again, with the roles and limits from before.',
  },
  reset: {
    route: routeNamed(staffManagementRoutes, 'reset-staff'),
    does: 'Reset the account',
    means:
      'For who lost the password or the device: a new first password goes to the mail address, and the second factor is set up anew.',
  },
} as const;
type Step = keyof typeof steps;

/** One person: what the person may do, and the way in. */
export function StaffMemberPage({ staffUser }: { readonly staffUser: string }) {
  const [, go] = useLocation();
  const answer = useAnswer(listStaff, {}, {});
  const staff = answer.data?.members;
  const member = staff?.find(({ user }) => user === staffUser);
  useKeys(
    useMemo<readonly KeyBinding[]>(
      () => [{ keys: 'Escape', does: 'Back to the staff', group: 'Staff', run: () => go('/staff') }],
      [go],
    ),
  );
  return (
    <Page title={member?.name ?? 'Staff'} crumb={<Link href="/staff">Staff</Link>}>
      {staff === undefined ? (
        answer.isError ? (
          <Failed error={answer.error} onRetry={() => void answer.refetch()} />
        ) : (
          <Loading rows={6} />
        )
      ) : member === undefined ? (
        <Empty title={`Nobody is called ${staffUser} here`}>
          <p>Invite the person from the list of the staff.</p>
        </Empty>
      ) : (
        <MemberView
          key={member.version}
          member={member}
          staff={staff}
          onChanged={() => void answer.refetch()}
        />
      )}
    </Page>
  );
}

interface MemberViewProps {
  readonly member: StaffMember;
  readonly staff: readonly StaffMember[];
  readonly onChanged: () => void;
}

function MemberView({ member, staff, onChanged }: MemberViewProps) {
  const { me, practice } = useDesk();
  const [draft, setDraft] = useState(() => draftOfMember(member));
  const [faults, setFaults] = useState<readonly string[]>([]);
  const [asked, setAsked] = useState<Step>();
  const change = useChange(changeStaff, onChanged);
  const protection = protectionOf(member, me.user, staff);
  const mayChange = mayCall(changeStaff, practice) && protection === undefined;
  const handIn = () => {
    const filled = fillStaff(draft);
    setFaults(filled.ok ? [] : filled.faults);
    if (filled.ok && !change.isPending) {
      change.mutate({ place: { staffUser: member.user }, request: filled.rights });
    }
  };
  return (
    <Stack>
      {protection !== undefined && <Notice tone="note" title={protection} />}
      <Panel
        title="Account"
        aside={member.disabled ? <Chip tone="danger">Shut out</Chip> : <Chip tone="good">Works here</Chip>}
      >
        <Facts
          facts={[
            { name: 'User name', value: <Code>{member.user}</Code> },
            { name: 'Mail address', value: member.email },
            { name: 'Changed', value: momentInWords(member.changedAt) },
            { name: 'By', value: personName(member.changedBy) },
          ]}
        />
      </Panel>
      <Panel title="What the person may do">
        <form
          className={css['form']}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            handIn();
          }}
        >
          <fieldset disabled={!mayChange} aria-label="Roles and limits">
            <StaffFields draft={draft} isNew={false} onDraft={setDraft} />
          </fieldset>
          {faults.length > 0 && <Notice tone="warning" title={faults.join('. ')} />}
          {change.isError && <Failed error={change.error} />}
          {mayChange && (
            <div className={css['foot']}>
              <Button type="submit" look="primary" isDisabled={change.isPending}>
                Save
              </Button>
            </div>
          )}
        </form>
      </Panel>
      {mayChange && (
        <Panel title="The way in">
          <div className={css['foot']}>
            {member.disabled ? (
              <Button onPress={() => setAsked('enable')}>{steps.enable.does}</Button>
            ) : (
              <>
                <Button onPress={() => setAsked('reset')}>{steps.reset.does}</Button>
                <Button look="dangerous" onPress={() => setAsked('disable')}>
                  {steps.disable.does}
                </Button>
              </>
            )}
          </div>
        </Panel>
      )}
      {asked !== undefined && (
        <StepDialog step={asked} member={member} onClose={() => setAsked(undefined)} onDone={onChanged} />
      )}
    </Stack>
  );
}

interface StepDialogProps {
  readonly step: Step;
  readonly member: StaffMember;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Asks once more before a person is shut out, let in, or must begin anew. */
function StepDialog({ step, member, onClose, onDone }: StepDialogProps) {
  const { route, does, means } = steps[step];
  const change = useChange(route, () => {
    onClose();
    onDone();
  });
  return (
    <Dialog title={`${does}: ${member.name}`} isOpen onClose={onClose}>
      <p>{means}</p>
      {change.isError && <Failed error={change.error} />}
      <DialogActions>
        <Button onPress={onClose}>Cancel</Button>
        <Button
          look={step === 'disable' ? 'dangerous' : 'primary'}
          takesFocus
          onPress={() => {
            if (!change.isPending) {
              change.mutate({ place: { staffUser: member.user }, request: {} });
            }
          }}
        >
          {does}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
