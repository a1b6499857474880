"""What a file of a bundle is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar

from annotations.bundles.selection import Selection


class Writer(ABC):
    """Writes one file of a bundle."""

    #: The file's name in the bundle.
    name: ClassVar[str]

    @abstractmethod
    def write(self, selection: Selection) -> bytes:
        """The file: the same bytes for the same content, without dates of the export and
        without addresses of hosts.
        """
