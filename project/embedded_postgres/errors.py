"""What can go wrong with the embedded server, each as a sentence that says what to do."""

from pathlib import Path

from django.db import OperationalError


class EmbeddedPostgresError(OperationalError):
    """The embedded server cannot be used."""


class NoUnprivilegedUserError(EmbeddedPostgresError):
    """PostgreSQL refuses to run as root and no other user could be found."""

    def __init__(self, tried: tuple[str, ...]) -> None:
        self.tried = tried
        super().__init__(
            "PostgreSQL does not run as root, and none of the users "
            f"{', '.join(tried)} can be used in its place. Start Testimonia as a plain user, "
            "or set DATABASE_URL to a PostgreSQL server of your own."
        )


class ForeignFolderError(EmbeddedPostgresError):
    """The database folder belongs to another user."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__(
            f"The database in {folder} belongs to another user. Start Testimonia as that user or "
            "as root, or set TESTIMONIA_DATA_DIR to a folder of your own."
        )


class LostFolderError(EmbeddedPostgresError):
    """The link to the database folder leads nowhere."""

    def __init__(self, folder: Path, target: Path) -> None:
        self.folder, self.target = folder, target
        super().__init__(
            f"{folder} leads to {target}, where the database was kept, and that is gone. Put it "
            f"back from a backup, or remove {folder} to begin with an empty database."
        )


class WrongVersionError(EmbeddedPostgresError):
    """The cluster was made by another major version of PostgreSQL."""

    def __init__(self, cluster: Path, found: str, needed: str) -> None:
        self.cluster, self.found, self.needed = cluster, found, needed
        super().__init__(
            f"The database in {cluster} was made by PostgreSQL {found}, and this installation "
            f"brings PostgreSQL {needed}. Carry it over as docs/operations.md says under "
            "'A new major version of PostgreSQL'."
        )


class StillInUseError(EmbeddedPostgresError):
    """The server has died, but programs that used it live on."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__(
            f"The database server in {folder} has died while other Testimonia programs (or "
            "another container) still use its folder. Stop those and start again."
        )


class ProgramFailedError(EmbeddedPostgresError):
    """One of PostgreSQL's programs ended with an error."""

    def __init__(self, program: str, output: str, log: str = "") -> None:
        self.program, self.output, self.log = program, output, log
        super().__init__(f"{program} failed:\n{output.strip()}\n{log.strip()}".rstrip())
