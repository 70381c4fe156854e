import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  type SearchSchemaInput,
  stripSearchParams,
} from '@tanstack/react-router';
import {
  type BriefArrival,
  type BriefFormSearch,
  type BriefsSearch,
  readArrival,
  readBriefForm,
  readBriefsSearch,
} from './briefs/brief-search.ts';
import { CampaignsPage } from './campaigns/campaigns-page.tsx';
import { COMPARISONS, MOST_COMPARED } from './comparison/comparison-search.ts';
import { CAMPAIGN_VIEWS, type CampaignSearch, RANKINGS } from './leaderboard/campaign-search.ts';
import { LIVE_WINDOWS } from './live/live-search.ts';
import { homeOfGuest, isWithin } from './session/guest-home.ts';
import { keepProvidedTokens } from './session/provided-tokens.ts';
import { isPublicPath } from './session/public-paths.ts';
import { FailedPage } from './shell/failed-page.tsx';
import { NotFoundPage } from './shell/not-found-page.tsx';
import { readDay, readOneOf, readOwnAddress, readText, readTexts, readWhole } from './shell/search.ts';
import { Shell } from './shell/shell.tsx';

const rootRoute = createRootRoute({
  component: Shell,
  notFoundComponent: NotFoundPage,
  beforeLoad: ({ location }) => {
    const home = homeOfGuest();
    if (home !== undefined && !isPublicPath(location.pathname) && !isWithin(location.pathname, home))
      throw redirect({ href: home, replace: true });
  },
});

const campaignsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  validateSearch: (search: { search?: string } & SearchSchemaInput) => ({ search: readText(search.search) }),
  search: { middlewares: [stripSearchParams({ search: '' })] },
  component: CampaignsPage,
});

const campaignRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/campaigns/$campaignId',
  validateSearch: (search: Partial<CampaignSearch> & SearchSchemaInput): CampaignSearch => ({
    view: readOneOf(CAMPAIGN_VIEWS, search.view, 'leaderboard'),
    rankBy: readOneOf(RANKINGS, search.rankBy, 'CONFIDENT_ENGAGEMENT_RATE'),
    minViews: search.minViews === undefined ? undefined : readWhole(search.minViews, 0),
    platforms: readText(search.platforms),
    from: readDay(search.from),
    to: readDay(search.to),
    search: readText(search.search),
    window: readOneOf(LIVE_WINDOWS, search.window, 'HOUR'),
    compare: readOneOf(COMPARISONS, search.compare, 'period'),
    other: readText(search.other),
    creators: readTexts(search.creators, MOST_COMPARED),
    country: readText(search.country),
  }),
  search: {
    middlewares: [
      stripSearchParams({
        view: 'leaderboard',
        rankBy: 'CONFIDENT_ENGAGEMENT_RATE',
        platforms: '',
        from: '',
        to: '',
        search: '',
        window: 'HOUR',
        compare: 'period',
        other: '',
        creators: [],
        country: '',
      }),
    ],
  },
  component: lazyRouteComponent(() => import('./leaderboard/campaign-page.tsx'), 'CampaignPage'),
});

const influencerRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/campaigns/$campaignId/influencers/$influencerId',
  component: lazyRouteComponent(() => import('./influencer/influencer-page.tsx'), 'InfluencerPage'),
});

const profileRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/influencers/$influencerId',
  component: lazyRouteComponent(() => import('./influencer/profile-page.tsx'), 'ProfilePage'),
});

const importsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/imports',
  component: lazyRouteComponent(() => import('./import/imports-page.tsx'), 'ImportsPage'),
});

const newImportRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/imports/new',
  component: lazyRouteComponent(() => import('./import/new-import-page.tsx'), 'NewImportPage'),
});

const importRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/imports/$importId',
  component: lazyRouteComponent(() => import('./import/import-page.tsx'), 'ImportPage'),
});

const briefsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/briefs',
  validateSearch: (search: Partial<BriefsSearch> & SearchSchemaInput) => readBriefsSearch(search),
  search: { middlewares: [stripSearchParams({ brand: '', platform: '', campaignId: '' })] },
  component: lazyRouteComponent(() => import('./briefs/briefs-page.tsx'), 'BriefsPage'),
});

const newBriefRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/briefs/new',
  validateSearch: (search: Partial<BriefFormSearch> & SearchSchemaInput) => readBriefForm(search),
  search: { middlewares: [stripSearchParams(readBriefForm({}))] },
  component: lazyRouteComponent(() => import('./briefs/form/new-brief-page.tsx'), 'NewBriefPage'),
});

const briefRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/briefs/$briefId',
  validateSearch: (search: Partial<BriefArrival> & SearchSchemaInput) => readArrival(search),
  search: { middlewares: [stripSearchParams({ cache: '', age: 0, variants: '' })] },
  // The tabs that lead from variant to variant stay, with the focus on them.
  remountDeps: () => '',
  component: lazyRouteComponent(() => import('./briefs/reading/brief-page.tsx'), 'BriefPage'),
});

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: (search: { back?: string } & SearchSchemaInput) => ({ back: readOwnAddress(search.back) }),
  search: { middlewares: [stripSearchParams({ back: '/' })] },
  component: lazyRouteComponent(() => import('./sign-in/sign-in-page.tsx'), 'SignInPage'),
});

const signUpRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-up',
  validateSearch: (search: { invitation?: string } & SearchSchemaInput) => ({
    invitation: readText(search.invitation),
  }),
  search: { middlewares: [stripSearchParams({ invitation: '' })] },
  component: lazyRouteComponent(() => import('./sign-in/sign-up-page.tsx'), 'SignUpPage'),
});

const confirmRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/confirm',
  validateSearch: (search: { token?: string } & SearchSchemaInput) => ({ token: readText(search.token) }),
  component: lazyRouteComponent(() => import('./sign-in/confirm-page.tsx'), 'ConfirmPage'),
});

const forgotPasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/forgot-password',
  component: lazyRouteComponent(() => import('./sign-in/forgot-password-page.tsx'), 'ForgotPasswordPage'),
});

const resetRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reset',
  validateSearch: (search: { token?: string } & SearchSchemaInput) => ({ token: readText(search.token) }),
  component: lazyRouteComponent(() => import('./sign-in/reset-page.tsx'), 'ResetPage'),
});

const accountRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/account',
  component: lazyRouteComponent(() => import('./account/account-page.tsx'), 'AccountPage'),
});

const invitationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/invitation',
  validateSearch: (search: { token?: string } & SearchSchemaInput) => ({ token: readText(search.token) }),
  component: lazyRouteComponent(() => import('./sign-in/invitation-page.tsx'), 'InvitationPage'),
});

const guestRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/guest',
  validateSearch: (search: { token?: string } & SearchSchemaInput) => ({ token: readText(search.token) }),
  component: lazyRouteComponent(() => import('./session/guest-page.tsx'), 'GuestPage'),
});

const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/signed-in',
  validateSearch: (search: { back?: string } & SearchSchemaInput) => ({ back: readOwnAddress(search.back) }),
  // Before anything is drawn: what is drawn begins anew with whoever comes.
  beforeLoad: ({ location, search }) => {
    if (keepProvidedTokens(location.hash)) throw redirect({ href: search.back, replace: true });
  },
  component: lazyRouteComponent(() => import('./sign-in/signed-in-page.tsx'), 'SignedInPage'),
});

const peopleRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/people',
  validateSearch: (search: { department?: string } & SearchSchemaInput) => ({
    department: readText(search.department),
  }),
  search: { middlewares: [stripSearchParams({ department: '' })] },
  component: lazyRouteComponent(() => import('./people/people-page.tsx'), 'PeoplePage'),
});

const shareRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/share/$folder/$id',
  component: lazyRouteComponent(() => import('./sharing/share-page.tsx'), 'SharePage'),
});

const newOrganizationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/organizations/new',
  component: lazyRouteComponent(() => import('./account/new-organization-page.tsx'), 'NewOrganizationPage'),
});

const tokensRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/tokens',
  component: lazyRouteComponent(() => import('./account/tokens-page.tsx'), 'TokensPage'),
});

const mediaRatesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/media-rates',
  component: lazyRouteComponent(() => import('./money/media-rates-page.tsx'), 'MediaRatesPage'),
});

const auditRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/audit',
  validateSearch: (search: { resourceId?: string; actorId?: string } & SearchSchemaInput) => ({
    resourceId: readText(search.resourceId),
    actorId: readText(search.actorId),
  }),
  search: { middlewares: [stripSearchParams({ resourceId: '', actorId: '' })] },
  component: lazyRouteComponent(() => import('./audit/audit-page.tsx'), 'AuditPage'),
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    campaignsRoute,
    campaignRoute,
    influencerRoute,
    profileRoute,
    importsRoute,
    newImportRoute,
    importRoute,
    briefsRoute,
    newBriefRoute,
    briefRoute,
    signInRoute,
    signUpRoute,
    confirmRoute,
    forgotPasswordRoute,
    resetRoute,
    accountRoute,
    invitationRoute,
    guestRoute,
    signedInRoute,
    peopleRoute,
    shareRoute,
    newOrganizationRoute,
    tokensRoute,
    mediaRatesRoute,
    auditRoute,
  ]),
  defaultPreload: 'intent',
  // A page about another thing begins anew: it never shows, even for a moment, the numbers of the one before.
  defaultRemountDeps: ({ params }) => params,
  scrollRestoration: true,
  defaultErrorComponent: FailedPage,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
