from django.apps import AppConfig


class SourcesConfig(AppConfig):
    """Sources, their texts, and how these come in."""

    name = "sources"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from project.people.activity.kinds import KINDS
        from project.people.parts import WORKSPACE_HOME
        from sources.overview.activity import kinds
        from sources.records.models import SourceTag
        from sources.records.parts import workspace_part
        from sources.tags.bearing import BEARERS, Bearer

        KINDS.add(*kinds())
        BEARERS["sources"] = Bearer(SourceTag, "source")
        WORKSPACE_HOME.add("sources", workspace_part, position=20)
