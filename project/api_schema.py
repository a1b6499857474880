"""What the OpenAPI document says of errors: they are the same at every address."""

from __future__ import annotations

from typing import Any

from project.api import CONTENT_TYPE

PROBLEM = {
    "type": "object",
    "description": "RFC 9457. `errors` holds sentences by field where fields are at fault.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "const": "about:blank"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {"type": "object", "additionalProperties": True},
    },
}
#: Every method, and what those that write answer besides.
ANSWERS = {
    "401": "Not signed in, or the access token opens nothing.",
    "403": "Your role, or the token's scope, does not allow this.",
    "404": "There is nothing at this address, or it is not open to you.",
}
WRITE_ANSWERS = {
    "400": "The body is not JSON that can be kept.",
    "409": "What this is based on has changed in the meantime, or something still needs it.",
    "413": "The body is too large.",
    "415": "The body is not application/json.",
    "422": "Some fields are not right; `errors` says which.",
}


def describe_problems(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Spectacular's postprocessing hook: add the problem responses to every operation."""
    components = result["components"]
    components["schemas"]["Problem"] = PROBLEM
    components["responses"] = {
        f"Problem{status}": _response(description)
        for status, description in (ANSWERS | WRITE_ANSWERS).items()
    }
    for operations in result["paths"].values():
        for method, operation in operations.items():
            for status in ANSWERS if method == "get" else ANSWERS | WRITE_ANSWERS:
                operation["responses"].setdefault(
                    status, {"$ref": f"#/components/responses/Problem{status}"}
                )
            operation["responses"] = dict(sorted(operation["responses"].items()))
    return result


def _response(description: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": description, "content": {CONTENT_TYPE: {"schema": schema}}}
