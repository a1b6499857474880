"""What the start-up check says of databases that will not do."""

import pytest

from project.embedded_postgres.base import DatabaseWrapper
from project.embedded_postgres.checks import check_connection


@pytest.mark.parametrize(
    ("created_with", "expected"),
    [
        ("", []),
        ("LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'", []),
        ("LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE 'C'", ["its LC_CTYPE is C"]),
        (
            "LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE 'C' ENCODING 'SQL_ASCII'",
            ["encoded as SQL_ASCII"],
        ),
    ],
)
def test_a_database_is_judged_by_its_locale(
    connection: DatabaseWrapper, created_with: str, expected: list[str]
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE judged TEMPLATE template0 {created_with}")
    connection.close()
    connection.settings_dict["NAME"] = "judged"
    messages = check_connection(connection)
    assert len(messages) == len(expected)
    for message, words in zip(messages, expected, strict=True):
        assert words in message.msg
        assert message.hint


def test_the_check_leaves_the_database_as_it_was(connection: DatabaseWrapper) -> None:
    assert check_connection(connection) == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_extension WHERE extname = 'pg_trgm'")
        assert cursor.fetchone() == (0,)


def test_an_account_that_may_not_connect_is_told_so(connection: DatabaseWrapper) -> None:
    connection.settings_dict["NAME"] = "missing"
    [message] = check_connection(connection)
    assert 'database "missing" does not exist' in message.msg
