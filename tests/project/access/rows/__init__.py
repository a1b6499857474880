"""The rows, a file for each app or room. How to add one: tests/project/access/table.py."""

from tests.project.access.rows.annotations import ROWS as ANNOTATIONS
from tests.project.access.rows.authorities import ROWS as AUTHORITIES
from tests.project.access.rows.citations import ROWS as CITATIONS
from tests.project.access.rows.claims import ROWS as CLAIMS
from tests.project.access.rows.conflicts import ROWS as CONFLICTS
from tests.project.access.rows.editions import ROWS as EDITIONS
from tests.project.access.rows.lists import ROWS as LISTS
from tests.project.access.rows.people import ROWS as PEOPLE
from tests.project.access.rows.replies import ROWS as REPLIES
from tests.project.access.rows.reviews import ROWS as REVIEWS
from tests.project.access.rows.sources import ROWS as SOURCES
from tests.project.access.rows.tags import ROWS as TAGS
from tests.project.access.rows.workspaces import ROWS as WORKSPACES

TABLE = {
    "people": PEOPLE,
    "workspaces": WORKSPACES,
    "sources": SOURCES,
    "lists": LISTS,
    "tags": TAGS,
    "authorities": AUTHORITIES,
    "annotations": ANNOTATIONS,
    "citations": CITATIONS,
    "claims": CLAIMS,
    "conflicts": CONFLICTS,
    "editions": EDITIONS,
    "replies": REPLIES,
    "reviews": REVIEWS,
}
ROWS = [row for rows in TABLE.values() for row in rows]
