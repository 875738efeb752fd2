# The program as an image: Java 25, the release folder that the build left and tested, and an archive of its classes.
#
#   ./mvnw -B verify dependency:copy-dependencies@test-libraries
#   docker build --tag balance-history:0.1.0 .
#
# How to run it: docs/install-compose.md. The other target, demo-exchange, is for `docker compose --profile demo` only.
#
# Pin what you release from to a digest (eclipse-temurin:25-jre@sha256:...); which one is current, only a registry knows. Any image
# with Java 25, glibc, a shell and coreutils will do.
ARG RUNTIME_IMAGE=eclipse-temurin:25-jre

FROM ${RUNTIME_IMAGE} AS release
# The user needs no name but for PostgreSQL, in the next stage.
RUN echo 'balance-history:x:10001:10001::/var/lib/balance-history:/usr/sbin/nologin' >>/etc/passwd \
    && echo 'balance-history:x:10001:' >>/etc/group \
    && mkdir -p /etc/balance-history /var/lib/balance-history \
    && chown 10001:10001 /var/lib/balance-history
# The libraries change seldom, so they are a layer of their own.
COPY target/balance-history/lib /opt/balance-history/lib
COPY target/balance-history/bin /opt/balance-history/bin
COPY target/balance-history/balance-history.jar /opt/balance-history/

# The archive has to be made where it is used, by the Java that uses it. The tests' PostgreSQL and exchange, with which the
# build trains too, stay behind in this stage.
FROM release AS train
COPY target/test-libraries /opt/test/libraries
COPY target/classes /opt/test/classes
COPY target/test-classes /opt/test/test-classes
# PostgreSQL does not run as root.
RUN mkdir /opt/balance-history/archive && chown 10001:10001 /opt /opt/balance-history/archive
USER 10001:10001
RUN java -cp '/opt/test/test-classes:/opt/test/classes:/opt/test/libraries/*' dev.balancehistory.release.Train /opt/balance-history \
    || { cat /opt/train-*.log; exit 1; }

FROM ${RUNTIME_IMAGE} AS demo-exchange
COPY target/test-libraries /opt/test/libraries
COPY target/classes /opt/test/classes
COPY target/test-classes /opt/test/test-classes
USER 10001:10001
ENTRYPOINT ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", "/opt/test/test-classes:/opt/test/classes:/opt/test/libraries/*", "dev.balancehistory.demo.DemoExchange"]

FROM release AS program
COPY --from=train /opt/balance-history/archive /opt/balance-history/archive
ENV SPRING_CONFIG_ADDITIONAL_LOCATION=optional:file:/etc/balance-history/
# By number, so that Kubernetes can see that it is not root.
USER 10001:10001
# Where the spool is: mount something that lasts.
WORKDIR /var/lib/balance-history
STOPSIGNAL SIGTERM
# Whether the history is up to date. It asks the database only.
HEALTHCHECK --interval=30s --timeout=20s --start-period=120s --retries=3 CMD ["/opt/balance-history/bin/balance-history", "status"]
ENTRYPOINT ["/opt/balance-history/bin/balance-history"]
CMD ["--help"]
