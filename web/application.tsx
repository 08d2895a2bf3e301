import { sessionRoutes } from '#contracts/staff-api/session.ts';
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { Redirect, Route, Router, Switch, useLocation, useSearch } from 'wouter';
import { ApiProblem, apiClient, NotReached, routeNamed, type ApiClient } from './api/api-client.ts';
import { DeskContext, useDesk } from './api/use-api.tsx';
import { DraftStore } from './forms/draft-store.ts';
import { KeysProvider } from './keys/keys.tsx';
import { NowProvider } from './parts/now.tsx';
import { Page } from './parts/page.tsx';
import { Empty, Failed, Loading } from './parts/states.tsx';
import { IdleWatch } from './session/idle-watch.tsx';
import { Session } from './session/session.ts';
import { Opening, SignedOut } from './session/signed-out.tsx';
import { placesFor } from './shell/places.ts';
import { Shell } from './shell/shell.tsx';

const TasksPage = lazy(async () => ({ default: (await import('./pages/tasks/tasks-page.tsx')).TasksPage }));
const TaskPage = lazy(async () => ({ default: (await import('./pages/tasks/task-page.tsx')).TaskPage }));
const ClaimsPage = lazy(async () => ({
  default: (await import('./pages/claims/claims-page.tsx')).ClaimsPage,
}));
const OwnPage = lazy(async () => ({ default: (await import('./pages/own/own-page.tsx')).OwnPage }));
const QuestionPage = lazy(async () => ({
  default: (await import('./pages/own/question-page.tsx')).QuestionPage,
}));
const ClaimPage = lazy(async () => ({ default: (await import('./pages/claims/claim-page.tsx')).ClaimPage }));

const CheckInPage = lazy(async () => ({
  default: (await import('./pages/desk/check-in-page.tsx')).CheckInPage,
}));
const ArrivalPage = lazy(async () => ({
  default: (await import('./pages/desk/arrival-page.tsx')).ArrivalPage,
}));
const PatientsPage = lazy(async () => ({
  default: (await import('./pages/desk/patients-page.tsx')).PatientsPage,
}));
const PatientPage = lazy(async () => ({
  default: (await import('./pages/desk/patient-page.tsx')).PatientPage,
}));
const RegistrationPage = lazy(async () => ({
  default: (await import('./pages/desk/registration-page.tsx')).RegistrationPage,
}));
const CoveragePage = lazy(async () => ({
  default: (await import('./pages/desk/coverage-page.tsx')).CoveragePage,
}));
const ChargesPage = lazy(async () => ({
  default: (await import('./pages/desk/charges-page.tsx')).ChargesPage,
}));
const ReceiptPage = lazy(async () => ({
  default: (await import('./pages/desk/receipt-page.tsx')).ReceiptPage,
}));
const AccountsPage = lazy(async () => ({
  default: (await import('./pages/accounts/accounts-page.tsx')).AccountsPage,
}));
const AccountPage = lazy(async () => ({
  default: (await import('./pages/accounts/account-page.tsx')).AccountPage,
}));
const ReportsPage = lazy(async () => ({
  default: (await import('./pages/reports/reports-page.tsx')).ReportsPage,
}));
const ClosingPage = lazy(async () => ({
  default: (await import('./pages/closing/closing-page.tsx')).ClosingPage,
}));
const AgingReportPage = lazy(async () => ({
  default: (await import('./pages/reports/aging-report.tsx')).AgingReportPage,
}));
const UnbilledReportPage = lazy(async () => ({
  default: (await import('./pages/reports/unbilled-report.tsx')).UnbilledReportPage,
}));
const UnappliedReportPage = lazy(async () => ({
  default: (await import('./pages/reports/money-reports.tsx')).UnappliedReportPage,
}));
const DepositsReportPage = lazy(async () => ({
  default: (await import('./pages/reports/money-reports.tsx')).DepositsReportPage,
}));
const DaySheetReportPage = lazy(async () => ({
  default: (await import('./pages/reports/day-sheet-report.tsx')).DaySheetReportPage,
}));
const MonthEndReportPage = lazy(async () => ({
  default: (await import('./pages/reports/month-end-report.tsx')).MonthEndReportPage,
}));
const CodingAccuracyReportPage = lazy(async () => ({
  default: (await import('./pages/reports/coding-accuracy-report.tsx')).CodingAccuracyReportPage,
}));
const RemittancesPage = lazy(async () => ({
  default: (await import('./pages/remittances/remittances-page.tsx')).RemittancesPage,
}));
const RemittancePage = lazy(async () => ({
  default: (await import('./pages/remittances/remittance-page.tsx')).RemittancePage,
}));
const BatchesPage = lazy(async () => ({
  default: (await import('./pages/batches/batches-page.tsx')).BatchesPage,
}));
const EnterBatchPage = lazy(async () => ({
  default: (await import('./pages/batches/enter-batch-page.tsx')).EnterBatchPage,
}));
const BatchPage = lazy(async () => ({
  default: (await import('./pages/batches/batch-page.tsx')).BatchPage,
}));
const TakebacksPage = lazy(async () => ({
  default: (await import('./pages/takebacks/takebacks-page.tsx')).TakebacksPage,
}));
const RefundsPage = lazy(async () => ({
  default: (await import('./pages/refunds/refunds-page.tsx')).RefundsPage,
}));
const UnderpaymentsReportPage = lazy(async () => ({
  default: (await import('./pages/reports/underpayments-report.tsx')).UnderpaymentsReportPage,
}));
const LatePaymentsReportPage = lazy(async () => ({
  default: (await import('./pages/reports/late-payments-report.tsx')).LatePaymentsReportPage,
}));
const FinancePage = lazy(async () => ({
  default: (await import('./pages/finance/finance-page.tsx')).FinancePage,
}));
const ReportLibraryPage = lazy(async () => ({
  default: (await import('./pages/finance/report-library-page.tsx')).ReportLibraryPage,
}));
const SchedulesPage = lazy(async () => ({
  default: (await import('./pages/finance/schedules-page.tsx')).SchedulesPage,
}));
const WarehouseReportPage = lazy(async () => ({
  default: (await import('./pages/finance/warehouse-report-page.tsx')).WarehouseReportPage,
}));
const BankPage = lazy(async () => ({ default: (await import('./pages/bank/bank-page.tsx')).BankPage }));
const UploadsPage = lazy(async () => ({
  default: (await import('./pages/uploads/uploads-page.tsx')).UploadsPage,
}));
const UploadPage = lazy(async () => ({
  default: (await import('./pages/uploads/upload-page.tsx')).UploadPage,
}));
const CodeSetsPage = lazy(async () => ({
  default: (await import('./pages/codes/code-sets-page.tsx')).CodeSetsPage,
}));
const PracticePage = lazy(async () => ({
  default: (await import('./pages/practice/practice-page.tsx')).PracticePage,
}));
const HoldsPage = lazy(async () => ({ default: (await import('./pages/holds/holds-page.tsx')).HoldsPage }));
const PayerPage = lazy(async () => ({ default: (await import('./pages/payers/payer-page.tsx')).PayerPage }));
const AuditPage = lazy(async () => ({ default: (await import('./pages/audit/audit-page.tsx')).AuditPage }));

const StaffPage = lazy(async () => ({ default: (await import('./pages/staff/staff-page.tsx')).StaffPage }));
const StaffMemberPage = lazy(async () => ({
  default: (await import('./pages/staff/staff-member-page.tsx')).StaffMemberPage,
}));

const me = routeNamed(sessionRoutes, 'me');

interface ApplicationWorld {
  readonly session: Session;
  readonly api: ApiClient;
  readonly drafts: DraftStore;
  readonly queries: QueryClient;
}

/** What lives as long as the page does. */
export function applicationWorld(): ApplicationWorld {
  const session = new Session();
  const api = apiClient({
    fetch: async (address, init) => await fetch(address, init),
    token: session.token,
    onRefused: session.expire,
  });
  const queries = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        // What the API refused it refuses again.
        retry: (count, error) => !(error instanceof ApiProblem) && count < 2,
        refetchOnWindowFocus: true,
      },
    },
  });
  return { session, api, drafts: new DraftStore(), queries };
}

export function Application({ world }: { readonly world: ApplicationWorld }) {
  return (
    <QueryClientProvider client={world.queries}>
      <NowProvider>
        <KeysProvider>
          <Gate world={world} />
        </KeysProvider>
      </NowProvider>
    </QueryClientProvider>
  );
}

/** Shows the application to whoever is signed in, and nothing of it to anybody else. */
function Gate({ world }: { readonly world: ApplicationWorld }) {
  const { session, api, queries } = world;
  const { state, ...rest } = useSyncExternalStore(session.subscribe, session.current);
  const [path, go] = useLocation();
  const search = useSearch();
  // What a report is asked stands behind the path: whoever follows a link of a mail signs in first.
  const here = search === '' ? path : `${path}?${search}`;
  const [failure, setFailure] = useState<unknown>();
  useEffect(() => {
    session.begin().then((goTo) => goTo !== undefined && go(goTo, { replace: true }), setFailure);
  }, [session, go]);
  useEffect(() => {
    if (state === 'signed-out') {
      queries.clear();
      api.forget();
    }
  }, [state, queries, api]);
  if (failure !== undefined) {
    return (
      <Opening>
        <Failed error={new NotReached('The server cannot be reached.', { cause: failure })} />
      </Opening>
    );
  }
  if (state === 'unknown') {
    return <Opening />;
  }
  if (state === 'signed-out') {
    return (
      <SignedOut
        because={'because' in rest ? rest.because : 'never'}
        problem={'problem' in rest ? rest.problem : undefined}
        onSignIn={() => void session.signIn(here)}
        onSignInBeside={() => void session.signInBeside(here)}
      />
    );
  }
  return <Entrance world={world} />;
}

/** Finds out who is signed in and in which practice the address is. */
function Entrance({ world }: { readonly world: ApplicationWorld }) {
  const { api, session, drafts } = world;
  const answer = useQuery({
    queryKey: ['me'],
    queryFn: async ({ signal }) => {
      const found = await api.call(me, {}, {}, { signal });
      // Before any form is shown: what somebody else has typed is not read.
      drafts.belongTo(found.user);
      return found;
    },
  });
  const person = answer.data;
  const [path] = useLocation();
  const practiceId = path.split('/')[1] ?? '';
  const practice = person?.practices.find((known) => known.practiceId === practiceId);
  const desk = useMemo(
    () =>
      person === undefined || practice === undefined
        ? undefined
        : { api, session, drafts: drafts.of(practice.practiceId), me: person, practice },
    [api, session, drafts, person, practice],
  );
  if (person === undefined) {
    return (
      <Opening>
        {answer.isError && <Failed error={answer.error} onRetry={() => void answer.refetch()} />}
      </Opening>
    );
  }
  const first = person.practices[0];
  if (first === undefined) {
    return (
      <Opening>
        <Empty title="You work in no practice yet">
          <p>Ask an administrator of your practice to give you a role, then sign in again.</p>
        </Empty>
      </Opening>
    );
  }
  if (desk === undefined) {
    return <Redirect to={`/${first.practiceId}/`} replace />;
  }
  return (
    <DeskContext value={desk}>
      <IdleWatch session={session} />
      <Router base={`/${desk.practice.practiceId}`}>
        <Shell>
          <Suspense fallback={<Loading />}>
            <Pages />
          </Suspense>
        </Shell>
      </Router>
    </DeskContext>
  );
}

function Pages() {
  const { practice } = useDesk();
  return (
    <Switch>
      <Route path="/tasks" component={TasksPage} />
      <Route path="/tasks/:taskId">{({ taskId }) => <TaskPage key={taskId} taskId={taskId} />}</Route>
      <Route path="/claims" component={ClaimsPage} />
      <Route path="/claims/:claimId">{({ claimId }) => <ClaimPage key={claimId} claimId={claimId} />}</Route>
      <Route path="/check-in" component={CheckInPage} />
      <Route path="/check-in/:day/:patientKey/:appointment">
        {({ day, patientKey, appointment }) => (
          <ArrivalPage
            key={`${day} ${patientKey} ${appointment}`}
            day={day}
            patientKey={patientKey}
            appointment={appointment}
          />
        )}
      </Route>
      <Route path="/patients" component={PatientsPage} />
      <Route path="/patients/new">
        <RegistrationPage key="new" patientKey={undefined} />
      </Route>
      <Route path="/patients/:patientKey">
        {({ patientKey }) => <PatientPage key={patientKey} patientKey={patientKey} />}
      </Route>
      <Route path="/patients/:patientKey/registration">
        {({ patientKey }) => <RegistrationPage key={patientKey} patientKey={patientKey} />}
      </Route>
      <Route path="/patients/:patientKey/coverages">
        {({ patientKey }) => <CoveragePage key={patientKey} patientKey={patientKey} />}
      </Route>
      <Route path="/patients/:patientKey/charges">
        {({ patientKey }) => <ChargesPage key={patientKey} patientKey={patientKey} claimId={undefined} />}
      </Route>
      <Route path="/patients/:patientKey/charges/:claimId">
        {({ patientKey, claimId }) => <ChargesPage key={claimId} patientKey={patientKey} claimId={claimId} />}
      </Route>
      <Route path="/receipts/:receiptNumber">
        {({ receiptNumber }) => <ReceiptPage key={receiptNumber} receiptNumber={receiptNumber} />}
      </Route>
      <Route path="/accounts" component={AccountsPage} />
      <Route path="/accounts/:guarantorId">
        {({ guarantorId }) => <AccountPage key={guarantorId} guarantorId={guarantorId} />}
      </Route>
      <Route path="/closing" component={ClosingPage} />
      <Route path="/reports" component={ReportsPage} />
      <Route path="/reports/aging" component={AgingReportPage} />
      <Route path="/reports/unbilled" component={UnbilledReportPage} />
      <Route path="/reports/unapplied" component={UnappliedReportPage} />
      <Route path="/reports/deposits" component={DepositsReportPage} />
      <Route path="/reports/day-sheet" component={DaySheetReportPage} />
      <Route path="/reports/month-end" component={MonthEndReportPage} />
      <Route path="/reports/underpayments" component={UnderpaymentsReportPage} />
      <Route path="/reports/late-payments" component={LatePaymentsReportPage} />
      <Route path="/reports/coding-accuracy" component={CodingAccuracyReportPage} />
      <Route path="/finance" component={FinancePage} />
      <Route path="/finance/reports" component={ReportLibraryPage} />
      <Route path="/finance/schedules" component={SchedulesPage} />
      <Route path="/finance/reports/:reportName">
        {({ reportName }) => <WarehouseReportPage key={reportName} reportName={reportName} />}
      </Route>
      <Route path="/remittances" component={RemittancesPage} />
      <Route path="/remittances/:remittanceId">
        {({ remittanceId }) => <RemittancePage key={remittanceId} remittanceId={remittanceId} />}
      </Route>
      <Route path="/batches" component={BatchesPage} />
      <Route path="/batches/new" component={EnterBatchPage} />
      <Route path="/batches/:batchId">{({ batchId }) => <BatchPage key={batchId} batchId={batchId} />}</Route>
      <Route path="/takebacks" component={TakebacksPage} />
      <Route path="/refunds" component={RefundsPage} />
      <Route path="/bank" component={BankPage} />
      <Route path="/uploads" component={UploadsPage} />
      <Route path="/uploads/:uploadId">
        {({ uploadId }) => <UploadPage key={uploadId} uploadId={uploadId} />}
      </Route>
      <Route path="/my-visits" component={OwnPage} />
      <Route path="/my-visits/:taskId">{({ taskId }) => <QuestionPage key={taskId} taskId={taskId} />}</Route>
      <Route path="/code-sets" component={CodeSetsPage} />
      <Route path="/practice" component={PracticePage} />
      <Route path="/holds" component={HoldsPage} />
      <Route path="/payers/:payerId">{({ payerId }) => <PayerPage key={payerId} payerId={payerId} />}</Route>
      <Route path="/audit" component={AuditPage} />
      <Route path="/staff" component={StaffPage} />
      <Route path="/staff/:staffUser">
        {({ staffUser }) => <StaffMemberPage key={staffUser} staffUser={staffUser} />}
      </Route>
      <Route path="/">
        <Redirect to={placesFor(practice.roles)[0]?.path ?? '/practice'} replace />
      </Route>
      <Route>
        <Page title="Not found">
          <Empty title="There is no such page">
            <p>
              The address may have been cut off. Go on with the list on the left of {practice.practiceName}.
            </p>
          </Empty>
        </Page>
      </Route>
    </Switch>
  );
}
