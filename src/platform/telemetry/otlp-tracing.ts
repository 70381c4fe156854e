import { setTimeout as delay } from 'node:timers/promises';
import {
  type Context,
  context,
  propagation,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { PrismaInstrumentation } from '@prisma/instrumentation';
import { type DeliveryReport, reportDelivery } from './span-delivery.ts';
import { exportWithoutSecrets } from './span-secrets.ts';
import type { OpenSpan, SpanStart, Tracing } from './tracing.ts';

const KINDS = { server: SpanKind.SERVER, client: SpanKind.CLIENT } as const;

/** How long the last spans may take to be delivered when the process ends. */
const LAST_DELIVERY_MS = 2_000;

/**
 * Sends spans to a collector by OTLP over HTTP. The SDK reads OpenTelemetry's own variables, such as OTEL_SERVICE_NAME,
 * OTEL_TRACES_SAMPLER and OTEL_EXPORTER_OTLP_HEADERS. Spans are begun by hand where the work is: patching of modules as they
 * load is unreliable with ES modules. Prisma brings spans of its own.
 * @param endpoint the collector's address, without /v1/traces
 */
export function openOtlpTracing(endpoint: string): Tracing {
  const report: DeliveryReport = { logger: undefined };
  const exporter = new OTLPTraceExporter({ url: new URL('v1/traces', withSlash(endpoint)).href });
  const provider = new NodeTracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes({ 'service.name': 'marquee' }))
      .merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor(reportDelivery(exportWithoutSecrets(exporter), report))],
  });
  provider.register();
  const prisma = new PrismaInstrumentation({ ignoreSpanTypes: [/connect$/, /compile$/, /serialize$/] });
  prisma.setTracerProvider(provider);
  prisma.enable();
  const tracer = provider.getTracer('marquee');

  const begin = (start: SpanStart) =>
    trace.getActiveSpan() === undefined ? undefined : beginSpan(tracer, start, context.active());

  return {
    begin,
    receive: (headers, start) => beginSpan(tracer, start, propagation.extract(context.active(), headers)),
    async within(start, work) {
      const span = begin(start);
      if (span === undefined) return work();
      try {
        return await span.run(work);
      } catch (error) {
        span.fail(kindOf(error));
        throw error;
      } finally {
        span.end();
      }
    },
    current() {
      const span = trace.getActiveSpan();
      return span && openSpan(span, context.active());
    },
    outgoingHeaders() {
      const headers: Record<string, string> = {};
      propagation.inject(context.active(), headers);
      return headers;
    },
    logFields() {
      const running = trace.getActiveSpan()?.spanContext();
      return running === undefined ? {} : { traceId: running.traceId, spanId: running.spanId };
    },
    reportTo(logger) {
      report.logger = logger;
    },
    async close() {
      prisma.disable();
      const late = delay(LAST_DELIVERY_MS, 'late', { ref: false });
      if ((await Promise.race([provider.shutdown(), late])) === 'late') {
        report.logger?.warn('traces cannot be delivered: the last ones are dropped');
      }
      trace.disable();
      context.disable();
      propagation.disable();
    },
  };
}

function beginSpan(tracer: Tracer, { name, kind, attributes }: SpanStart, parent: Context): OpenSpan {
  const span = tracer.startSpan(
    name,
    { kind: kind === undefined ? SpanKind.INTERNAL : KINDS[kind], attributes: { ...attributes } },
    parent,
  );
  return openSpan(span, trace.setSpan(parent, span));
}

function openSpan(span: Span, inside: Context): OpenSpan {
  return {
    rename: (name) => void span.updateName(name),
    note: (attributes) => void span.setAttributes({ ...attributes }),
    fail: (kind) => void span.setAttribute('error.type', kind).setStatus({ code: SpanStatusCode.ERROR }),
    end: () => span.end(),
    run: (work) => context.with(inside, work),
  };
}

function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

function withSlash(endpoint: string): string {
  return endpoint.endsWith('/') ? endpoint : `${endpoint}/`;
}
