from django.apps import AppConfig


class SourcesConfig(AppConfig):
    """Sources, their texts, and how these come in."""

    name = "sources"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from project.people.parts import WORKSPACE_HOME
        from sources.derivations.services import refuse_circles
        from sources.lists.catalogue import FLAGS, sources_with_text
        from sources.overview.registering import register
        from sources.parallels.parts import source_part as parallels_part
        from sources.records.merging import merging
        from sources.records.models import SourceTag
        from sources.records.parts import SOURCE_PAGE, workspace_part
        from sources.tags.bearing import BEARERS, Bearer
        from sources.tags.parts import TAG_PAGE, source_part

        register()
        merging.connect(refuse_circles, dispatch_uid="refuse_circles")
        TAG_PAGE.add("sources", source_part, position=20)
        BEARERS["sources"] = Bearer(SourceTag, "source")
        FLAGS.add("text", sources_with_text)
        SOURCE_PAGE.add("parallels", parallels_part, position=5)
        WORKSPACE_HOME.add("sources", workspace_part, position=20)
