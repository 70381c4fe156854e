import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { CallerError } from '../../../errors.ts';
import { INPUT, type Payload, toPayload } from '../../../platform/graph/payload.ts';
import { forbidden } from '../../access/contract.ts';
import { type AccessContext, Allows } from '../../access/index.ts';
import { EVENTS_AT_ONCE, portionsOf } from '../intake/intake.ts';
import type { Receipt } from '../intake/receipt.ts';
import type { SendEvents } from '../intake/send-events.ts';
import { type EventLag, findEventLag } from '../status/event-lag.ts';
import { type EventStatus, findEventStatus, type StatusDeps } from '../status/event-status.ts';
import { type EventInput, RegisterEventsInput } from './event.inputs.ts';
import { EventLagType, EventStatusType, RegisterEventsPayload } from './event.type.ts';

/** What the resolver is given. */
export interface EventsResolverDeps extends StatusDeps {
  readonly send: SendEvents;
  /** Whether events that wait can be looked up by organization and id. */
  readonly findsWaitingEvents: boolean;
}

@Resolver()
export class EventsResolver {
  readonly #deps: EventsResolverDeps;

  constructor(deps: EventsResolverDeps) {
    this.#deps = deps;
  }

  @Allows('CREATE', 'EVENT')
  @Mutation(() => RegisterEventsPayload, {
    nullable: true,
    description:
      'Takes events, at most 1000. An ACCEPTED one is safe, and is counted once however often it is sent; what is wrong with one costs that one. More at once go to POST /events.',
  })
  async registerEvents(
    @Ctx() context: AccessContext,
    @Arg('input', () => RegisterEventsInput, INPUT) { events, createCampaigns }: RegisterEventsInput,
  ): Promise<Payload<{ receipts: readonly Receipt[] }>> {
    return toPayload(async () => {
      if (events.length < 1 || events.length > EVENTS_AT_ONCE) {
        throw new CallerError(
          'BAD_USER_INPUT',
          `events takes from 1 to ${EVENTS_AT_ONCE}; these are ${events.length}. More at once go to POST /events.`,
          { argument: 'events' },
        );
      }
      const { receipts, refusal } = await this.#deps.send(context, portionsOf(events.map(toSent)), {
        createCampaigns: createCampaigns ?? false,
      });
      if (refusal !== null) throw refusal;
      return { receipts };
    });
  }

  @Allows('READ', 'EVENT')
  @Query(() => EventStatusType, {
    nullable: true,
    description:
      'What became of an event. null, with a NOT_FOUND error, where none was accepted under this id that may be seen, or it was longer ago than ids are remembered (EVENT_ID_DAYS). With KAFKA_BROKERS, an event is found once it is counted or was put aside.',
  })
  async eventStatus(
    @Ctx() context: AccessContext,
    @Arg('id', () => ID, { description: "The sender's id of the event." }) id: string,
  ): Promise<EventStatus> {
    return findEventStatus(this.#deps, context, id);
  }

  @Allows('READ', 'EVENT')
  @Query(() => EventLagType, {
    nullable: true,
    description:
      "How far the organization's events are counted. For those who may see events anywhere in it.",
  })
  async eventLag(@Ctx() context: AccessContext): Promise<EventLag> {
    if (!context.permissions.allowsSomewhere('READ', 'EVENT')) throw forbidden('READ', { resource: 'EVENT' });
    return findEventLag(context, this.#deps);
  }
}

/** As it would have been sent over HTTP; what is null was left out. */
function toSent({ at, attributes, ...event }: EventInput): object {
  return {
    ...event,
    at: at?.toISOString(),
    attributes: attributes && Object.fromEntries(attributes.map(({ name, value }) => [name, value])),
  };
}
