/** Which page is behind which path. Each is loaded when it is first opened. */
import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import type { Permission } from '../api/contract.js';

export type PageProps = { readonly values: Readonly<Record<string, string>> };

export interface PageRoute {
  readonly pattern: string;
  readonly page: LazyExoticComponent<ComponentType<PageProps>>;
}

function page(load: () => Promise<ComponentType<PageProps>>): PageRoute['page'] {
  return lazy(async () => ({ default: await load() }));
}

/** Without signing in. */
export const openRoutes: readonly PageRoute[] = [
  { pattern: '/sign-in', page: page(async () => (await import('../pages/sign-in/sign-in-page.js')).SignInPage) },
  {
    pattern: '/accessibility',
    page: page(async () => (await import('../pages/accessibility/accessibility-page.js')).AccessibilityPage),
  },
];

export const routes: readonly PageRoute[] = [
  { pattern: '/', page: page(async () => (await import('../pages/overview/overview-page.js')).OverviewPage) },
  { pattern: '/alerts', page: page(async () => (await import('../pages/alerts/alerts-page.js')).AlertsPage) },
  { pattern: '/parked', page: page(async () => (await import('../pages/parked/parked-page.js')).ParkedPage) },
  { pattern: '/parked/:cause', page: page(async () => (await import('../pages/parked/cause-page.js')).CausePage) },
  { pattern: '/jobs', page: page(async () => (await import('../pages/jobs/jobs-page.js')).JobsPage) },
  { pattern: '/jobs/:id', page: page(async () => (await import('../pages/jobs/job-page.js')).JobPage) },
  { pattern: '/messages', page: page(async () => (await import('../pages/messages/messages-page.js')).MessagesPage) },
  { pattern: '/messages/:id', page: page(async () => (await import('../pages/message/message-page.js')).MessagePage) },
  { pattern: '/doors', page: page(async () => (await import('../pages/doors/doors-page.js')).DoorsPage) },
  { pattern: '/doors/:door', page: page(async () => (await import('../pages/doors/door-page.js')).DoorPage) },
  { pattern: '/queues', page: page(async () => (await import('../pages/queues/queues-page.js')).QueuesPage) },
  {
    pattern: '/reconciliation',
    page: page(async () => (await import('../pages/reconciliation/reconciliation-page.js')).ReconciliationPage),
  },
  { pattern: '/receipts', page: page(async () => (await import('../pages/receipts/receipts-page.js')).ReceiptsPage) },
  { pattern: '/journal', page: page(async () => (await import('../pages/journal/journal-page.js')).JournalPage) },
  {
    pattern: '/procedures',
    page: page(async () => (await import('../pages/procedures/procedures-page.js')).ProceduresPage),
  },
  {
    pattern: '/procedures/:name',
    page: page(async () => (await import('../pages/procedures/procedure-page.js')).ProcedurePage),
  },
  { pattern: '/people', page: page(async () => (await import('../pages/people/people-page.js')).PeoplePage) },
  {
    pattern: '/connectors',
    page: page(async () => (await import('../pages/connectors/connectors-page.js')).ConnectorsPage),
  },
  {
    pattern: '/connectors/:name',
    page: page(async () => (await import('../pages/connectors/connector-page.js')).ConnectorPage),
  },
  {
    pattern: '/connectors/:name/replay',
    page: page(async () => (await import('../pages/connectors/replay/replay-page.js')).ReplayPage),
  },
  { pattern: '/keys', page: page(async () => (await import('../pages/keys/keys-page.js')).KeysPage) },
  { pattern: '/password', page: page(async () => (await import('../pages/sign-in/password-page.js')).PasswordPage) },
];

export type PageName =
  | 'overview'
  | 'alerts'
  | 'parked'
  | 'jobs'
  | 'messages'
  | 'doors'
  | 'queues'
  | 'reconciliation'
  | 'receipts'
  | 'journal'
  | 'procedures'
  | 'people'
  | 'connectors'
  | 'keys';

interface Entry {
  readonly name: PageName;
  readonly to: string;
  readonly needs: Permission;
}

export const navigation: readonly {
  readonly group: 'see' | 'decide' | 'prove' | 'administer';
  readonly entries: readonly Entry[];
}[] = [
  {
    group: 'see',
    entries: [
      { name: 'overview', to: '/', needs: 'state.read' },
      { name: 'alerts', to: '/alerts', needs: 'state.read' },
      { name: 'doors', to: '/doors', needs: 'state.read' },
      { name: 'queues', to: '/queues', needs: 'state.read' },
    ],
  },
  {
    group: 'decide',
    entries: [
      { name: 'parked', to: '/parked', needs: 'state.read' },
      { name: 'jobs', to: '/jobs', needs: 'state.read' },
      { name: 'messages', to: '/messages', needs: 'state.read' },
    ],
  },
  {
    group: 'prove',
    entries: [
      { name: 'reconciliation', to: '/reconciliation', needs: 'state.read' },
      { name: 'receipts', to: '/receipts', needs: 'state.read' },
      { name: 'journal', to: '/journal', needs: 'journal.read' },
    ],
  },
  {
    group: 'administer',
    entries: [
      { name: 'procedures', to: '/procedures', needs: 'state.read' },
      { name: 'connectors', to: '/connectors', needs: 'state.read' },
      { name: 'people', to: '/people', needs: 'person.administer' },
      { name: 'keys', to: '/keys', needs: 'provider.administer' },
    ],
  },
];
