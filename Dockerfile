# syntax=docker/dockerfile:1

ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS base
WORKDIR /app

# Compiles to dist/, which holds all that the server and its commands read at run time.
FROM base AS build
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY src/ src/
COPY scripts/ scripts/
COPY prisma/ prisma/
COPY data/ data/
COPY console/ console/
RUN npm run build

# What the lock file marks as optional is for development here: Prisma's command line, TypeScript, tsx's compiler. Prisma
# also ships a query compiler for every database, and packages their types and source maps: half of the megabytes.
FROM base AS dependencies
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm \
    npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund \
    && npm sbom --omit=dev --omit=optional --sbom-format=cyclonedx > sbom.cdx.json \
    && find node_modules/@prisma/client/runtime -name 'query_*' ! -name '*postgresql*' -delete \
    && find node_modules -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' \) -delete

FROM base AS runtime
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=4000 \
    DATA_DIR=/data
# The embedded database lives here where no DATABASE_URL is given.
RUN install --directory --owner=node --group=node /data
COPY package.json ./
COPY --from=dependencies /app/node_modules/ node_modules/
COPY --from=dependencies /app/sbom.cdx.json ./
COPY --from=build /app/dist/ dist/
# By number, so that an orchestrator can tell that it is not root.
USER 1000:1000
EXPOSE 4000
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/livez`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "dist/src/main.js"]
