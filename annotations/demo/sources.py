"""The people of the demonstration, its sources, and the names in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from project.people.accounts import services as accounts
from project.people.models import User, Workspace
from project.people.permissions import Role
from project.people.workspaces import services as workspaces
from sources.authorities import services as authorities
from sources.authorities.identifiers import Identifier
from sources.authorities.models import Authority
from sources.authorities.names import Written
from sources.derivations import services as derivations
from sources.importing.base import import_document
from sources.lists.tagging import set_source_tags
from sources.parallels import services as parallels
from sources.parallels.models import TextRelation
from sources.records import services as records
from sources.texts import services as texts
from sources.texts.models import Text, TextVersion

#: Whoever may open the demonstration knows this password; never load it on a public server.
PASSWORD = "demonstration only"
#: True of all its texts, which come with the program.
RIGHTS = "Written for Testimonia, and free to copy as the program is: Apache License 2.0."


class DemoSources:
    """Makes them on construction; looks them up by their keys."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data
        self.versions: dict[str, TextVersion] = {}
        self.authorities: dict[str, Authority] = {}
        self._add_members()
        for source in data["sources"]:
            self._add_source(**source)
        for translation in data["translations"]:
            self._add_translation(**translation)
        for derivation in data["derivations"]:
            self._add_derivation(**derivation)
        for authority in data["authorities"]:
            self._add_authority(**authority)

    @cached_property
    def people(self) -> dict[str, User]:
        """The people by key."""
        return {
            person["key"]: accounts.create_user(
                email=person["email"],
                password=PASSWORD,
                display_name=person["name"],
                attributed_to="command:load_demo",
            )
            for person in self.data["people"]
        }

    @cached_property
    def workspace(self) -> Workspace:
        """The workspace; public, so that it can be read without signing in."""
        return workspaces.create_workspace(
            actor=self.people["historian"],
            visibility=Workspace.Visibility.PUBLIC,
            **self.data["workspace"],
        )

    @property
    def actor(self) -> User:
        """Whoever marks and cites in the demonstration."""
        return self.people["annotator"]

    def _add_members(self) -> None:
        for person in self.data["people"]:
            workspaces.set_role(
                actor=self.people["historian"],
                workspace=self.workspace,
                user=self.people[person["key"]],
                role=Role(person["role"]),
            )
        # The roles were asked for before they were given.
        self.workspace = Workspace.objects.get(pk=self.workspace.pk)

    def _add_source(
        self,
        *,
        key: str,
        csl: dict[str, Any],
        date: str,
        text: str,
        language: str,
        direction: str = "ltr",
        tags: tuple[str, ...] = (),
    ) -> None:
        source = records.create_source(
            actor=self.actor,
            workspace=self.workspace,
            csl=csl,
            date=date,
            citation_key=f"demo-{key.replace('_', '-')}",
            rights=RIGHTS,
        )
        set_source_tags(actor=self.actor, source=source, names=tags)
        made = texts.create_text(
            actor=self.actor,
            source=source,
            document=import_document(text.encode(), filename=f"{key}.md").document,
            language=language,
            direction=direction,
        )
        self.versions[key] = made.latest

    def _add_translation(self, *, of: str, language: str, text: str) -> None:
        original = self.versions[of].text
        made = texts.create_text(
            actor=self.actor,
            source=original.source,
            document=import_document(text.encode(), filename=f"{of}.md").document,
            language=language,
            direction="ltr",
            kind=Text.Kind.TRANSLATION,
        )
        parallels.relate(
            actor=self.actor,
            text=made,
            original=original,
            kind=TextRelation.Kind.TRANSLATION,
        )

    def _add_derivation(self, *, source: str, origin: str, **assertion: str) -> None:
        derivations.add_derivation(
            actor=self.actor,
            source=self.versions[source].text.source,
            origin=self.versions[origin].text.source,
            **assertion,
        )

    def _add_authority(
        self,
        *,
        key: str,
        variants: Sequence[Mapping[str, str]] = (),
        identifiers: Sequence[Mapping[str, str]] = (),
        part_of: str = "",
        **entry: Any,
    ) -> None:
        self.authorities[key] = authorities.create_authority(
            actor=self.actor,
            workspace=self.workspace,
            entry=authorities.Entry(
                variants=tuple(Written(**variant) for variant in variants),
                identifiers=tuple(Identifier(**each) for each in identifiers),
                part_of=self.authorities[part_of] if part_of else None,
                **entry,
            ),
        )
