/** Below these a rate says nothing: it is compared with none. At 1,000 views the interval of a rate of 5 % is 3 points wide. */
export const LEAST_POSTS = 3;
export const LEAST_VIEWS = 1_000;

/** With fewer creators, a quartile says more of one of them than of the team. */
export const LEAST_CREATORS = 4;

/** With fewer others of a tier of followers, each of them would be more than ten points of a percentile. */
export const LEAST_IN_TIER = 10;

/** Whether a rate rests on enough to be compared. */
export function isEnough({ posts, views }: { readonly posts: number; readonly views: number }): boolean {
  return posts >= LEAST_POSTS && views >= LEAST_VIEWS;
}
