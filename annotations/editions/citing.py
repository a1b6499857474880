"""How an edition is cited by others: what its page says, and CSL-JSON. Frozen content alone."""

from __future__ import annotations

from collections import Counter
from typing import Any

from annotations.editions.joining import moment

Json = dict[str, Any]

#: What programs that keep references expect.
CSL_JSON = "application/vnd.citationstyles.csl+json"


def authors(content: Json) -> list[str]:
    """Those who stated its claims, first who stated most."""
    return [
        name for name, _ in Counter(each["creator"] for each in content["claims"]).most_common()
    ]


def csl_item(content: Json, address: str) -> Json:
    """The edition as a CSL item; `address` is where it is read."""
    edition = content["edition"]
    day = moment(edition["published"])
    return {
        "id": edition["id"],
        "type": "webpage",
        "title": edition["title"],
        "author": [{"literal": name} for name in authors(content)],
        "editor": [{"literal": edition["publisher"]}],
        "container-title": content["workspace"]["name"],
        "edition": str(edition["number"]),
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "language": content["language"],
        "URL": address,
    }
