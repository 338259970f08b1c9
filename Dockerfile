# Two images out of one build: `web` and `worker`. Both run as `node` and hold what was built, without the packages it took.
ARG NODE_IMAGE=node:20.20.2-bookworm-slim
# Where the finished build and the programs beside Node come from: the stages of these names below, or images made elsewhere.
ARG BUILT=build
ARG PROGRAMS=programs

FROM ${NODE_IMAGE} AS build
WORKDIR /src
# First what installing reads, so that the packages stay cached while other files change. No script of theirs is needed.
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build \
  && mkdir /built \
  && cp -R dist/current/. /built \
  && mkdir /built/node_modules \
  && cp -R node_modules/@node-rs /built/node_modules

FROM ${NODE_IMAGE} AS programs
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates git openssh-client \
  && rm -rf /var/lib/apt/lists/*

FROM ${BUILT} AS built

FROM ${PROGRAMS} AS runtime
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 BRANCHLINE_DATA_DIR=/data BRANCHLINE_DEMO=0
WORKDIR /branchline
# A new volume takes over the owner of the folder it is mounted on.
RUN mkdir -p /data/mirrors && chown -R node:node /data

# Pages and API. Reads mirrors; has no Docker socket and no key that opens secrets.
FROM runtime AS web
ENV BRANCHLINE_PROCESS=web HOST=0.0.0.0 HOSTNAME=0.0.0.0 PORT=3000
COPY --from=built /built/web ./
USER node
EXPOSE 3000
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health/ready`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server.js"]

# The pipeline. Applies migrations, writes the proxy's first files, then works.
FROM runtime AS worker
ENV BRANCHLINE_PROCESS=worker
RUN mkdir -p -m 700 /data/keys && mkdir -p /data/proxy && chown node:node /data/keys /data/proxy
COPY --from=built /built/node_modules node_modules
COPY --from=built /built/*.mjs ./
COPY prisma/migrations prisma/migrations
USER node
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s --retries=3 CMD ["node", "worker-health.mjs"]
CMD ["node", "worker-container.mjs"]
