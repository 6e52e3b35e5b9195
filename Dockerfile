# The connector alone: no sandbox, no demo, no embedded PostgreSQL. Merchant files and secrets come from outside.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --loglevel=error
COPY . .
RUN npm run build

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The optional packages are the embedded PostgreSQL; a container is given DATABASE_URL instead.
RUN npm ci --omit=dev --omit=optional --loglevel=error && npm cache clean --force
COPY bin ./bin
COPY assets ./assets
COPY --from=build /app/dist/src ./dist/src
# DATA_DIR holds encryption.key when ENCRYPTION_KEY is not given, so the running user must own it.
RUN mkdir -p config data && chown node:node data
VOLUME ["/app/config", "/app/data"]
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/health/ready').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "dist/src/main.js"]
