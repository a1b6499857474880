from django.apps import AppConfig


class AnnotationsConfig(AppConfig):
    """Highlights, claims, disputes and what is made of them."""

    name = "annotations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from annotations.highlights.services import place_passages
        from sources.texts.services import version_saved

        version_saved.connect(place_passages, dispatch_uid="place_passages")
