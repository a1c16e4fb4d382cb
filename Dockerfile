# The issuer as an image:
#   docker build -t matryoshka .
#   docker buildx build --platform linux/amd64,linux/arm64 -t matryoshka .
# The native signer in the jar is chosen by the platform that the build stage runs on, so each platform builds its own jar.
FROM maven:3.9-eclipse-temurin-21 AS build
RUN apt-get update && apt-get install -y --no-install-recommends zip unzip && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
RUN mvn -q -B -ntp -DskipTests -pl service -am package
# The development database has no place in production: without its binaries, the issuer needs DATABASE_URL.
RUN zip -q -d service/target/matryoshka.jar '*.txz' \
    && ! unzip -l service/target/matryoshka.jar | grep -q '\.txz$'

FROM eclipse-temurin:21-jre
# By number, so that Kubernetes can tell that it is not root.
RUN groupadd --gid 10001 matryoshka \
    && useradd --uid 10001 --gid 10001 --no-create-home --shell /usr/sbin/nologin matryoshka \
    && install -d -o 10001 -g 10001 -m 0700 /var/lib/matryoshka
COPY --from=build /src/service/target/matryoshka.jar /opt/matryoshka/matryoshka.jar
COPY config.yml /opt/matryoshka/config.yml
ENV DATA_DIR=/var/lib/matryoshka \
    ADMIN_HOST=0.0.0.0
USER 10001:10001
WORKDIR /opt/matryoshka
# The root file system can be read-only: DATA_DIR holds files, and /tmp the native signer.
VOLUME ["/var/lib/matryoshka", "/tmp"]
EXPOSE 8080 8081
STOPSIGNAL SIGTERM
ENTRYPOINT ["java", "-XX:+ExitOnOutOfMemoryError", "-XX:MaxRAMPercentage=70", "-jar", "/opt/matryoshka/matryoshka.jar"]
CMD ["server", "/opt/matryoshka/config.yml"]
