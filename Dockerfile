# One image with the binary, the ClickHouse engine as a library, and what PDF needs. The base has glibc: the engine is loaded by dlopen.
FROM node:22-bookworm-slim AS npm
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund

FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY --from=npm /src/node_modules node_modules
COPY . .
ARG VERSION=dev
RUN touch node_modules/.package-lock.json \
 && make build version="$VERSION" \
 && mkdir /out \
 && cp -L yingshang libchdb.so LICENSE /out/ \
 && cp dashboards/page/assets/vendor/*.txt /out/

FROM debian:bookworm-slim
# PDF=0 leaves out the browser and the fonts: reports then come as HTML, Word and Excel only.
ARG PDF=1
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates tzdata \
 && if [ "$PDF" = 1 ]; then apt-get install -y --no-install-recommends chromium fonts-noto-cjk; fi \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin yingshang \
 && install -d -o yingshang -g yingshang /data
COPY --from=build /out/ /opt/yingshang/
# Inside, every address is listened on; who gets in is decided where the port is published. Pages are read without an account, so
# publish it to this machine only, or behind a proxy that asks who is there.
ENV PATH=/opt/yingshang:$PATH \
    YINGSHANG_DATA=/data \
    YINGSHANG_LISTEN=0.0.0.0:8080 \
    YINGSHANG_OPEN=true
USER yingshang
VOLUME /data
EXPOSE 8080
# Ready: ClickHouse answers and something is published. A folder without any file never is; /healthz says that it lives.
HEALTHCHECK --interval=15s --timeout=5s --start-period=5m \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /readyz HTTP/1.0\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["yingshang"]
CMD ["up"]
