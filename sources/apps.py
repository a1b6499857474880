from django.apps import AppConfig


class SourcesConfig(AppConfig):
    """Sources, their texts, and how these come in."""

    name = "sources"
    default_auto_field = "django.db.models.BigAutoField"
