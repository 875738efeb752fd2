# The program as an image: Java 25, the release, and an archive of its classes.
#
#   docker build --tag balance-history:0.1.0 .
#
# The release is built in a stage of its own, for which the host needs nothing but Docker. To take the one that the host
# has built and tested:
#
#   ./mvnw -B verify dependency:copy-dependencies@test-libraries
#   docker build --build-arg BUILT_ON=host --tag balance-history:0.1.0 .
#
# How to run it: docs/install-compose.md. The other target, demo-exchange, is for `docker compose --profile demo` only.
#
# Pin the base images of a release to current digests (eclipse-temurin:25-jre@sha256:...). Any runtime image with Java 25,
# glibc, a shell and coreutils is sufficient.
ARG RUNTIME_IMAGE=eclipse-temurin:25-jre
ARG BUILD_IMAGE=eclipse-temurin:25-jdk
ARG BUILT_ON=image

FROM ${BUILD_IMAGE} AS built-on-image
# The Maven wrapper knows the checksum of the zip file only.
RUN command -v unzip >/dev/null || { apt-get update && apt-get install --yes --no-install-recommends unzip; }
WORKDIR /build
COPY pom.xml mvnw LICENSE README.md CHANGELOG.md CONTRIBUTING.md ./
COPY .mvn .mvn
COPY db db
COPY deploy deploy
COPY docs docs
COPY src src
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw -B --no-transfer-progress package -DskipTests dependency:copy-dependencies@test-libraries

FROM scratch AS built-on-host
COPY target /build/target

FROM built-on-${BUILT_ON} AS built

FROM ${RUNTIME_IMAGE} AS release
# Only PostgreSQL, in the next stage, needs a name of the user.
RUN echo 'balance-history:x:10001:10001::/var/lib/balance-history:/usr/sbin/nologin' >>/etc/passwd \
    && echo 'balance-history:x:10001:' >>/etc/group \
    && mkdir -p /etc/balance-history /var/lib/balance-history \
    && chown 10001:10001 /var/lib/balance-history \
    && ln -s /opt/balance-history/bin/balance-history /usr/bin/balance-history
# The libraries change seldom, so that they have a separate layer.
COPY --from=built /build/target/balance-history/lib /opt/balance-history/lib
COPY --from=built /build/target/balance-history/bin /opt/balance-history/bin
COPY --from=built /build/target/balance-history/balance-history.jar /opt/balance-history/

# The class archive has to be created in place, by the Java that uses it. The PostgreSQL and the exchange of the tests,
# which the training needs, stay in this stage.
FROM release AS train
COPY --from=built /build/target/test-libraries /opt/test/libraries
COPY --from=built /build/target/classes /opt/test/classes
COPY --from=built /build/target/test-classes /opt/test/test-classes
# PostgreSQL does not run as root.
RUN mkdir /opt/balance-history/archive && chown 10001:10001 /opt /opt/balance-history/archive
USER 10001:10001
RUN java -cp '/opt/test/test-classes:/opt/test/classes:/opt/test/libraries/*' dev.balancehistory.release.Train /opt/balance-history \
    || { cat /opt/train-*.log; exit 1; }

FROM ${RUNTIME_IMAGE} AS demo-exchange
COPY --from=built /build/target/test-libraries /opt/test/libraries
COPY --from=built /build/target/classes /opt/test/classes
COPY --from=built /build/target/test-classes /opt/test/test-classes
USER 10001:10001
ENTRYPOINT ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", "/opt/test/test-classes:/opt/test/classes:/opt/test/libraries/*", "dev.balancehistory.demo.DemoExchange"]

FROM release AS program
COPY --from=train /opt/balance-history/archive /opt/balance-history/archive
ENV SPRING_CONFIG_ADDITIONAL_LOCATION=optional:file:/etc/balance-history/
# A number, so that Kubernetes can check that it is not root.
USER 10001:10001
# Has the folder of the spool: mount a persistent volume.
WORKDIR /var/lib/balance-history
STOPSIGNAL SIGTERM
# Checks the age of the newest snapshots in the database.
HEALTHCHECK --interval=30s --timeout=20s --start-period=120s --retries=3 CMD ["/opt/balance-history/bin/balance-history", "status"]
ENTRYPOINT ["/opt/balance-history/bin/balance-history"]
CMD ["--help"]
