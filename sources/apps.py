from django.apps import AppConfig


class SourcesConfig(AppConfig):
    """Sources, their texts, and how these come in."""

    name = "sources"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from project.people.parts import WORKSPACE_HOME
        from sources.records.parts import workspace_part

        WORKSPACE_HOME.add("sources", workspace_part, position=20)
