import type { SpanStart, Tracing } from '../telemetry/tracing.ts';
import type { CopyColumns, CopyTarget, Database, Session, Statement } from './database.ts';

/** What a statement is called that is not prepared, as it is about one table of many. */
const UNNAMED = 'unprepared statement';

/** The database, with a span for each statement by its name. Neither the text nor a value of it is told. */
export function traceDatabase(database: Database, tracing: Tracing): Database {
  return {
    ...database,
    ...traceSession(database, tracing),
    execute: (script) => tracing.within(spanOf('script'), () => database.execute(script)),
    forOrganization: (organizationId) => {
      const organizationDatabase = database.forOrganization(organizationId);
      const traced = traceSession(organizationDatabase, tracing);
      return {
        get prisma() {
          return organizationDatabase.prisma;
        },
        query: traced.query,
        transaction: (work) =>
          tracing.within(spanOf('transaction'), () => organizationDatabase.transaction(work)),
      };
    },
    transaction: (work) =>
      tracing.within(spanOf('transaction'), () =>
        database.transaction((transaction) =>
          work({
            ...traceSession(transaction, tracing),
            execute: (script) => tracing.within(spanOf('script'), () => transaction.execute(script)),
            copy: (target, lines) =>
              tracing.within(spanOf(nameCopy(target)), () => transaction.copy(target, lines)),
          }),
        ),
      ),
    openCopy: (target) => openTracedCopy(database, tracing, target),
    inBackground: () => traceDatabase(database.inBackground(), tracing),
  };
}

function traceSession(session: Pick<Session, 'query'>, tracing: Tracing): Pick<Session, 'query'> {
  return {
    query: <Row extends object>(statement: Statement, values?: Parameters<Session['query']>[1]) =>
      tracing.within(spanOf(statement.name || UNNAMED), () => session.query<Row>(statement, values)),
  };
}

/** One span from the opening of a COPY to its end. */
async function openTracedCopy(
  database: Database,
  tracing: Tracing,
  target: CopyTarget,
): ReturnType<Database['openCopy']> {
  const span = tracing.begin(spanOf(nameCopy(target)));
  if (span === undefined) return database.openCopy(target);
  const open = () => database.openCopy(target);
  const fail = (error: unknown): never => {
    span.fail(error instanceof Error ? error.name : 'unknown');
    span.end();
    throw error;
  };
  const writer = await span.run(open).catch(fail);
  return {
    write: (lines) => writer.write(lines),
    async end() {
      await writer.end().catch(fail);
      span.end();
    },
    async abort() {
      await writer.abort();
      span.fail('aborted');
      span.end();
    },
  };
}

/** Of tables that have a number, all are one to whoever adds spans up. */
function nameCopy({ table }: CopyColumns): string {
  return `copy ${table.replace(/_\d+$/, '')}`;
}

function spanOf(name: string): SpanStart {
  return { name, kind: 'client', attributes: { 'db.system.name': 'postgresql', 'db.query.summary': name } };
}
