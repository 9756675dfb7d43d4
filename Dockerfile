# One image for every process. The command chooses which:
#   api         node dist/src/server.js               (the default)
#   worker      node dist/src/worker.js
#   migrations  node dist/src/cli/migrate.js up
#   search attributes of Temporal   node dist/src/cli/temporal-setup.js
#   simulator   node dist/simulator/main.js           (development only)

# Debian rather than Alpine: the Temporal SDK's native part needs glibc.
ARG NODE_IMAGE=node:22.23.3-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# No package's install script is needed to build or to run, so none is trusted.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY migrations migrations
COPY simulator simulator
COPY src src
RUN npm run build

FROM ${NODE_IMAGE} AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM ${NODE_IMAGE} AS runtime
# The Temporal SDK takes its certificate authorities from the system, and the slim image has none.
# hadolint ignore=DL3008
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates \
  && rm -rf /var/lib/apt/lists/* \
  && install -d -o node -g node -m 0700 /data
WORKDIR /app
ENV NODE_ENV=production \
    DATA_DIR=/data \
    HEALTH_PORT=4000
COPY LICENSE package.json ./
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist dist
# The image's own user `node`, by number so that a cluster can see that it is not root. The code belongs to root: the
# process can read it and not change it.
USER 1000:1000
EXPOSE 4000 4001
# HEALTH_PORT is 4001 for the worker. Alive is enough here; /readyz tells whether its servers can be reached too.
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.HEALTH_PORT}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/src/server.js"]
