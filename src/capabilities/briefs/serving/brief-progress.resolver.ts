import { Arg, Resolver, Root, type SubscribeResolverData, Subscription } from 'type-graphql';
import { Allows } from '../../access/index.ts';
import type { BriefsContext } from '../context.ts';
import { teamOf } from '../tools/team.ts';
import { GenerateBriefInput } from './brief.input.ts';
import { BriefProgress } from './brief-progress.type.ts';
import { checkVariants, parseBriefRequest } from './brief-request.ts';
import type { BriefEvent } from './generate-brief.ts';

@Resolver()
export class BriefProgressResolver {
  @Allows('CREATE', 'BRIEF')
  @Subscription(() => BriefProgress, {
    subscribe: followBrief,
    description:
      'What happens while a brief is written: tool calls, the caption as it grows, then the brief; of several variants, one after the other. Served as server-sent events, at /graphql with Accept: text/event-stream. Callers that ask for the same brief at the same time follow the same run. The errors are those of generateBrief.',
  })
  briefProgress(
    @Root() event: BriefEvent,
    @Arg('input', () => GenerateBriefInput, { description: 'What the brief is for.' })
    _input: GenerateBriefInput,
  ): BriefEvent {
    return event;
  }
}

type Asked = SubscribeResolverData<unknown, { readonly input: GenerateBriefInput }, BriefsContext>;

/** TypeGraphQL calls this without an instance, so the briefs come in by the context. */
async function* followBrief({ args, context }: Asked): AsyncGenerator<BriefEvent, void, undefined> {
  const { refresh, departmentId, variants, ...wanted } = args.input;
  const request = parseBriefRequest(wanted);
  yield* context.briefs.follow(await teamOf(context, departmentId ?? null), request, {
    refresh: refresh ?? false,
    variants: checkVariants(variants),
    signal: context.request.signal,
  });
}
