from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People, workspaces, roles and access tokens."""

    name = "project.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from project.people.activity.kinds import KINDS
        from project.people.workspaces.activity import kinds

        KINDS.add(*kinds())
