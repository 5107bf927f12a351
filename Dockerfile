# syntax=docker/dockerfile:1
# One image of every program of Tamani; the command picks one:
#   node apps/budgets/dist/main.js
# Without a command it is the embedded profile: one process, SQLite files in /data.
ARG NODE_IMAGE=node:24-bookworm-slim

# What npm needs to know, alone: a change of a source file does not install everything again.
FROM ${NODE_IMAGE} AS manifests
WORKDIR /src
COPY . .
RUN mkdir /manifests \
 && find . -name node_modules -prune -o \
      \( -name package.json -o -name package-lock.json -o -name .npmrc \) -type f \
      -exec cp --parents -t /manifests {} +

FROM ${NODE_IMAGE} AS build
WORKDIR /src
COPY --from=manifests /manifests ./
RUN --mount=type=cache,target=/npm-cache npm ci --cache /npm-cache --no-progress
COPY . .
RUN node node_modules/typescript/bin/tsc -b
# What runs: the compiled programs, their data files, production dependencies.
RUN npm prune --omit=dev --no-progress \
 && rm -rf apps/e2e node_modules/@tamani/e2e node_modules/.cache \
 && find apps libs -name node_modules -prune -o -type f \
      \( -name '*.ts' -o -name '*.tsbuildinfo' -o -name 'tsconfig*.json' \) -print0 \
    | xargs -0 rm -f

FROM ${NODE_IMAGE} AS runtime
# A heap of 256 MB is enough for each of the programs, for as long as they run; without a limit it
# grows to a part of the machine's memory before old objects are collected.
ENV NODE_ENV=production \
    NODE_OPTIONS="--enable-source-maps --max-old-space-size=256" \
    TAMANI_HOST=0.0.0.0 \
    TAMANI_PORT=3000 \
    TAMANI_DATA_DIR=/data
WORKDIR /app
COPY --from=build /src/package.json ./
COPY --from=build /src/node_modules ./node_modules
COPY --from=build /src/libs ./libs
COPY --from=build /src/apps ./apps
COPY tools/deploy/healthcheck.mjs ./healthcheck.mjs
# A new named volume takes the owner of the folder that it covers. The files of the program stay
# root's: the process cannot change them, with a read-only root file system or without.
RUN mkdir /data && chown 1000:1000 /data
VOLUME /data
# By number, so that Kubernetes can see that it is not root. 1000 is `node` in this image.
USER 1000:1000
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=10s --start-period=120s --start-interval=2s --retries=3 \
  CMD ["node", "/app/healthcheck.mjs"]
CMD ["node", "apps/all-in-one/dist/main.js"]
