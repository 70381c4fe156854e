import type { Attributes, AttributeValue } from '@opentelemetry/api';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-node';
import { redactSecrets } from './secret-values.ts';

/** The exporter, which is given spans without the secrets of the process. */
export function exportWithoutSecrets(exporter: SpanExporter): SpanExporter {
  return {
    export: (spans, done) => exporter.export(spans.map(withoutSecrets), done),
    forceFlush: async () => exporter.forceFlush?.(),
    shutdown: () => exporter.shutdown(),
  };
}

/** The span, with what it says of itself redacted; the rest is the span's own. */
export function withoutSecrets(span: ReadableSpan): ReadableSpan {
  const { message } = span.status;
  return Object.create(span, {
    name: { value: redactSecrets(span.name) },
    attributes: { value: redactAttributes(span.attributes) },
    events: {
      value: span.events.map((event) => ({ ...event, attributes: redactAttributes(event.attributes ?? {}) })),
    },
    status: {
      value: { ...span.status, ...(message !== undefined && { message: redactSecrets(message) }) },
    },
  });
}

function redactAttributes(attributes: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, redactAttribute(value)]),
  );
}

function redactAttribute(value: AttributeValue | undefined): AttributeValue | undefined {
  if (typeof value === 'string') return redactSecrets(value);
  return isTexts(value)
    ? value.map((text) => (typeof text === 'string' ? redactSecrets(text) : text))
    : value;
}

function isTexts(value: unknown): value is (string | null | undefined)[] {
  return Array.isArray(value) && value.some((text) => typeof text === 'string');
}
