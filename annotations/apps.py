from django.apps import AppConfig


class AnnotationsConfig(AppConfig):
    """Highlights, claims, disputes and what is made of them."""

    name = "annotations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from annotations.claims.naming import authority_part, keep_named
        from annotations.claims.parts import CLAIM_PAGE
        from annotations.claims.resting import (
            MOVED_WITH_SOURCES,
            cited_sources,
            keep_cited,
            source_part,
        )
        from annotations.disputes.conflicts.parts import conflicts_part, roots_part
        from annotations.disputes.parts import workspace_part
        from annotations.highlights.models import HighlightTag
        from annotations.highlights.tagged import tag_part
        from annotations.notices.connecting import connect
        from annotations.overview.registering import register
        from annotations.placements.placing import place_passages
        from annotations.placements.previewing import preview_fact, preview_part
        from annotations.reviews.keeping import keep_named as keep_named_by_outcomes
        from annotations.reviews.keeping import keep_reviewed
        from annotations.reviews.parts import claim_part
        from project.people.parts import WORKSPACE_HOME
        from project.people.services import deleting as deleting_row
        from sources.authorities.parts import AUTHORITY_PAGE
        from sources.authorities.services import deleting as deleting_authority
        from sources.deleting import deleting
        from sources.lists.catalogue import FLAGS
        from sources.records.merging import MOVED
        from sources.records.parts import SOURCE_PAGE
        from sources.tags.bearing import BEARERS, Bearer
        from sources.tags.parts import TAG_PAGE
        from sources.texts.previewing import PREVIEW_FACTS, PREVIEW_PAGE
        from sources.texts.services import version_saved

        register()
        BEARERS["highlights"] = Bearer(HighlightTag, "highlight")
        version_saved.connect(place_passages, dispatch_uid="place_passages")
        connect()
        deleting.connect(keep_cited, dispatch_uid="keep_cited")
        deleting_row.connect(keep_reviewed, dispatch_uid="keep_reviewed")
        deleting_authority.connect(keep_named, dispatch_uid="keep_named")
        deleting_authority.connect(keep_named_by_outcomes, dispatch_uid="keep_named_by_outcomes")
        AUTHORITY_PAGE.add("claims", authority_part, position=10)
        TAG_PAGE.add("highlights", tag_part, position=10)
        FLAGS.add("cited", cited_sources)
        MOVED.extend(kind for kind in MOVED_WITH_SOURCES if kind not in MOVED)
        PREVIEW_PAGE.add("passages", preview_part, position=10)
        PREVIEW_FACTS["passages"] = preview_fact
        SOURCE_PAGE.add("highlights", source_part, position=10)
        CLAIM_PAGE.add("conflicts", conflicts_part, position=10)
        CLAIM_PAGE.add("roots", roots_part, position=20)
        CLAIM_PAGE.add("reviews", claim_part, position=50)
        WORKSPACE_HOME.add("disputes", workspace_part, position=10)
