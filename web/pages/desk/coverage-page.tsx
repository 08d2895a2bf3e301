import { CoverageForm, type AffectedClaim, type PatientOnFile } from '#contracts/front-desk.ts';
import type { ClaimId } from '#contracts/identifiers.ts';
import { frontDeskRoutes } from '#contracts/staff-api/front-desk.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { routeNamed } from '../../api/api-client.ts';
import { useAnswer, useDesk } from '../../api/use-api.tsx';
import { deskForm, fillDeskForm } from '../../forms/desk-forms.ts';
import { draftOf, type Draft } from '../../forms/draft.ts';
import { Button } from '../../parts/button.tsx';
import { Amount, Chip, Code } from '../../parts/figures.tsx';
import { Explains, Page, Panel, Stack } from '../../parts/page.tsx';
import parts from '../../parts/parts.module.css';
import { Failed, Loading, Notice } from '../../parts/states.tsx';
import { dayInWords } from '../../words/days.ts';
import { DeskFormPanel } from './desk-form-panel.tsx';
import { coverageInput } from './registration-page.tsx';

const showAccount = routeNamed(frontDeskRoutes, 'show-patient-account');
const showAffected = routeNamed(frontDeskRoutes, 'show-affected-claims');
const changeCoverage = routeNamed(frontDeskRoutes, 'change-coverage');
const shape = deskForm(CoverageForm);

/** Changes which insurance pays, shows which claims that changes, and has them billed by it. */
export function CoveragePage({ patientKey }: { readonly patientKey: string }) {
  const answer = useAnswer(showAccount, { patientKey }, {});
  return (
    <Page title="Coverages" crumb={<Link href={`/patients/${patientKey}`}>Patient</Link>}>
      {answer.data !== undefined ? (
        <CoverageChange onFile={answer.data.onFile} />
      ) : answer.isError ? (
        <Failed error={answer.error} onRetry={() => void answer.refetch()} />
      ) : (
        <Loading rows={8} />
      )}
    </Page>
  );
}

function CoverageChange({ onFile: latest }: { readonly onFile: PatientOnFile }) {
  // What the form began with: what others change meanwhile is not to be written over unseen.
  const [onFile] = useState(latest);
  const { api, practice, drafts } = useDesk();
  const queries = useQueryClient();
  const [, go] = useLocation();
  const { patientKey, version } = onFile;
  const draftId = `coverages ${patientKey} ${version}`;
  const [beginning] = useState(
    () =>
      draftOf(
        { kind: 'group', fields: shape.fields, look: 'plain' },
        { coverages: coverageInput(onFile.coverages) },
      ) ?? {},
  );
  const [typed, setTyped] = useState<Draft | undefined>(() => drafts.draft(draftId, 'desk'));
  const [chosen, setChosen] = useState<ReadonlySet<ClaimId>>(new Set());
  const place = { practiceId: practice.practiceId, patientKey };
  const preview = useMutation({
    mutationFn: async (coverages: Record<string, unknown>[]) =>
      await api.call(showAffected, place, { coverages }),
    onSuccess: ({ claims }) =>
      setChosen(new Set(claims.filter(({ effect }) => effect !== 'elsewhere').map(({ claimId }) => claimId))),
  });
  const look = () => {
    const read = fillDeskForm(shape, typed ?? beginning);
    if (read.ok) {
      preview.mutate(coveragesOf(read.form));
    }
  };
  return (
    <Stack>
      <Explains>
        Where one insurance takes the place of another, give the old one its last day and add the new one from
        the next day on. A claim goes by the coverages of its own date of service.
      </Explains>
      <DeskFormPanel
        title="On file"
        draftId={draftId}
        shape={shape}
        beginning={beginning}
        submit={chosen.size === 0 ? 'Change coverages' : `Change coverages and ${claimsInWords(chosen.size)}`}
        onTyped={(next) => {
          setTyped(next);
          preview.reset();
          setChosen(new Set());
        }}
        send={async (form, entryKey) =>
          await api.call(
            changeCoverage,
            place,
            { entryKey, seenVersion: version, coverages: coveragesOf(form), claims: [...chosen] },
            { idempotencyKey: entryKey },
          )
        }
        onTakenIn={() => {
          void queries.invalidateQueries({ queryKey: ['show-patient-account'] });
          go(`/patients/${patientKey}`);
        }}
      >
        <div>
          <Button onPress={look} isDisabled={preview.isPending}>
            {preview.isPending ? 'Looking…' : 'Show which claims it changes'}
          </Button>
        </div>
        {preview.isError && <Failed error={preview.error} />}
        {preview.data !== undefined && (
          <Affected
            claims={preview.data.claims}
            chosen={chosen}
            onChoose={(claimId, isChosen) => {
              const next = new Set(chosen);
              if (isChosen) {
                next.add(claimId);
              } else {
                next.delete(claimId);
              }
              setChosen(next);
            }}
          />
        )}
      </DeskFormPanel>
    </Stack>
  );
}

function claimsInWords(count: number): string {
  return count === 1 ? '1 claim' : `${count} claims`;
}

function coveragesOf(form: Readonly<Record<string, unknown>>): Record<string, unknown>[] {
  return Array.isArray(form['coverages']) ? (form['coverages'] as Record<string, unknown>[]) : [];
}

const effects: Readonly<
  Record<AffectedClaim['effect'], { readonly name: string; readonly tone: 'good' | 'warning' | 'note' }>
> = {
  corrected: { name: 'Corrected', tone: 'good' },
  asked: { name: 'A task asks', tone: 'warning' },
  elsewhere: { name: 'Not from here', tone: 'note' },
};

function Affected({
  claims,
  chosen,
  onChoose,
}: {
  readonly claims: readonly AffectedClaim[];
  readonly chosen: ReadonlySet<ClaimId>;
  readonly onChoose: (claimId: ClaimId, isChosen: boolean) => void;
}) {
  if (claims.length === 0) {
    return <Notice tone="good" title="No claim is changed by it: all have these coverages on their days." />;
  }
  return (
    <Panel title="Claims that it changes" isFlush>
      <table className={parts['table']}>
        <thead>
          <tr>
            <th>Bill by it</th>
            <th>Service</th>
            <th>Claim</th>
            <th>Payer</th>
            <th className={parts['number']}>Charge</th>
            <th>What happens</th>
          </tr>
        </thead>
        <tbody>
          {claims.map((claim) => (
            <tr key={claim.claimId}>
              <td>
                <input
                  type="checkbox"
                  aria-label={`Bill claim ${claim.claimId} by the new coverages`}
                  checked={chosen.has(claim.claimId)}
                  disabled={claim.effect === 'elsewhere'}
                  onChange={({ target }) => onChoose(claim.claimId, target.checked)}
                />
              </td>
              <td>{dayInWords(claim.serviceDate)}</td>
              <td>
                <Code>{claim.claimId}</Code>
              </td>
              <td>
                {payersOf(claim.before)} → {payersOf(claim.after)}
              </td>
              <td className={parts['number']}>
                <Amount of={claim.totalChargeCents} />
              </td>
              <td>
                <Chip tone={effects[claim.effect].tone}>{effects[claim.effect].name}</Chip> {claim.words}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function payersOf(coverages: AffectedClaim['before']): string {
  return coverages.length === 0
    ? 'the patient'
    : coverages.map(({ payerId, memberId }) => `${payerId} ${memberId}`).join(', ');
}
