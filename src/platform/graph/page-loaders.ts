/** Which page of a nested list is asked for. */
export interface NestedPage {
  readonly first: number;
  readonly after: string | null;
}

/** One loader a page: those who ask for the same page of a nested list in a request share it. */
export function onePerPage<Asked extends NestedPage, Loader>(
  make: (page: Asked) => Loader,
): (page: Asked) => Loader {
  const loaders = new Map<string, Loader>();
  return (page) => {
    const key = JSON.stringify(page);
    const loader = loaders.get(key) ?? make(page);
    loaders.set(key, loader);
    return loader;
  };
}
