# Licences

Balance History is under Apache-2.0 (`LICENSE`). `balance-history.jar` carries the libraries below under `BOOT-INF/lib`, each in its
own jar and unchanged. Spring Boot's launcher classes and `spring-boot-jarmode-tools`, which packaging adds, are under Apache-2.0 too.
If a row has two licences, the distributor of the jar may choose one.

`./mvnw license:add-third-party` writes this page from the declarations of the libraries; `.ci/run` fails when it is out of date.

| Library | Version | Licence (SPDX) |
|---|---|---|
<#list dependencyMap as entry>
<#assign library = entry.getKey()/>
| `${library.groupId}:${library.artifactId}` | ${library.version} | ${entry.getValue()?join(" or ")} |
</#list>
