import { staffRoles, type StaffRole } from '#contracts/staff-member.ts';
import parts from '../../parts/parts.module.css';
import { wordsOfRole } from '../../words/role-words.ts';
import { taskWords } from '../../words/task-words.ts';
import { skillsOffered, type StaffDraft } from './staff-draft.ts';
import css from './staff.module.css';

const roleMeans: Readonly<Record<StaffRole, string>> = {
  'front-desk': 'Patients, coverages, check-in, payments at the desk',
  coder: 'Coding and questions to providers',
  auditor: 'Looks at claims and money, audits coding',
  biller: 'Corrections, rejections, denials, follow-up',
  'payment-poster': 'Payments, remittances, bank; proposes write-offs and refunds',
  provider: 'Answers questions, sees the own unsigned notes',
  manager: 'Confirms what takes two persons, closes days and months',
  finance: 'Refunds, credit balances, reports',
  administrator: 'Lets people in, and says what they may do',
};

interface StaffFormProps {
  readonly draft: StaffDraft;
  readonly isNew: boolean;
  readonly onDraft: (draft: StaffDraft) => void;
}

/** What is said of a person: who it is, as what, and up to which amounts. */
export function StaffFields({ draft, isNew, onDraft }: StaffFormProps) {
  const text = (
    label: string,
    field: Exclude<keyof StaffDraft, 'roles' | 'skills'>,
    hint: string,
    type = 'text',
  ) => (
    <label className={css['field']}>
      {label}
      <input
        className={parts['input']}
        type={type}
        autoComplete="off"
        value={draft[field]}
        onChange={({ target }) => onDraft({ ...draft, [field]: target.value })}
      />
      <small>{hint}</small>
    </label>
  );
  return (
    <div className={css['fields']}>
      {isNew && (
        <>
          {text('User name', 'staffUser', 'By it the person signs in, and the history knows the person')}
          {text('Name', 'name', 'As colleagues know the person')}
          {text('Mail address', 'email', 'The first password goes there', 'email')}
        </>
      )}
      <fieldset className={css['roles']}>
        <legend>Roles</legend>
        {staffRoles.map((role) => (
          <div key={role}>
            <input
              id={`role-${role}`}
              type="checkbox"
              checked={draft.roles.includes(role)}
              aria-describedby={`role-${role}-means`}
              onChange={({ target }) =>
                onDraft({
                  ...draft,
                  roles: staffRoles.filter((other) =>
                    other === role ? target.checked : draft.roles.includes(other),
                  ),
                })
              }
            />
            <span>
              <label htmlFor={`role-${role}`}>{wordsOfRole(role)}</label>
              <small id={`role-${role}-means`}>{roleMeans[role]}</small>
            </span>
          </div>
        ))}
      </fieldset>
      {text(
        'Write-off limit',
        'writeOffLimit',
        'In dollars, alone; empty: what the practice says of the roles',
      )}
      {text('Refund limit', 'refundLimit', 'In dollars, alone; empty: what the practice says of the roles')}
      {draft.roles.includes('provider') &&
        text('NPI', 'providerNpi', 'Which provider of the practice the person is')}
      <Skills draft={draft} onDraft={onDraft} />
    </div>
  );
}

/** Which of the tasks that the roles decide the person is handed; most people are handed all of them. */
function Skills({ draft, onDraft }: Pick<StaffFormProps, 'draft' | 'onDraft'>) {
  const offered = skillsOffered(draft);
  return offered.length === 0 ? null : (
    <fieldset className={css['roles']}>
      <legend>
        Skills: the kinds of tasks that the queue hands to the person. None chosen: all that the roles decide
      </legend>
      {offered.map((kind) => (
        <div key={kind}>
          <input
            id={`skill-${kind}`}
            type="checkbox"
            checked={draft.skills.includes(kind)}
            onChange={({ target }) =>
              onDraft({
                ...draft,
                skills: offered.filter((other) =>
                  other === kind ? target.checked : draft.skills.includes(other),
                ),
              })
            }
          />
          <label htmlFor={`skill-${kind}`}>{taskWords[kind].name}</label>
        </div>
      ))}
    </fieldset>
  );
}
