import DataLoader from 'dataloader';
import type { Page } from '../../platform/graph/page.ts';
import { type Department, findVisibleDepartments } from './department/department.ts';
import { type ChildrenRequest, countChildren, listChildren } from './department/department-children.ts';
import { findVisiblePeople, type Person } from './people/people.ts';
import type { Actor } from './viewer/context.ts';

/** What stands beside an id in the graph: however many rows name one, one query finds all that its viewer may see. */
export interface AccessLoaders {
  readonly departments: DataLoader<string, Department | undefined>;
  readonly people: DataLoader<string, Person | undefined>;
  /** The departments directly beneath one, a page of each. */
  children(request: ChildrenRequest): DataLoader<string, Page<Department>>;
}

/** Nothing is kept: a mutation of the same request may change what a later one shows. */
const BATCHED = { cache: false } as const;

/** Loaders for one request. Most requests need none, so that each is made where it is first asked for. */
export function createAccessLoaders(asker: Pick<Actor, 'viewer' | 'database'>): AccessLoaders {
  return new Loaders(asker);
}

class Loaders implements AccessLoaders {
  readonly #asker: Pick<Actor, 'viewer' | 'database'>;
  readonly #children = new Map<string, DataLoader<string, Page<Department>>>();
  #departments: AccessLoaders['departments'] | undefined;
  #people: AccessLoaders['people'] | undefined;
  #childCounts: DataLoader<string, bigint> | undefined;

  constructor(asker: Pick<Actor, 'viewer' | 'database'>) {
    this.#asker = asker;
  }

  get departments() {
    this.#departments ??= new DataLoader((ids) => findVisibleDepartments(this.#asker, ids), BATCHED);
    return this.#departments;
  }

  get people() {
    this.#people ??= new DataLoader((ids) => findVisiblePeople(this.#asker, ids), BATCHED);
    return this.#people;
  }

  get #counts() {
    this.#childCounts ??= new DataLoader((ids) => countChildren(this.#asker, ids), BATCHED);
    return this.#childCounts;
  }

  children(request: ChildrenRequest) {
    const key = JSON.stringify([request.orderBy, request.first, request.after]);
    const loader =
      this.#children.get(key) ??
      new DataLoader<string, Page<Department>>(
        (ids) => listChildren(this.#asker, ids, request, (id) => this.#counts.load(id)),
        BATCHED,
      );
    this.#children.set(key, loader);
    return loader;
  }
}
