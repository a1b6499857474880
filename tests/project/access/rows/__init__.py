"""The rows, a file for each app. How to add one: tests/project/access/table.py."""

from tests.project.access.rows.annotations import ROWS as ANNOTATIONS
from tests.project.access.rows.people import ROWS as PEOPLE
from tests.project.access.rows.sources import ROWS as SOURCES

TABLE = {"people": PEOPLE, "sources": SOURCES, "annotations": ANNOTATIONS}
ROWS = [row for rows in TABLE.values() for row in rows]
